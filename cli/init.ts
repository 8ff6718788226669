import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { loadConfig, PROJECT } from '../core/config.ts';
import { BedrotError } from '../core/errors.ts';
import { type Label, parseLabel } from '../core/label.ts';
import { archive, publishText } from '../pipeline/kit/publish.ts';
import { archivePath, inData } from '../pipeline/kit/zones.ts';
import { newVaultKey, writeEnv } from './kit/env-file.ts';
import { pathParam } from './kit/flags.ts';
import { fetchList, labelText, readAnswers, type Ways } from './kit/label-text.ts';
import { defineWord, type Here } from './kit/word.ts';

export default defineWord({
  summary: 'Asks who the label is, writes label.json and .env, and lists the files to fetch first.',
  about:
    'Without --from or --answers it asks, and needs a terminal for that. An older label.json is kept in archive/ of the data folder; in .env only the settings asked for are set, and a key for the vault when there is none. Answers are {"name", "artists": [{"name", "aliases", "accounts"}], "timeZone", "currency", "platforms": {"distrokid": "file"}, "role"}.',
  params: z.strictObject({
    from: pathParam('Takes this label.json as it is, e.g. label.example.json.'),
    answers: pathParam('Takes the answers from this JSON file.'),
    replace: z.boolean().default(false).describe('A label.json that is there may be replaced.'),
    env: pathParam('Where the settings go. Default: .env of the project.'),
  }),
  async run({ from, answers, replace, env }, here) {
    const { loadPlatforms } = await import('../pipeline/run.ts');
    const ways = await loadPlatforms();
    const envFile = env === undefined ? join(PROJECT, '.env') : resolve(env);
    const made = await decide({ from, answers, replace }, ways, here);
    if (made === null) return 130;
    await writeFiles(made, here.config.data, envFile, here);
    here.terminal.out(fetchList(ways, made.label, here.terminal.paint));
    here.terminal.out(
      made.env.DISCORD_TOKEN === undefined
        ? 'For answers in Discord: docs/first-hour.md, from step 3 on.\n'
        : 'For answers in Discord: npx bedrot register, then npx bedrot start. Its channels: docs/first-hour.md, step 4.\n',
    );
    return 0;
  },
});

interface Made {
  label: Label;
  /** label.json as it is written. */
  text: string;
  /** Settings for `.env`. */
  env: Record<string, string>;
}

/** Where the label comes from: a file, a file of answers, or a person. Null: the person stopped. */
async function decide(
  given: { from: string | undefined; answers: string | undefined; replace: boolean },
  ways: Ways,
  here: Here,
): Promise<Made | null> {
  const { from, answers, replace } = given;
  if (from !== undefined && answers !== undefined) {
    throw new BedrotError('bad_question', 'Give --from or --answers, not both.');
  }
  const there = existsSync(join(here.config.data, 'label.json'));
  const file = from ?? answers;
  if (file !== undefined) {
    if (there && !replace) {
      throw new BedrotError(
        'bad_question',
        `There is a label.json in ${here.config.data}. Give --replace to replace it; the old one is kept in archive/.`,
      );
    }
    const text = await readFile(resolve(file), 'utf8').catch((cause) => {
      throw new BedrotError('bad_question', `${file} cannot be read.`, {}, cause);
    });
    if (from !== undefined) return { label: parseLabel(text, file), text, env: {} };
    return made(readAnswers(text, file), ways);
  }
  if (!here.terminal.interactive) {
    throw new BedrotError(
      'bad_question',
      'There is no terminal to ask in. Give --from label.json or --answers FILE; see "bedrot init --help".',
    );
  }
  const { askQuestions } = await import('./init-questions.ts');
  const answered = await askQuestions(ways, { there: there && !replace, data: here.config.data });
  if (answered === null) return null;
  const { discord, ...answersGiven } = answered;
  const decided = made(answersGiven, ways);
  return { ...decided, env: { ...decided.env, ...discord } };
}

function made(answers: ReturnType<typeof readAnswers>, ways: Ways): Made {
  const text = labelText(answers, ways);
  const { role } = answers;
  return { label: parseLabel(text), text, env: role === undefined ? {} : { BEDROT_ROLE: role } };
}

/** Writes both files whole or not at all; what was there before is kept. */
async function writeFiles(
  { text, env }: Made,
  data: string,
  envFile: string,
  { clock, dataChosen, terminal }: { clock: Clock; dataChosen: boolean; terminal: Here['terminal'] },
): Promise<void> {
  const target = join(data, 'label.json');
  if (existsSync(target)) {
    const kept = archivePath('label.json', clock.now());
    await archive(target, inData(data, kept));
    terminal.out(`The label.json that was there is kept as ${kept}\n`);
  }
  await publishText(target, text);
  terminal.out(`Wrote ${target}\n`);

  // A folder chosen on this line must be found again by the next; one of the environment is told by the environment.
  const values = dataChosen ? { BEDROT_DATA: dataSetting(data), ...env } : env;
  // A key that is there opens what is kept already.
  const { BEDROT_VAULT_KEY: given } = loadConfig({}, envFile);
  await writeEnv(envFile, given === undefined ? { ...values, BEDROT_VAULT_KEY: newVaultKey() } : values);
  terminal.out(`Wrote ${envFile} (only you can read it)\n`);
}

/** Inside the project a data folder is told relative to it, so that the project can be moved. */
function dataSetting(data: string): string {
  const inside = relative(PROJECT, data);
  return inside.startsWith('..') || resolve(inside) === inside ? data : inside.replaceAll('\\', '/');
}
