import { type Day, dayIn, lastOfMonth, monthOf } from '../../core/days.ts';
import { type AsOf, asOf, expectedSources, sourcesOf } from '../../warehouse/kit/freshness.ts';
import { frozenFeeds } from '../../warehouse/kit/frozen.ts';
import { once } from '../../warehouse/kit/once.ts';
import type { Period } from '../../warehouse/kit/period.ts';
import type { Result } from '../../warehouse/kit/query.ts';
import { NOT_ONE } from '../../warehouse/kit/query-notes.ts';
import { type Policy, readPolicies } from '../../warehouse/ops/policies.ts';
import { formatValue } from '../view/format.ts';
import type { Answer, Figure } from './answer.ts';
import type { Asked } from './ask.ts';
import type { Context } from './define.ts';

/** What a command makes; the rest of an answer follows from the results it stands on. */
export interface Draft
  extends Pick<Answer, 'title' | 'figures'>,
    Partial<Pick<Answer, 'subtitle' | 'table' | 'chart' | 'details' | 'parts'>> {
  period?: Period;
  /** The questions it stands on. */
  asked: readonly Asked[];
  /** Sources to tell the age of; absent: those behind the results. */
  sources?: readonly string[];
  /** Tables of observed facts that were read beside the questions. */
  tables?: readonly string[];
  notes?: readonly string[];
  /** It shows money though no metric of money is behind it. */
  money?: boolean;
  files?: NonNullable<Answer['computed_from']['files']>;
}

/** Puts as of, stale, partial, kind, notes and audience to what a command found. */
export function compose(context: Context, command: string, draft: Draft): Answer {
  const results = draft.asked.map(({ result }) => result);
  const as_of = asOfSources(context, draft.sources ?? sourcesBehind(context, results, draft.tables));
  const kinds = unique([
    ...results.flatMap((result) => result.behind.map((one) => one.kind)),
    ...(draft.tables?.length ? (['observed'] as const) : []),
  ]);
  const [kind] = kinds;
  const metrics = unique(results.map((result) => result.metric));
  return {
    command,
    title: draft.title,
    ...(draft.subtitle ? { subtitle: draft.subtitle } : {}),
    label: context.label.name,
    demo: context.label.demo,
    ...(draft.period ? { period: draft.period } : {}),
    ...(kind ? { kind: kinds.length > 1 ? ('mixed' as const) : kind } : {}),
    figures: draft.figures,
    ...(draft.table ? { table: draft.table } : {}),
    ...(draft.chart ? { chart: draft.chart } : {}),
    ...(draft.details?.length ? { details: draft.details } : {}),
    ...(draft.parts?.length ? { parts: draft.parts } : {}),
    as_of,
    stale: as_of.some(isStale),
    partial: results.some((result) => result.partial) || draft.figures.some((figure) => figure.partial),
    notes: unique([...(draft.notes ?? []), ...notesOf(draft.asked), ...notesOfFrozen(context, as_of)]),
    computed_from: {
      metrics,
      tables: unique([...results.flatMap((result) => result.tables), ...(draft.tables ?? [])]),
      ...(draft.files ? { files: draft.files } : {}),
    },
    audience:
      draft.money || metrics.some((name) => context.metrics.get(name)?.access === 'money')
        ? 'money'
        : 'numbers',
  };
}

/** Says of which sources nothing new is taken in, their export having changed. What a file holds is not quoted. */
function notesOfFrozen({ ops, warehouse, label }: Context, sources: readonly AsOf[]): string[] {
  const frozen = new Map(frozenFeeds(ops, warehouse).map((one) => [one.feed, one]));
  return sources.flatMap(({ source, label: name, day }) => {
    const since = frozen.get(source)?.since;
    if (since === undefined) return [];
    const told = dayIn(new Date(since), label.timeZone);
    return `${name}: its export has another form since ${told}, so nothing newer is taken in${day ? `; this is what it told to ${day}` : ''}. Its alert says what to do.`;
  });
}

/** A note that is not true of all metrics of an answer says of which it speaks. */
function notesOf(asked: readonly Asked[]): string[] {
  const told = asked.map(({ metric, result, compared }) => {
    const more = compared?.notes ?? [];
    // "Compared over the days reported, ... to DAY." says "Reported to DAY." as well.
    const said = (note: string) =>
      note.startsWith('Reported to ') && more.some((one) => one.endsWith(note.replace('Reported', '')));
    return { label: metric.label, notes: [...result.notes.filter((note) => !said(note)), ...more] };
  });
  const labels = unique(told.map(({ label }) => label));
  return unique(told.flatMap(({ notes }) => notes)).map((note) => {
    const of = unique(told.filter(({ notes }) => notes.includes(note)).map(({ label }) => label));
    return of.length === labels.length ? note : `${of.join(', ')}: ${note}`;
  });
}

/** Read once in an answer: every figure asks for them. */
const policiesIn = ({ ops }: Context): readonly Policy[] => once(ops, 'policies', () => readPolicies(ops));

export const isStale = (source: AsOf): boolean => source.state === 'late' || source.state === 'overdue';

