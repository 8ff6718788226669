import { join } from 'node:path';
import { isCancel, password } from '@clack/prompts';
import { z } from 'zod';
import { PROJECT } from '../core/config.ts';
import type { AskHere } from '../pipeline/kit/code-desk.ts';
import { carryOut } from './kit/carry-out.ts';
import { withVaultKey } from './kit/env-file.ts';
import { defineWord } from './kit/word.ts';

const CODE = /^[0-9A-Za-z]{4,16}$/;
/** Codes are shown in groups: "739 146", "739-146". */
const plainCode = (typed: string | undefined): string => (typed ?? '').replace(/[\s-]/g, '');

export default defineWord({
  group: 'pipeline',
  summary: 'Collects from a platform with a browser that signs in, and brings in what it gets.',
  about:
    'It signs in with the settings of .env. Where the site wants a code, it is asked for here and by the bot, for ten minutes; the first answer counts. The session is kept, sealed, so that the next time needs no code. Without a terminal it signs in three times a day at most, and not again after a refusal. Whether a platform allows a program to sign in is for you to read in its terms. Exit status as of "bedrot import"; 69 when the site could not be collected from, 75 when it is being collected from already.',
  params: z.strictObject({
    platform: z.string().min(1).meta({ placeholder: 'PLATFORM', description: 'Such as distrokid.' }),
    site: z.string().optional().meta({
      placeholder: 'URL',
      description: 'A site of this machine in place of the real one, to try it.',
    }),
    json: z.boolean().default(false).describe('The report as JSON.'),
  }),
  async run({ platform, site, json }, here) {
    const { terminal } = here;
    const { collect } = await import('../pipeline/collect.ts');
    const config = await withVaultKey(here.config, join(PROJECT, '.env'), terminal.err);
    const stop = new AbortController();
    // The scheduler and a service manager end us so: the browser is closed, and what waits for a code is over.
    process.once('SIGTERM', () => stop.abort());
    return carryOut(here, json, async (house) => {
      const ask: AskHere = async ({ hint, triesLeft }, signal) => {
        house.progress.end();
        if (!terminal.interactive) {
          terminal.err(`A code is wanted: ${hint}. The bot asks the owner for it, for ten minutes.\n`);
          return null;
        }
        const again = triesLeft === 1 ? 'That code was refused, and one try is left. ' : '';
        const given = await password({
          message: `${again}Give ${hint} (or answer the bot)`,
          validate: (typed) =>
            CODE.test(plainCode(typed)) ? undefined : 'A code has 4 to 16 digits or letters.',
          signal,
        });
        if (!isCancel(given)) return plainCode(given);
        // Answered elsewhere, or the person wants no more.
        if (!signal.aborted) stop.abort();
        return null;
      };
      const { report } = await collect(house, platform, {
        config,
        ask,
        insist: terminal.interactive,
        signal: stop.signal,
        ...(site === undefined ? {} : { site }),
      });
      return report;
    });
  },
});
