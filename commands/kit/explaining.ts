import type { Answer } from './answer.ts';
import type { Command } from './define.ts';
import { readParams } from './run.ts';

/**
 * What the command explain is to be asked with, so that it tells where the first number of an answer comes from: the same
 * filters, over the days it was told for. Null: the answer explains already, or stands on no metric.
 */
export function explaining(
  explain: Command,
  command: Command,
  params: Readonly<Record<string, unknown>>,
  answer: Answer,
): Record<string, unknown> | null {
  const metric = answer.computed_from.metrics[0];
  if (command.name === explain.name || metric === undefined) return null;
  const shape = explain.params.shape;
  const shared = Object.entries(readParams(command, params)).filter(
    ([name, value]) => name in shape && value !== undefined,
  );
  const period = answer.period ? { period: `${answer.period.from}..${answer.period.to}` } : {};
  // Broken down by track, streams are of statements; the same number is to be explained, not its sister.
  const kind = answer.figures[0]?.kind;
  return { ...Object.fromEntries(shared), ...period, ...(kind ? { kind } : {}), metric };
}

/** The same as a person types it: `bedrot explain streams --artist "ZONE A0" --period 2026-10-01..2026-10-31`. */
export function sayExplaining(params: Readonly<Record<string, unknown>>): string {
  const { metric, ...others } = params;
  const flags = Object.entries(others)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name} ${quoted(String(value))}`);
  return ['bedrot explain', quoted(String(metric)), ...flags].join(' ');
}

/** What a shell would read otherwise stands in quotes that it takes letter by letter. */
const quoted = (text: string): string =>
  /^[\w.,:@/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
