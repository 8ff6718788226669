import { type Interaction, KIND } from './exchange.ts';
import type { Channel, Message, User } from './wire.ts';
import type { World } from './world.ts';

const ADMINISTRATOR_TOO = '2251799813685247';
const MEMBER = '2222085186636352';
const ATTACHMENT_LIMIT = 10_485_760;

/** A person as a member of the guild. */
export function memberOf(world: World, user: User): Record<string, unknown> {
  const person = world.people.get(user.id);
  return {
    ...{
      user,
      nick: null,
      avatar: null,
      banner: null,
      roles: [...(person?.roles ?? [])],
      flags: 0,
      pending: false,
    },
    ...{
      joined_at: '2024-01-01T00:00:00.000000+00:00',
      premium_since: null,
      communication_disabled_until: null,
    },
    ...{ deaf: false, mute: false, permissions: user.id === world.ownerId ? ADMINISTRATOR_TOO : MEMBER },
  };
}

/** The guild as GUILD_CREATE tells it. */
export function guildOf(world: World): Record<string, unknown> {
  const everyone = { id: world.guild.id, name: '@everyone' };
  const held = [...new Set([...world.people.values()].flatMap(({ roles }) => roles ?? []))];
  const roles = [everyone, ...held.map((id) => ({ id, name: `role-${id}` }))].map((role, position) => ({
    ...{
      ...role,
      position,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    },
    ...{ hoist: false, managed: false, mentionable: false, permissions: MEMBER, flags: 0 },
  }));
  const members = [...world.users.values()].map((user) => memberOf(world, user));
  const all = [...world.channels.values()];
  return {
    ...{
      ...world.guild,
      owner_id: world.ownerId,
      icon: null,
      features: [],
      emojis: [],
      stickers: [],
      roles,
      members,
    },
    ...{ channels: all.filter(({ type }) => type === 0), threads: all.filter(({ type }) => type === 11) },
    ...{
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    },
    ...{
      member_count: members.length,
      large: false,
      unavailable: false,
      preferred_locale: 'en-US',
      nsfw_level: 0,
    },
    ...{ verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0, mfa_level: 0 },
    ...{ premium_tier: 0, premium_subscription_count: 0, system_channel_id: null, system_channel_flags: 0 },
    ...{ afk_channel_id: null, afk_timeout: 300, rules_channel_id: null, public_updates_channel_id: null },
    ...{ description: null, banner: null, splash: null, discovery_splash: null, vanity_url_code: null },
    ...{
      joined_at: '2024-01-01T00:00:00.000000+00:00',
      application_id: null,
      premium_progress_bar_enabled: false,
    },
  };
}

/** What INTERACTION_CREATE carries. `data` depends on the kind; `message` is the one whose component was used. */
export function interactionOf(
  world: World,
  interaction: Interaction,
  data: Record<string, unknown>,
  message: Message | undefined,
): Record<string, unknown> {
  const channel: Channel = world.channel(interaction.channelId);
  const user = world.users.get(interaction.userId);
  if (user === undefined) throw new Error(`Nobody has the id ${interaction.userId}.`);
  const inGuild = channel.type !== 1;
  const place = inGuild
    ? {
        ...{ guild_id: world.guild.id, guild: { id: world.guild.id, locale: 'en-US', features: [] } },
        ...{ guild_locale: 'en-US', member: memberOf(world, user), context: 0 },
      }
    : { user, context: 1 };
  return {
    ...{ id: interaction.id, application_id: world.applicationId, type: KIND[interaction.kind], version: 1 },
    ...{
      token: interaction.token,
      data,
      channel: { ...channel, permissions: MEMBER },
      channel_id: channel.id,
    },
    ...{ app_permissions: MEMBER, locale: 'en-US', attachment_size_limit: ATTACHMENT_LIMIT, ...place },
    ...{ entitlements: [], authorizing_integration_owners: { 0: inGuild ? world.guild.id : '0' } },
    ...(message === undefined ? {} : { message }),
  };
}
