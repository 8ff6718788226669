import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { expectedSources } from '../warehouse/kit/freshness.ts';
import { readPolicies } from '../warehouse/ops/policies.ts';
import { findRun, listRuns } from '../warehouse/ops/runs.ts';
import type { Answer, Figure, Table } from './kit/answer.ts';
import { compose } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { operationsFigures } from './kit/operations.ts';
import * as shared from './kit/params.ts';
import { type Past, pastOf, pastRun, sayDuration, sayInstant } from './kit/past-runs.ts';
import { nextSlots, waiting } from './kit/pipeline-state.ts';

export default defineCommand({
  name: 'runs',
  group: 'pipeline',
  tool: 'pipeline_status',
  summary: 'What the pipeline did, what failed, what waits for a person, and what is next.',
  when: 'Use it when asked whether the pipeline works or what to do; for ages take data_freshness.',
  access: 'numbers',
  params: z.strictObject({
    run: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe('Only this run, by its number, with its files.'),
    limit: shared.limit(15),
  }),

  answer: ({ run, limit }, context) => (run === undefined ? lastRuns(context, limit) : oneRun(context, run)),
});

function lastRuns(context: Context, limit: number): Answer {
  const { timeZone } = context.label;
  const past = pastOf(context, limit + 1);
  const shown = past.slice(0, limit);
  const waits = waiting(context);
  const next = nextSlots(context);
  const bad = shown.filter(({ state }) => state === 'failed' || state === 'cut off').length;
  const [last] = shown;
  return compose(context, 'runs', {
    title: 'The pipeline',
    subtitle: `as of ${sayInstant(context.now, timeZone)}, ${timeZone}`,
    figures: [
      {
        key: 'last',
        label: 'Last',
        value: last ? `${last.what}: ${last.state}` : null,
        unit: '',
        format: 'text',
        note: last
          ? sayInstant(last.startedAt, timeZone)
          : 'Nothing was run yet: "bedrot import FILE" takes in the first files.',
      },
      count('failed', `Failed of the last ${shown.length}`, bad, 'runs'),
      count('waiting', 'Waits for a person', waits.length, 'things'),
      ...operationsFigures(context, ['slots_on_time', 'extraction_success_rate', 'pickup_lag']),
    ],
    table: {
      columns: [
        { key: 'what', label: 'What', format: 'text' },
        { key: 'at', label: 'Began', format: 'text' },
        { key: 'state', label: 'State', format: 'text' },
        { key: 'took', label: 'Took', format: 'text' },
        { key: 'files', label: 'Files', format: 'count' },
        { key: 'rows', label: 'Rows', format: 'count' },
        { key: 'refused', label: 'Refused', format: 'count' },
        { key: 'problem', label: 'Failed with', format: 'text' },
        { key: 'number', label: 'Run', format: 'count' },
      ],
      rows: shown.map((one) => rowOf(one, timeZone)),
      total_rows: past.length,
      truncated: past.length > limit,
    },
    details: [
      ...(waits.length > 0
        ? [{ title: 'Waits for a person', text: waits.map((one) => `- ${one}`).join('\n') }]
        : []),
      { title: 'Next by itself', text: next.lines.join('\n') },
    ],
    asked: [],
    sources: expected(context),
    notes: [
      ...(past.length > limit ? ['There are more: raise limit.'] : []),
      ...(bad > 0 ? ['The log has the cause of what failed under the id beside it.'] : []),
      ...next.notes,
    ],
  });
}

const rowOf = (one: Past, timeZone: string): Table['rows'][number] => [
  one.what,
  sayInstant(one.startedAt, timeZone),
  one.state,
  one.took === null ? '' : sayDuration(one.took),
  one.files,
  one.rows,
  one.refused,
  one.problem,
  one.number,
];

/** @throws BedrotError naming the newest run there is. */
function oneRun(context: Context, number: number): Answer {
  const { timeZone } = context.label;
  const found = findRun(context.ops, number);
  if (!found) {
    const [newest] = listRuns(context.ops, 1);
    throw new BedrotError(
      'bad_question',
      `There is no run ${number}. ${newest ? `The newest is ${newest.id}.` : 'Nothing was run yet.'}`,
    );
  }
  const past = pastRun(found);
  const { told = [], files = 0, quarantined = 0 } = found.summary;
  const number_ = (key: string, label: string, value: number | null | undefined, unit: string): Figure => ({
    ...count(key, label, value ?? null, unit),
    ...(value == null ? { note: 'Not kept of this run: it is older, goes on, or was cut off.' } : {}),
  });
  return compose(context, 'runs', {
    title: `Run ${number}: ${past.what}, ${past.state}`,
    subtitle: `began ${sayInstant(past.startedAt, timeZone)}${past.took === null ? '' : ` · took ${sayDuration(past.took)}`}`,
    figures: [
      number_('files', 'Files', past.files, 'files'),
      number_('rows', 'Rows', past.rows, 'rows'),
      number_('loaded', 'New or corrected facts', found.summary.loaded, 'facts'),
      number_('refused', 'Lines refused', past.refused, 'lines'),
    ],
    ...(told.length > 0
      ? {
          table: {
            columns: [
              { key: 'file', label: 'File', format: 'text' as const },
              { key: 'state', label: 'State', format: 'text' as const },
              { key: 'feed', label: 'Source', format: 'text' as const },
              { key: 'rows', label: 'Rows', format: 'count' as const },
              { key: 'loaded', label: 'Facts', format: 'count' as const },
              { key: 'refused', label: 'Refused', format: 'count' as const },
            ],
            rows: told.map(({ name, state, feed, rows, loaded, refused }) => [
              ...[name, state, feed ?? ''],
              ...[rows, loaded, refused],
            ]),
            total_rows: files,
            truncated: files > told.length,
          },
        }
      : {}),
    asked: [],
    sources: expected(context),
    notes: [
      ...(past.problem ? [`It failed with: ${past.problem}.`] : []),
      ...(quarantined > 0 ? [`${quarantined} of its files were not taken in; their alerts say why.`] : []),
    ],
  });
}

const count = (key: string, label: string, value: number | null, unit: string): Figure => ({
  key,
  label,
  value,
  unit,
  format: 'count',
});

function expected({ ops, warehouse, label }: Context): string[] {
  const policies = readPolicies(ops);
  const all = policies.map(({ source }) => source);
  return expectedSources(warehouse, policies, all, label.platforms);
}
