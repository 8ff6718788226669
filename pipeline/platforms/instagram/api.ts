import { z } from 'zod';
import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { dayEnded } from './clean.ts';
import { metricNames, metricOfApi } from './metrics.ts';
import { handleOf } from './suite.ts';

// `GET /<ig-user-id>/insights`: daily values with the end of their day, or totals of the span that was asked for, which
// the answer does not tell. An account's id is in it, its handle only where it was asked for
// (`?fields=username,insights...`). A metric without data is an empty list, never 0.

const VALUE = z.union([z.number(), z.string(), z.null(), z.record(z.string(), z.unknown())]).optional();
const INSIGHT = z.object({
  name: z.string(),
  period: z.string(),
  values: z.array(z.object({ value: VALUE, end_time: z.string().optional() })).optional(),
  total_value: z.object({ value: VALUE }).optional(),
});
type Insight = z.infer<typeof INSIGHT>;
const EDGE = z.object({ data: z.array(INSIGHT) });
const PAGE = z.union([
  EDGE.extend({ username: z.string().optional() }),
  z.object({ insights: EDGE, username: z.string().optional() }).transform(({ insights, username }) => ({
    ...insights,
    username,
  })),
]);
const ANSWERS = z.union([PAGE.transform((page) => [page]), z.array(PAGE)]);

/** Every insight has an id that says whose, what and for which period: posts have "lifetime", accounts "day". */
const ID = /"id"\s*:\s*"[^"]*\\?\/insights\\?\/(\w+)\\?\/day"/g;
const USERNAME = /"username"\s*:\s*"([^"\\]+)"/g;

/** The account of an answer; null where it is none. @throws FileRefused where nothing tells the account, or it tells two. */
export function insightsAccount(document: Document): string | null {
  if (document.format !== 'json') return null;
  const names = [...document.head.matchAll(ID)].map(([, name = '']) => name);
  if (!names.some((name) => metricOfApi(name) !== null)) return null;
  const told = new Set([...document.head.matchAll(USERNAME)].map(([, name = '']) => name.toLowerCase()));
  if (told.size > 1)
    throw new FileRefused(`It holds insights of ${[...told].join(' and ')}. Bring each account by itself.`);
  const [handle = handleOf(document)?.handle] = told;
  if (handle === undefined)
    throw new FileRefused(
      'It is insights of an Instagram account, but neither it nor its name tells which. Name the file with the account, like "insights-zone.a0.json", and bring it again.',
    );
  return handle;
}

const HEADER = ['Date', 'Metric', 'Account', ...metricNames];

/** @throws FileRefused: not the shape Meta documents, or totals whose day nothing tells. */
export async function* readInsights(document: Document): AsyncGenerator<Cells> {
  const account = insightsAccount(document) ?? '';
  const day = handleOf(document)?.day ?? null;
  const rows: string[][] = [];
  for (const insight of (await answers(document)).flatMap(({ data }) => data)) {
    const metric = metricOfApi(insight.name);
    const artifact =
      insight.period === 'day' ? (metric ?? insight.name) : `${insight.name} (${insight.period})`;
    for (const { date, value } of valuesOf(insight, day))
      rows.push([date, artifact, account, ...metricNames.map((name) => (name === artifact ? value : ''))]);
  }
  yield* cellsFromRows(
    HEADER,
    rows.map((cells, index) => ({ line: index + 1, cells })),
  );
}

async function answers(document: Document): Promise<z.infer<typeof PAGE>[]> {
  let json: unknown;
  try {
    json = JSON.parse(await document.text());
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause;
    throw new FileRefused('It is cut off or damaged: it is no whole JSON. Get it again.');
  }
  const parsed = ANSWERS.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new FileRefused(
    'It has insights of Instagram, but not in the shape of an answer of "GET /<ig-user-id>/insights" ({"data": [{"name", "period", "values"}]}). Save the answer as it came and bring it again.',
  );
}

/** What an object says (values by hour or by country) is no count of a day. */
const plain = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : '';

function* valuesOf(insight: Insight, day: string | null): Generator<{ date: string; value: string }> {
  for (const { value, end_time } of insight.values ?? [])
    yield { date: dayEnded(end_time ?? '') ?? end_time ?? '', value: plain(value) };
  if (insight.total_value?.value === undefined || insight.total_value.value === null) return;
  if (day === null && metricOfApi(insight.name) !== null && insight.period === 'day')
    throw new FileRefused(
      `It has the total of ${insight.name}, but not of which day. Ask for one day, name the file with it, like "insights-zone.a0-2026-08-22.json", and bring it again.`,
    );
  yield { date: day ?? '', value: plain(insight.total_value.value) };
}
