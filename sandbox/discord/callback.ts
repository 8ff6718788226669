import { type Interaction, KIND } from './exchange.ts';
import { type MessagePayload, newMessage, type SentFile } from './message.ts';
import { type Choice, FLAG, type Message } from './wire.ts';
import type { World } from './world.ts';

/** The body of the call-back by which a bot acknowledges. */
export interface Callback {
  type: number;
  data?: (MessagePayload & { choices?: Choice[]; custom_id?: string; title?: string }) | null;
}

/** Which call-back types answer which kind. */
export function fits(type: number, { kind, sourceId }: Interaction): boolean {
  if (kind === 'autocomplete') return type === 8;
  if (type === 4 || type === 5) return true;
  if (type === 6 || type === 7) return kind !== 'command' && sourceId !== undefined;
  return type === 9 && kind !== 'modal';
}

/** A message that answers an interaction; `loading`: one that says "is thinking". */
export function answerOf(
  world: World,
  interaction: Interaction,
  payload: MessagePayload,
  files: readonly SentFile[],
  loading: boolean,
): Message {
  const { applicationId, bot } = world;
  // A message is never empty, so the one that waits for its content is made with a text and shown without.
  const made = newMessage(
    world,
    interaction.channelId,
    bot,
    loading ? { ...payload, content: '…' } : payload,
    files,
  );
  return {
    ...{ ...made, webhook_id: applicationId, application_id: applicationId },
    ...(loading ? { content: '', flags: made.flags | FLAG.loading } : {}),
    ...(interaction.kind === 'command' ? { type: 20 } : {}),
    interaction_metadata: metadata(world, interaction),
  };
}

function metadata(world: World, { id, kind, userId, sourceId }: Interaction): Record<string, unknown> {
  const user = world.users.get(userId);
  const base = { id, type: KIND[kind], user, authorizing_integration_owners: { 0: world.guild.id } };
  if (kind === 'component') return { ...base, interacted_message_id: sourceId };
  return kind === 'modal'
    ? { ...base, triggering_interaction_metadata: { ...base, type: KIND.command } }
    : base;
}
