/** What travels between a bot and Discord, as far as the stand-in speaks it. Field names are Discord's own. */

export interface User {
  id: string;
  username: string;
  /** What people see; null: the user name. */
  global_name: string | null;
  discriminator: string;
  avatar: null;
  public_flags: number;
  flags: number;
  primary_guild: null;
  bot?: boolean;
}

/** Channel types used: 0 text in the guild, 1 direct messages, 11 public thread. */
export interface Channel {
  id: string;
  type: 0 | 1 | 11;
  flags: number;
  last_message_id: string | null;
  name?: string;
  guild_id?: string;
  position?: number;
  parent_id?: string | null;
  recipients?: User[];
  owner_id?: string;
  message_count?: number;
  member_count?: number;
  total_message_sent?: number;
  thread_metadata?: {
    archived: boolean;
    archive_timestamp: string;
    auto_archive_duration: number;
    locked: boolean;
  };
}

export interface Attachment {
  id: string;
  filename: string;
  size: number;
  /** Served by the stand-in itself, under `/attachments/`. */
  url: string;
  proxy_url: string;
  content_type?: string;
  /** Alt text. */
  description?: string;
  /** The name without its ending as it was before Discord took out what a file's name may not have. */
  title?: string;
  width?: number;
  height?: number;
  ephemeral?: boolean;
}

export interface Embed {
  type?: string;
  title?: string;
  description?: string;
  url?: string;
  timestamp?: string;
  color?: number;
  footer?: { text: string; icon_url?: string };
  author?: { name: string; url?: string; icon_url?: string };
  image?: { url: string };
  thumbnail?: { url: string };
  fields?: { name: string; value: string; inline?: boolean }[];
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  default?: boolean;
  emoji?: { name: string | null; id?: string | null };
}

/**
 * A component of a message or a modal, any kind: 1 action row, 2 button, 3 string select, 4 text input, 9 section,
 * 10 text display, 11 thumbnail, 12 gallery, 13 file, 14 separator, 17 container, 18 label.
 */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  style?: number;
  label?: string;
  emoji?: { name: string | null; id?: string | null };
  url?: string;
  disabled?: boolean;
  placeholder?: string;
  description?: string | null;
  content?: string;
  value?: string;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  options?: SelectOption[];
  components?: Component[];
  /** Inside a label. */
  component?: Component;
  /** Beside a section. */
  accessory?: Component;
  /** Of a gallery; url is `attachment://name` until the message is kept. */
  items?: { media: { url: string }; description?: string | null; spoiler?: boolean }[];
  media?: { url: string };
  file?: { url: string };
  accent_color?: number | null;
  spoiler?: boolean;
  divider?: boolean;
  spacing?: number;
}

/** Bits of `Message.flags`. */
export const FLAG = { ephemeral: 64, loading: 128, silent: 4096, componentsV2: 32768 } as const;

export interface Message {
  id: string;
  channel_id: string;
  author: User;
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  tts: boolean;
  mention_everyone: boolean;
  mentions: User[];
  mention_roles: string[];
  attachments: Attachment[];
  embeds: Embed[];
  components: Component[];
  pinned: boolean;
  type: number;
  flags: number;
  nonce?: string | number;
  application_id?: string;
  webhook_id?: string;
  thread?: Channel;
  message_reference?: { type: 0; message_id: string; channel_id: string };
  interaction_metadata?: Record<string, unknown>;
}

export interface Choice {
  name: string;
  value: string | number;
}

/** Option types: 1 subcommand, 2 group, 3 string, 4 integer, 5 boolean, 6 user, 10 number, 11 file. */
export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: CommandOption[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface Command {
  id: string;
  application_id: string;
  version: string;
  type: number;
  name: string;
  description: string;
  default_member_permissions: string | null;
  options?: CommandOption[];
  /** Absent for a global command. */
  guild_id?: string;
  contexts?: number[] | null;
  integration_types?: number[];
  dm_permission?: boolean;
  nsfw?: boolean;
}

export interface Modal {
  custom_id: string;
  title: string;
  components: Component[];
}
