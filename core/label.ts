import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sayIssues } from './config.ts';
import { BedrotError } from './errors.ts';
import { labelRunning } from './label-running.ts';

const share = z.number().min(0).max(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is YYYY-MM-DD');
const decimal = z.string().regex(/^\d+(\.\d{1,9})?$/, 'an amount is a decimal in quotes, e.g. "5000.00"');

/** label.json: who the label is. This schema is the documentation of the file. */
export const labelSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors; bedrot does not read it.'),
  name: z.string().min(1).describe('The name of the label, as answers print it.'),
  timeZone: z.string().default('UTC').describe('IANA zone in which "today" is told, e.g. America/New_York.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD')
    .describe('ISO 4217 code the label thinks in.'),
  demo: z
    .boolean()
    .default(false)
    .describe('True only in generated data folders: every answer and picture then says so.'),
  artists: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('Display name, as answers print it.'),
        role: z
          .enum(['own', 'collaborator'])
          .default('own')
          .describe('own: one of the label; collaborator: credited beside its artists.'),
        aliases: z
          .array(z.string().min(1))
          .default([])
          .describe('Other spellings. Whole names only: never a part of a name.'),
        accounts: z
          .record(z.string(), z.array(z.string().min(1)))
          .default({})
          .describe('Platform -> handles or ids, e.g. {"tiktok": ["zone.a0"], "spotify": ["62ow..."]}.'),
      }),
    )
    .min(1)
    .describe('Who the label is. A name that is neither here nor an alias is kept as it is, and told.'),
  collaborations: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('The credit as files write it.'),
        artists: z.array(z.string().min(1)).min(2).describe('Who it is, by the names above.'),
      }),
    )
    .default([])
    .describe(
      'Joint credits that no separator tells apart. "A & B", "A x B", "A feat. B" and "A, B" are understood without.',
    ),
  platforms: z
    .record(
      z.string(),
      z.strictObject({
        via: z
          .enum(['api', 'file', 'browser', 'off'])
          .default('file')
          .describe('How the data is brought in.'),
      }),
    )
    .default({})
    .describe('Platform -> how it is brought in. One that is not named here is brought as files.'),
  stores: z
    .array(
      z.strictObject({
        match: z.string().min(1).describe('Start of the store name, without case.'),
        platform: z.string().min(1).describe('The platform it belongs to, e.g. apple-music.'),
        usage: z
          .enum(['stream', 'download', 'social', 'video_ad', 'other'])
          .default('stream')
          .describe('What kind of use it reports; only a stream counts as one.'),
        exact: z.boolean().optional().describe('True: `match` is the whole name.'),
      }),
    )
    .default([])
    .describe(
      'Store names of statements that the built-in table does not know; `match` is the start of the name.',
    ),
  tracks: z
    .array(
      z.strictObject({
        title: z.string().min(1).optional().describe('The track, by its title.'),
        isrc: z.string().min(1).optional().describe('The track, by its ISRC.'),
        aliases: z
          .array(z.string().min(1))
          .default([])
          .describe('Other titles of files that tell no ISRC, and other ISRCs of the same recording.'),
      }),
    )
    .default([])
    .describe('Tracks that files call otherwise. One without aliases is a track of its own.'),
  countries: z
    .array(
      z.strictObject({
        match: z.string().min(1).describe('The code as files write it, e.g. XK.'),
        code: z
          .string()
          .regex(/^[A-Z]{2}$/, 'a country is two capitals, e.g. DE')
          .optional()
          .describe('The country it is, by its two letters.'),
        name: z.string().min(1).optional().describe('What it is called, where it is no country of its own.'),
      }),
    )
    .default([])
    .describe('Codes of countries that no list has.'),
  splits: z
    .array(
      z.strictObject({
        isrc: z.string().optional().describe('The track, by its ISRC.'),
        title: z.string().optional().describe('The track, by its title.'),
        party: z.string().min(1).describe('Who is owed.'),
        share: share.describe('Fraction from 0 to 1: 0.25 is 25 %.'),
        from: day.optional().describe('First day it holds; absent: from the beginning.'),
        to: day.optional().describe('Last day it holds; absent: until further notice.'),
      }),
    )
    .default([])
    .describe('Who is owed which part of a track, and when it held.'),
  categories: z
    .array(
      z.strictObject({
        match: z.string().min(1).describe('Words of the line.'),
        category: z.string().min(1).describe('The category it then has.'),
        kind: z
          .enum(['income', 'expense', 'payout', 'transfer'])
          .optional()
          .describe(
            'payout: what statements (or your own income files) tell in detail; transfer: between own accounts. Neither is in a profit and loss. Absent: as bedrot knows the line, else expense.',
          ),
      }),
    )
    .default([])
    .describe('Ordered rules for bank and card lines; `match` is matched at word boundaries.'),
  campaigns: z
    .array(
      z.strictObject({
        match: z.string().min(1).describe('Words of the campaign name, or its id.'),
        artist: z.string().min(1).optional().describe('Whose it is, by the names above.'),
        track: z.string().min(1).optional().describe('The track it is for, by title or ISRC.'),
        exact: z.boolean().optional().describe('True: `match` is the whole name, or the id.'),
      }),
    )
    .default([])
    .describe(
      'Ordered rules for ad campaigns whose name does not tell what they are for; one without artist and track is for the label as a whole.',
    ),
  targets: z
    .array(
      z.strictObject({
        metric: z
          .string()
          .min(1)
          .describe(
            'What is to be reached, by the name of a metric; revenue: what came in, margin: profit_margin.',
          ),
        value: z
          .union([z.number(), decimal])
          .describe('How much: a number, or money as a decimal in quotes.'),
        per: z.enum(['month', 'year', 'total']).describe('In each month, in each year, or altogether.'),
        by: day.optional().describe('The day by which it is to be reached.'),
        label: z.string().optional().describe('As answers print it.'),
      }),
    )
    .default([])
    .describe('What the label wants to reach.'),
  budgets: z
    .array(
      z.strictObject({
        category: z.string().min(1).describe('As in the rules above.'),
        amount: decimal.describe('Decimal in quotes, in the currency of the label.'),
        per: z.enum(['month', 'year']).describe('For each month, or for each year.'),
      }),
    )
    .default([])
    .describe('How much may be spent.'),
  ...labelRunning,
});
export type Label = z.infer<typeof labelSchema>;
export type Theme = Label['theme'];

export const LABEL_FILE = 'label.json';

/** @throws BedrotError `config_invalid`: the file is missing, is not JSON, or does not fit. */
export function loadLabel(data: string): Label {
  const file = join(data, LABEL_FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BedrotError(
      'config_invalid',
      `There is no label.json in ${data}. Run "bedrot init" first.`,
      {},
      cause,
    );
  }
  return parseLabel(text, file);
}

export function parseLabel(text: string, where = 'label.json'): Label {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BedrotError('config_invalid', `${where} is not JSON: ${(cause as Error).message}`, {}, cause);
  }
  const parsed = labelSchema.safeParse(json);
  if (!parsed.success)
    throw new BedrotError('config_invalid', `${where} does not fit: ${sayIssues(parsed.error)}`);
  return parsed.data;
}
