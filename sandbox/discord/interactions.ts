import { REFUSED } from './api-error.ts';
import { answerOf, type Callback, fits } from './callback.ts';
import { type Begin, Interaction } from './exchange.ts';
import { edited, type MessagePayload, type SentFile } from './message.ts';
import { interactionOf } from './payload.ts';
import { FLAG, type Message, type Modal } from './wire.ts';
import type { Kept, World } from './world.ts';

const ACK_MS = 3000;
const TOKEN_MS = 15 * 60_000;

/** Begins interactions, and carries out what the bot answers to them under Discord's rules of time. */
export class Interactions {
  readonly #world: World;
  readonly #send: (payload: Record<string, unknown>) => void;
  readonly #byId = new Map<string, Interaction>();
  readonly #byToken = new Map<string, Interaction>();

  /** `send` delivers INTERACTION_CREATE. */
  constructor(world: World, send: (payload: Record<string, unknown>) => void) {
    this.#world = world;
    this.#send = send;
  }

  begin(
    begin: Pick<Begin, 'kind' | 'userId' | 'channelId' | 'name' | 'sourceId'>,
    data: Record<string, unknown>,
  ): Interaction {
    const world = this.#world;
    const at = world.clock.now().getTime();
    const interaction = new Interaction({ ...begin, id: world.newId(), at, find: this.#find });
    this.#byId.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
    interaction.expireAfter(ACK_MS, () => this.#changed(interaction.fail()));
    world.emit({ type: 'interaction', exchange: interaction });
    this.#send(interactionOf(world, interaction, data, this.#find(begin.sourceId ?? '')));
    return interaction;
  }

  /** The answer to the call-back: the message it made or changed, if any. */
  acknowledge(
    id: string,
    token: string,
    { type, data }: Callback,
    files: readonly SentFile[],
    arrived: number,
  ): { interaction: Interaction; message: Message | undefined } {
    const interaction = this.#byId.get(id);
    if (interaction === undefined || interaction.token !== token || interaction.state === 'failed')
      throw REFUSED.interaction();
    if (interaction.state === 'acknowledged') throw REFUSED.acknowledged();
    if (this.#world.clock.now().getTime() - interaction.at > ACK_MS) {
      this.#changed(interaction.fail());
      throw REFUSED.interaction();
    }
    if (!fits(type, interaction))
      throw REFUSED.form('/type', `no answer to an interaction of kind ${interaction.kind}`);
    const message = this.#carryOut(interaction, type, data ?? {}, files, arrived);
    this.#changed(interaction);
    return { interaction, message };
  }

  #carryOut(
    interaction: Interaction,
    type: number,
    data: NonNullable<Callback['data']>,
    files: readonly SentFile[],
    arrived: number,
  ): Message | undefined {
    const source = (): Kept => this.#kept(interaction.sourceId);
    switch (type) {
      case 4: {
        const message = this.#post(interaction, data, files);
        interaction.originalId = message.id;
        interaction.acknowledge('reply', arrived);
        interaction.finish(message, arrived);
        return message;
      }
      case 5: {
        const message = this.#post(interaction, { flags: data.flags ?? 0 }, [], true);
        interaction.originalId = message.id;
        interaction.acknowledge('defer', arrived);
        return message;
      }
      case 6:
        interaction.originalId = source().message.id;
        interaction.acknowledge('deferUpdate', arrived);
        return undefined;
      case 7: {
        const message = this.#edit(source(), data, files);
        interaction.originalId = message.id;
        interaction.acknowledge('update', arrived);
        interaction.finish(message, arrived);
        return message;
      }
      case 8:
        interaction.choices = data.choices ?? [];
        interaction.acknowledge('autocomplete', arrived);
        return undefined;
      default:
        interaction.modal = {
          custom_id: data.custom_id,
          title: data.title,
          components: data.components,
        } as Modal;
        interaction.acknowledge('modal', arrived);
        return undefined;
    }
  }

  /** By the token of a webhook route: known, acknowledged, not older than 15 minutes. */
  open(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || interaction.state !== 'acknowledged') throw REFUSED.webhook();
    if (this.#world.clock.now().getTime() - interaction.at > TOKEN_MS) throw REFUSED.token();
    return interaction;
  }

  /** A message of this interaction: '@original' or an id. */
  message(token: string, id: string): { interaction: Interaction; kept: Kept } {
    const interaction = this.open(token);
    const wanted = id === '@original' ? interaction.originalId : id;
    const own = wanted !== undefined && [interaction.originalId, ...interaction.followUpIds].includes(wanted);
    return { interaction, kept: this.#kept(own ? wanted : undefined) };
  }

  editMessage(
    token: string,
    id: string,
    payload: MessagePayload,
    files: readonly SentFile[],
    arrived: number,
  ): Message {
    const { interaction, kept } = this.message(token, id);
    const message = this.#edit(kept, payload, files);
    if (message.id === interaction.originalId) interaction.finish(message, arrived);
    this.#changed(interaction);
    return message;
  }

  /** The first one after `defer` takes the place of "is thinking", as on Discord. */
  followUp(token: string, payload: MessagePayload, files: readonly SentFile[], arrived: number): Message {
    const interaction = this.open(token);
    const original =
      interaction.originalId === undefined ? undefined : this.#world.find(interaction.originalId);
    if (original !== undefined && original.message.flags & FLAG.loading)
      return this.editMessage(token, '@original', payload, files, arrived);
    const message = this.#post(interaction, payload, files);
    interaction.followUpIds.push(message.id);
    interaction.finish(message, arrived);
    this.#changed(interaction);
    return message;
  }

  /** Flags of the message a request edits; 0: it makes a new one; undefined: there is no such message. */
  flagsBefore(params: Readonly<Record<string, string>>, path: string): number | undefined {
    const flags = (id = ''): number | undefined => this.#find(id)?.flags;
    const { interaction_id, webhook_token = '', message_id } = params;
    if (interaction_id !== undefined) return flags(this.#byId.get(interaction_id)?.sourceId) ?? 0;
    if (path.endsWith('/@original')) return flags(this.#byToken.get(webhook_token)?.originalId);
    return message_id === undefined ? 0 : flags(message_id);
  }

  close(): void {
    for (const interaction of this.#byId.values()) interaction.fail().changed();
  }

  #post(
    interaction: Interaction,
    payload: MessagePayload,
    files: readonly SentFile[],
    loading = false,
  ): Message {
    const message = answerOf(this.#world, interaction, payload, files, loading);
    const onlyHe = (message.flags & FLAG.ephemeral) !== 0;
    if (interaction.originalId === undefined) interaction.ephemeral = onlyHe;
    this.#world.put({ message, visibleTo: onlyHe ? interaction.userId : null, pinnedAt: null });
    return message;
  }

  #edit(kept: Kept, payload: MessagePayload, files: readonly SentFile[]): Message {
    const message = edited(this.#world, kept.message, payload, files);
    this.#world.put({ ...kept, message });
    return message;
  }

  readonly #find = (id: string): Message | undefined => this.#world.find(id)?.message;

  #kept(id: string | undefined): Kept {
    const kept = id === undefined ? undefined : this.#world.find(id);
    if (kept === undefined) throw REFUSED.message();
    return kept;
  }

  #changed(interaction: Interaction): void {
    interaction.changed();
    this.#world.emit({ type: 'interaction', exchange: interaction });
  }
}
