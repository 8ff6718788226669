import type { ChatInputCommandInteraction, Client } from 'discord.js';
import type { Config } from '../core/config.ts';
import { BedrotError, toBedrotError } from '../core/errors.ts';
import { recordAudit } from '../warehouse/ops/audit.ts';
import { putIntoInbox } from '../warehouse/ops/inbox.ts';
import { askFor, sayWaits } from '../warehouse/ops/requests.ts';
import { deferReply, edit } from './ack.ts';
import { plain } from './markdown.ts';
import { type Teller, tellResults, type Waiting } from './requests.ts';
import type { BotService } from './service.ts';
import { assertSize, download, mayFetch } from './upload.ts';

export interface ImportOptions extends Teller {
  config: Config;
  /** How often it is looked whether a request is done. */
  pollMs?: number;
}

const LONGEST_PAUSE_MS = 60_000;

/**
 * `/pipeline import`: the owner's file goes into the inbox and a request beside it, which the scheduler carries out; the
 * answer then says what became of it. Results of whatever else was asked for in the chat are told as well.
 */
export function importService(options: ImportOptions): BotService {
  const { ops, config, clock, log, pollMs = 1_000 } = options;
  const stopping = new AbortController();
  const waiting = new Map<number, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let failures = 0;

  function turn(client: Client<true>): void {
    round = tellResults(client, waiting, options, stopping.signal)
      .then(
        () => {
          failures = 0;
        },
        (error: unknown) => {
          failures += 1;
          if (!stopping.signal.aborted)
            log.warn('message_failed', { about: 'request', error: String(error) });
        },
      )
      .then(() => {
        const pause = Math.min(pollMs * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
        if (!stopping.signal.aborted) timer = setTimeout(() => turn(client), pause);
      });
  }

  async function importFile(interaction: ChatInputCommandInteraction): Promise<void> {
    const { user } = interaction;
    const file = interaction.options.getAttachment('file', true);
    const name = nameOf(file);
    const audit = (outcome: string): void =>
      recordAudit(ops, {
        ...{ at: clock.now().toISOString(), surface: 'discord', who: user.id, what: 'import' },
        ...{ params: { file: name, bytes: file.size }, outcome },
      });
    try {
      if (user.id !== config.DISCORD_OWNER_ID)
        throw new BedrotError(
          'not_allowed',
          'Only the owner of the label brings in files. Nothing was done.',
        );
      assertSize(file.size);
      if (!mayFetch(file.url, config))
        throw new BedrotError('not_allowed', 'That file does not lie at Discord. Nothing was done.');
      // What a file holds may be money: nobody else in a channel reads what became of it.
      await deferReply(interaction, interaction.guildId !== null);
      const since = clock.now().getTime();
      let sha256 = '';
      const inInbox = await putIntoInbox(
        config.data,
        name,
        async (path) => {
          sha256 = await download(file, path, { config, signal: stopping.signal });
        },
        clock.now(),
      );
      const params = { file: inInbox, sha256 };
      const id = askFor(ops, { kind: 'import', params, askedBy: `discord:${user.id}` }, clock.now());
      audit('ok');
      const said = edit(interaction, { content: taken(name), allowedMentions: { parse: [] } }).catch(
        (error: unknown) =>
          log.warn('message_failed', { about: 'request', request: id, error: String(error) }),
      );
      waiting.set(id, { interaction, since, said });
      await said;
    } catch (thrown) {
      audit(toBedrotError(thrown).code);
      throw thrown;
    }
  }

  const taken = (name: string): string =>
    `${plain(name)} is taken; I will tell you here what becomes of it.${sayWaits(ops, clock.now())}`;

  return {
    start: turn,
    async stop() {
      clearTimeout(timer);
      stopping.abort();
      await round;
    },
    commands: { 'pipeline import': importFile },
  };
}

/** Discord takes blanks and brackets out of a file's name, and tells the name as it was, without its ending, beside. */
function nameOf({ name, title }: { name: string; title: string | null }): string {
  if (!title) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return title.toLowerCase().endsWith(ending.toLowerCase()) ? title : title + ending;
}
