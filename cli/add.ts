import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { isDay } from '../core/days.ts';
import { BedrotError } from '../core/errors.ts';
import { loadLabel } from '../core/label.ts';
import { parseNanos } from '../core/money.ts';
import { ADDED_AT, INCOME_TYPES, type Template, templateText } from '../pipeline/platforms/own/template.ts';
import { carryOut, EXIT_ABOUT } from './kit/carry-out.ts';
import { likeIncome, type OwnIncome, sayIncome } from './kit/own-income.ts';
import { defineWord, type Here } from './kit/word.ts';

const text = (description: string, placeholder: string) =>
  z.string().min(1).optional().meta({ description, placeholder });

export default defineWord({
  group: 'pipeline',
  summary: 'Adds income that no platform exports, or writes the empty form for a list of your own.',
  about: `Income: bedrot add income --date 2026-10-02 --type sync --source "Film Co" --amount 250.00 --currency USD. It becomes a file with one line and is brought in as any other. An empty form: bedrot add --template income FILE. ${EXIT_ABOUT}`,
  params: z.strictObject({
    what: z
      .string()
      .min(1)
      .meta({ placeholder: 'income|FILE', description: '"income"; with --template the file to write.' }),
    template: z
      .enum(['income', 'catalog', 'rates'])
      .optional()
      .describe('Writes an empty list: income, the catalog of tracks with their shares, or exchange rates.'),
    date: text('The day it was paid.', 'YYYY-MM-DD'),
    type: z.enum(INCOME_TYPES).optional().describe('What it was paid for.'),
    source: text('Who paid: a collecting society, a shop, a venue.', 'NAME'),
    amount: text('How much. A repayment is negative: --amount=-25.00', 'DECIMAL'),
    currency: text('Its currency. Default: that of the label.', 'USD'),
    artist: text('Whose it is.', 'NAME'),
    title: text('Of which track.', 'NAME'),
    isrc: text('The code of the track.', 'CODE'),
    country: text('Two letters, e.g. DE.', 'CC'),
    quantity: z.number().int().optional().describe('How many were sold.'),
    note: text('For you; it is kept with the file.', 'TEXT'),
    again: z
      .boolean()
      .default(false)
      .describe('One more, though the same source paid for the same that day.'),
    replace: z.boolean().default(false).describe('It corrects the one that is there.'),
    json: z.boolean().default(false).describe('The report as JSON.'),
  }),
  async run(given, here) {
    const { what, template, again, replace, json, ...told } = given;
    if (template !== undefined) return writeTemplate(template, resolve(what), here);
    if (what !== 'income')
      throw new BedrotError(
        'bad_question',
        `It adds "income", not "${what}". For an empty list say --template income, catalog or rates.`,
      );
    const income = incomeOf(told, here);
    const rows = withThoseThere(income, likeIncome(here.config.data, income), { again, replace });
    return bring(rows, json, here);
  },
});

async function writeTemplate(template: Template, file: string, here: Here): Promise<number> {
  try {
    await writeFile(file, templateText(template), { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(file))
      throw new BedrotError('bad_question', `${file} is there already. Give another name.`);
    throw new BedrotError(
      'bad_question',
      `${file} cannot be written: ${(cause as Error).message}.`,
      {},
      cause,
    );
  }
  here.terminal.out(`${file} is written. Fill it in, then: bedrot import ${basename(file)}\n`);
  return 0;
}

type Told = Partial<Record<'date' | 'type' | 'source' | 'amount', string>> & {
  currency?: string | undefined;
  artist?: string | undefined;
  title?: string | undefined;
  isrc?: string | undefined;
  country?: string | undefined;
  quantity?: number | undefined;
  note?: string | undefined;
};

function incomeOf(told: { [Key in keyof Told]: Told[Key] | undefined }, here: Here): OwnIncome {
  const { date, type, source, amount } = told;
  if (date === undefined || type === undefined || source === undefined || amount === undefined) {
    const missing = (['date', 'type', 'source', 'amount'] as const).filter(
      (name) => told[name] === undefined,
    );
    throw new BedrotError(
      'bad_question',
      `It needs ${missing.map((name) => `--${name}`).join(', ')} as well.`,
    );
  }
  if (!isDay(date)) throw new BedrotError('bad_question', `--date ${date} is not a day (YYYY-MM-DD).`);
  if (parseNanos(amount) === null)
    throw new BedrotError(
      'bad_question',
      `--amount ${amount} is not an amount, e.g. 250.00 (no thousands marks).`,
    );
  const currency = (told.currency ?? loadLabel(here.config.data).currency).toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency))
    throw new BedrotError(
      'bad_question',
      `--currency ${currency} is not a currency of three letters, e.g. USD.`,
    );
  const plain = (value: string | undefined): string => (value ?? '').trim();
  return {
    date,
    income_type: type,
    source: source.trim(),
    artist: plain(told.artist),
    title: plain(told.title),
    isrc: plain(told.isrc),
    country: plain(told.country).toUpperCase(),
    quantity: told.quantity === undefined ? '' : String(told.quantity),
    currency,
    amount,
    note: plain(told.note),
  };
}

/**
 * The rows to bring. Facts of one day, source, kind, track and country are told apart by their number in a file, so one
 * more must come together with those that are there.
 */
function withThoseThere(
  income: OwnIncome,
  there: readonly OwnIncome[],
  { again, replace }: { again: boolean; replace: boolean },
): OwnIncome[] {
  const [first, second] = there;
  if (again && replace) throw new BedrotError('bad_question', 'Give --again or --replace, not both.');
  if (first === undefined) {
    if (replace)
      throw new BedrotError('bad_question', 'There is nothing like it to replace. Leave --replace out.');
    return [income];
  }
  if (again) return [...there, income];
  if (replace && second === undefined) return [income];
  const all = there.map(sayIncome).join(', ');
  throw new BedrotError(
    'bad_question',
    replace
      ? `There are several like it (${all}), and nobody can tell which one is meant. Bring the list in which they stand, corrected.`
      : `There is already ${all} of that day, source and kind. Say --again for one more, or --replace to correct it.`,
  );
}

async function bring(rows: readonly OwnIncome[], json: boolean, here: Here): Promise<number> {
  const { importFiles } = await import('../pipeline/run.ts');
  const folder = await mkdtemp(join(tmpdir(), 'bedrot-add-'));
  try {
    const file = join(folder, `income-${rows[0]?.date}.csv`);
    const added = here.clock.now().toISOString();
    const lines = rows.map((row) => ({ ...row, [ADDED_AT]: added }));
    await writeFile(file, templateText('income', lines, [ADDED_AT]));
    return await carryOut(here, json, (house) => importFiles(house, [file]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