/** @param tables of observed facts, read beside the questions */
export function sourcesBehind(
  context: Context,
  results: readonly Pick<Result, 'behind'>[],
  tables: readonly string[] = [],
): string[] {
  const policies = policiesIn(context);
  const beside = tables.length > 0 ? [{ tables, kind: 'observed' as const }] : [];
  const behind = [...results.flatMap((result) => result.behind), ...beside];
  const sources = behind.flatMap((one) => sourcesOf(policies, one));
  return expectedSources(context.warehouse, policies, unique(sources), context.label.platforms);
}

export const asOfSources = (context: Context, sources: readonly string[]): AsOf[] =>
  asOf(context.warehouse, policiesIn(context), sources, context.today, context.label.freshness);

/** A figure of an asked metric: value, unit, kind, change against what it was compared with. */
export function figureOf(
  context: Context,
  asked: Pick<Asked, 'metric' | 'result' | 'compared'>,
  own: Partial<Pick<Figure, 'key' | 'label' | 'note'>> = {},
): Figure {
  const { metric, result, compared } = asked;
  const stale = asOfSources(context, sourcesBehind(context, [result])).some(isStale);
  const note = own.note ?? (result.total === null ? whyNotKnown(context, result) : undefined);
  return {
    key: own.key ?? metric.name,
    label: own.label ?? metric.label,
    value: result.total,
    unit: result.unit,
    format: metric.format,
    // One made of figures of several kinds is of none of them.
    ...(result.behind.some(({ kind }) => kind !== result.kind) ? {} : { kind: result.kind }),
    ...(compared && result.total !== null
      ? { change: { ...compared.change, against: compared.against } }
      : {}),
    ...(note ? { note } : {}),
    ...(stale ? { stale } : {}),
    ...(result.partial ? { partial: true } : {}),
  };
}

const sayLabels = (sources: readonly { label: string }[]): string =>
  sources.map(({ label }) => label).join(', ');

/** Why there is no number, and how to bring it. */
export function whyNotKnown(context: Context, result: Result): string {
  const own = result.notes.find((note) => note.startsWith('Not known: '));
  if (own) return own;
  if (result.apart.length > 0)
    return `${result.apart.map(({ currency, total }) => `${total ?? 'not known'} ${currency}`).join(' and ')} are not added: a rate is missing.`;
  const unlike = result.notes.find((note) => note.includes(NOT_ONE));
  if (unlike) return unlike;
  if (result.newest !== null)
    return result.newest < result.period.from
      ? `Not reported yet for this period: the newest data is of ${result.newest}.`
      : 'Nothing is known for this question in this period.';
  const sources = asOfSources(context, sourcesBehind(context, [result]));
  if (sources.length === 0) return 'No source in this house brings this number yet.';
  const absent = sources.filter((source) => source.state === 'never');
  if (absent.length === 0) return `${sayLabels(sources)}: nothing is told of what was asked for.`;
  const policies = policiesIn(context);
  return sayAbsent(policies.filter((policy) => absent.some(({ source }) => source === policy.source)));
}

/** What was never delivered, and how to get it. */
export function sayAbsent(policies: readonly Policy[]): string {
  const [policy] = policies;
  return policy && policies.length === 1
    ? `No data yet from ${policy.label}. ${howToGet(policy)}`
    : `No data yet from ${sayLabels(policies)}. The command freshness says how to get it.`;
}

/** `Get it at https://...: sign in; open "Bank". Then run "bedrot import FILE" with the TSV file.` */
export function howToGet(policy: Policy): string {
  const { page, steps, file } = policy.howToGet;
  return `Get it at ${page}: ${steps.map(bare).join('; ')}. Then run "bedrot import FILE" with ${bare(file)}.`;
}

/** A sentence as part of another one. */
export const bare = (sentence: string): string => sentence.replace(/\.$/, '');

/** The totals of other kinds, named and never added. */
export function otherKinds({ metric, result }: Pick<Asked, 'metric' | 'result'>): string[] {
  return result.others
    .filter((other) => other.total !== null)
    .map(
      (other) =>
        `Not added: ${other.kind} figures say ${formatValue(other.total, metric.format, result.unit)} for ${sayRange(other.period)}.`,
    );
}

/** "2026-10-24 to 2026-11-20"; one day is one day, whole months are "2026-06 to 2026-09". */
export function sayRange({ from, to }: { from: Day; to: Day }): string {
  const months = from.endsWith('-01') && to === lastOfMonth(monthOf(to));
  const [first, last] = months ? [monthOf(from), monthOf(to)] : [from, to];
  return first === last ? first : `${first} to ${last}`;
}

/** "streams · 2026-10-24 to 2026-11-20 · data to 2026-11-20": unit, range and freshness. */
export function subtitleOf(result: Result, period: Period): string {
  const range = period.name === 'all' ? 'all time' : sayRange(result.period);
  return [result.unit, range, result.newest === null ? 'no data yet' : `data to ${result.newest}`].join(
    ' · ',
  );
}

export const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
