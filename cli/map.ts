import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { carryOut, EXIT_ABOUT } from './kit/carry-out.ts';
import { askRest } from './kit/map-ask.ts';
import { guessText, proposalText } from './kit/map-text.ts';
import { defineWord, type Here } from './kit/word.ts';

const forAll = (description: string, placeholder = 'NAME') =>
  z.string().min(1).optional().meta({ description, placeholder });

const params = z.strictObject({
  file: z
    .string()
    .min(1)
    .meta({ placeholder: 'FILE', description: 'A table (CSV, TSV) that no feed takes.' }),
  as: z.string().optional().meta({
    placeholder: 'SHAPE',
    description: 'What it is: revenue, streams, track-days, social, links, transactions. Absent: the guess.',
  }),
  set: z.array(z.string()).default([]).meta({
    placeholder: 'COLUMN=FIELD',
    description: 'What a column is; the column by its header or its number. "COLUMN=none" leaves it out.',
  }),
  platform: forAll('The platform all rows are of.'),
  distributor: forAll('Who pays or counts all rows.'),
  store: forAll('The store all rows are of.'),
  artist: forAll('The artist all rows are of.'),
  account: forAll('The account all rows are of.'),
  currency: forAll('The currency of all amounts.', 'CODE'),
  income: forAll('The kind of income of all rows, e.g. merch. Default: royalty.', 'KIND'),
  dates: z.enum(['dmy', 'mdy']).optional().meta({
    placeholder: 'ORDER',
    description: 'How days of numbers are written: day first (dmy) or month first (mdy).',
  }),
  decimals: z.enum(['point', 'comma']).optional().meta({
    placeholder: 'SIGN',
    description: 'What stands before the decimals.',
  }),
  spending: z.enum(['minus', 'plus']).optional().meta({
    placeholder: 'SIGN',
    description: 'Transactions: the sign of an amount that was spent. Default: minus.',
  }),
  name: forAll('Name of the feed that is made. Default: from who pays and the shape.'),
  yes: z.boolean().default(false).describe('Keeps the mapping and imports, without asking.'),
  json: z.boolean().default(false).describe('The guess, or the report, as JSON.'),
});

const CONSTANTS = [
  'platform',
  'distributor',
  'store',
  'artist',
  'account',
  'currency',
  'income',
  'dates',
  'decimals',
  'spending',
] as const;

export default defineWord({
  group: 'pipeline',
  summary: 'Says once what the columns of an unknown table mean; it and its like are then read by it.',
  about: `Shows the first rows and what each column seems to be, with reasons. At a terminal it asks for what is open; with --yes it keeps the mapping, imports the file, and takes up files in quarantine that have the same header. ${EXIT_ABOUT}`,
  params,
  async run(given, here) {
    const [{ lookAtTable, importMapped }, { lacks, propose }] = await Promise.all([
      import('../pipeline/map.ts'),
      import('../pipeline/kit/mapping/propose.ts'),
    ]);
    const path = resolve(given.file);
    const { guess, known } = await lookAtTable(here.config.data, path, given.as);
    let proposal = propose(guess, saidBy(given), basename(path));
    if (!given.json || !given.yes)
      show(given.json, here, () => guessText(guess, proposal, known, here.terminal), {
        target: guess.target.name,
        columns: guess.columns,
        constants: proposal.constants,
        lacks: lacks(proposal, guess),
      });
    if (!given.yes && !given.json && here.terminal.interactive) {
      const asked = await askRest(guess, proposal, lacks(proposal, guess));
      if (asked === null) return 0;
      proposal = asked;
    }
    const open = lacks(proposal, guess);
    if (open.length > 0) return stop(given.yes, open, here);
    if (!given.yes && (given.json || !here.terminal.interactive)) {
      if (!given.json)
        here.terminal.out(`Nothing is kept yet. Say it again with --yes to keep it and import.\n`);
      return 0;
    }
    if (!given.json) here.terminal.out(proposalText(proposal));
    return carryOut(here, given.json, (house) => importMapped(house, path, proposal));
  },
});

function saidBy(given: z.infer<typeof params>) {
  const constants = Object.fromEntries(
    CONSTANTS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
  return { set: given.set, constants, ...(given.name !== undefined && { name: given.name }) };
}

function show(json: boolean, { terminal }: Here, text: () => string, value: unknown): void {
  terminal.out(json ? `${JSON.stringify(value, null, 2)}\n` : text());
}

/** Told, and an error only for who wanted it done. */
function stop(wanted: boolean, open: readonly string[], { terminal }: Here): number {
  const sentence = `It cannot be read yet: ${open.join('; ')}.`;
  if (wanted) throw new BedrotError('bad_question', sentence);
  terminal.err(`${sentence}\n`);
  return 0;
}
