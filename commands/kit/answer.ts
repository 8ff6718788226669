import { z } from 'zod';

/** How a value is printed, the same on every surface (view/format.ts). */
export const FORMATS = [
  'count',
  'compact',
  'money',
  'money6',
  'percent',
  'ratio',
  'days',
  'text',
  'day',
] as const;
export type Format = (typeof FORMATS)[number];

/** The three kinds of number are never added to each other; `mixed` marks an answer whose figures are of several. */
export const KINDS = ['reported', 'trend', 'observed'] as const;

/**
 * A value: a number, money as a decimal string ("1531.02"), text, or null for "not known". Null is never 0.
 * Percentages are fractions (0.124 is 12.4 %).
 */
const value = z.union([z.number(), z.string(), z.null()]);
export type Value = z.infer<typeof value>;

const change = z.strictObject({
  absolute: value.describe('Difference to the comparison, in the unit of the figure; null when not known.'),
  relative: z
    .union([z.number(), z.null()])
    .describe('As a fraction; null when the comparison is 0 or not known.'),
  against: z.string().describe('What it is compared with, e.g. "the 28 days before".'),
});

export const figureSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  value,
  unit: z.string().describe('"streams", "USD", "%", "USD/stream", ...'),
  format: z.enum(FORMATS),
  kind: z.enum(KINDS).optional(),
  change: change.optional(),
  /** Why the value is null, and how to bring the data; or what to know about it. */
  note: z.string().optional(),
  stale: z.boolean().optional(),
  partial: z.boolean().optional().describe('The period is not fully reported yet.'),
});
export type Figure = z.infer<typeof figureSchema>;

export const columnSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  format: z.enum(FORMATS),
  unit: z.string().optional(),
});

export type Column = z.infer<typeof columnSchema>;

export const tableSchema = z.strictObject({
  columns: z.array(columnSchema),
  rows: z.array(z.array(value)),
  total_rows: z.number().int(),
  truncated: z.boolean(),
  /** Indexes of rows that add others up: documents set them bold. */
  totals: z.array(z.number().int()).optional(),
});
export type Table = z.infer<typeof tableSchema>;

/** A chart as plain data; view/ makes a config, a picture and its alt text from it. */
export const chartSchema = z.strictObject({
  kind: z.enum(['line', 'area', 'bar', 'ranking', 'board']),
  title: z.string(),
  subtitle: z.string().describe('Unit, range and freshness.'),
  format: z.enum(FORMATS),
  unit: z.string(),
  /** x labels: days, months, or names for a ranking. */
  labels: z.array(z.string()),
  series: z.array(
    z.strictObject({
      name: z.string(),
      values: z.array(z.union([z.number(), z.null()])),
      /** Indexes of values that are not fully reported: drawn faint. */
      partial: z.array(z.number().int()).optional(),
      /** The range values are expected in, one for each label: drawn behind the line. */
      band: z
        .strictObject({
          low: z.array(z.union([z.number(), z.null()])),
          high: z.array(z.union([z.number(), z.null()])),
        })
        .optional(),
      /** Index from which values are forecast: drawn dashed. */
      ahead: z.number().int().optional(),
    }),
  ),
  /** For lines: points of the first series that something is to be said of, drawn as dots (beside a band as triangles). `at` is an index of `labels`. */
  marks: z.array(z.strictObject({ at: z.number().int(), text: z.string() })).optional(),
  /** For a ranking: the value whose bar takes the whole width, e.g. 1 of parts of a target; absent: the largest. */
  full: z.number().optional(),
  /** For a ranking: the change of each label as a fraction, or null. */
  changes: z.array(z.union([z.number(), z.null()])).optional(),
});
export type Chart = z.infer<typeof chartSchema>;

const asOfSchema = z.array(
  z.strictObject({
    source: z.string(),
    label: z.string(),
    day: z.union([z.string(), z.null()]),
    age_days: z.union([z.number().int(), z.null()]),
    state: z.enum(['fresh', 'late', 'overdue', 'never']),
  }),
);

/**
 * A section of an answer that is a document (a report, a statement for each of several people): an answer in small. What
 * it does not tell of itself (label, demo, audience) is the whole answer's.
 */
export const partSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  subtitle: z.string().optional(),
  text: z
    .string()
    .optional()
    .describe('Plain sentences, told before the figures; a line break parts paragraphs.'),
  kind: z.enum([...KINDS, 'mixed']).optional(),
  figures: z.array(figureSchema),
  table: tableSchema.optional(),
  chart: chartSchema.optional(),
  /** Absent: as the whole answer. */
  as_of: asOfSchema.optional(),
  notes: z.array(z.string()),
  /** The CSV of the whole answer is the table of this part. At most one part has it. */
  csv: z.literal(true).optional(),
});
export type Part = z.infer<typeof partSchema>;

export const answerSchema = z.strictObject({
  command: z.string(),
  title: z.string(),
  subtitle: z.string().optional(),
  label: z.string().describe('The label that asks.'),
  demo: z.boolean().describe("True: generated data, not the label's own."),
  period: z.strictObject({ from: z.string(), to: z.string(), name: z.string() }).optional(),
  kind: z
    .enum([...KINDS, 'mixed'])
    .optional()
    .describe("reported = statements; trend = distributors' daily figures; observed = artist pages."),
  figures: z.array(figureSchema),
  table: tableSchema.optional(),
  chart: chartSchema.optional(),
  /** Sections, in the order they are read; every surface tells them after the figures, table and chart. */
  parts: z.array(partSchema).optional(),
  /** As of when, per source: the newest day of the DATA, not of the question. */
  as_of: asOfSchema,
  stale: z.boolean(),
  partial: z.boolean(),
  notes: z.array(z.string()),
  /** Longer texts with a heading, e.g. a formula or the SQL that `explain` shows. */
  details: z.array(z.strictObject({ title: z.string(), text: z.string() })).optional(),
  /** How the numbers came about; `files` only where the question was about them (`explain`). */
  computed_from: z.strictObject({
    metrics: z.array(z.string()),
    tables: z.array(z.string()),
    files: z
      .array(
        z.strictObject({
          path: z.string().describe('Landed file, relative to the data folder.'),
          original_name: z.string(),
          sha256: z.string(),
          rows: z.number().int().describe('Rows of this file behind the number.'),
        }),
      )
      .optional(),
  }),
  audience: z
    .enum(['numbers', 'money'])
    .describe('Who it is fit for: money is only for those who may see money.'),
});
/** Plain data, the only thing a surface sees. */
export type Answer = z.infer<typeof answerSchema>;
