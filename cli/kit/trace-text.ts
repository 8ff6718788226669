import { cleanText } from '../../commands/kit/clean-text.ts';
import type { Traced, TracedLine } from '../../pipeline/trace.ts';
import type { FileTrace, Passed, Told } from '../../warehouse/kit/lineage-file.ts';
import type { LineChange } from '../../warehouse/kit/lineage-line.ts';

const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;
const span = (from: string | null, to: string | null): string =>
  from === null ? '' : from === to ? `, ${from}` : `, ${from} to ${to}`;
/** A line is one thing a file said: what would steer a terminal is taken out of it. */
const part = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${indented(line)}`)];
const indented = (line: string): string => `${/^ */.exec(line)?.[0] ?? ''}${cleanText(line, LONGEST)}`;
const LONGEST = 500;

/** What a file became, for a person at a terminal. */
export function traceText(traced: Traced): string {
  const { file } = traced;
  const head = `${cleanText(file.originalName)}  ${file.path}\nSHA-256 ${file.sha256}`;
  if (traced.state === 'quarantined') return `${head}\nIt was not taken in: ${traced.file.reason}\n`;
  const came = `${head}\n${traced.file.feed}, brought ${traced.file.landedAt.slice(0, 10)}`;
  if (traced.state === 'rolled-back')
    return `${came}\nIts rows were taken back; "bedrot rollback FILE --undo" makes them count again.\n`;
  if (traced.state === 'waiting') return `${came}\nIt waits in landing: "bedrot run" loads it.\n`;
  const { trace, line } = traced;
  const text = line === null ? wholeText(traced.file.path, trace) : lineText(line);
  return `${came}, feed version ${trace.feedVersion}\n${text.join('\n')}\n`;
}

function wholeText(landed: string, trace: FileTrace): string[] {
  const { unknown } = trace;
  return [
    `${many(trace.rows, 'row')}: ${trace.loaded} loaded (${trace.corrected} of them corrected what was told before), ${trace.unchanged} unchanged, ${trace.refused} refused${
      trace.withdrawn > 0 ? `; it withdrew ${many(trace.withdrawn, 'row')} of earlier files` : ''
    }`,
    ...part('Became', [
      `landing  ${landed}`,
      ...trace.outputs.map(({ zone, path }) => `${zone.padEnd(8)} ${path}`),
    ]),
    ...part(
      'Tells now',
      trace.tells.length > 0 ? trace.tells.map(toldText) : ['nothing: other files tell it all'],
    ),
    ...part('Changed of earlier files', trace.changed.map(passedText)),
    ...part('Changed by later files', trace.changedBy.map(passedText)),
    ...part('No longer told since', trace.withdrawnBy.map(passedText)),
    ...part(
      `Refused${trace.refused > trace.refusals.length ? ', the first' : ''}`,
      trace.refusals.map(
        ({ line, column, reason, text }) => `line ${line}: ${refused(column, reason, text)}`,
      ),
    ),
    ...part('Names nobody knows', [
      ...named('artists', unknown.artists),
      ...named('stores', unknown.stores),
      ...named('countries', unknown.countries),
      ...named('lines', unknown.lines),
    ]),
    ...part('Part of', trace.metrics.length > 0 ? [trace.metrics.join(', ')] : []),
  ];
}

const toldText = ({ table, facts, from, to, money }: Told): string =>
  `${table}: ${many(facts, 'fact')}${span(from, to)}${money.map(({ amount, currency }) => `, ${amount} ${currency}`).join('')}`;
const passedText = ({ table, facts, columns, file, path, landedAt }: Passed): string =>
  `${table}: ${many(facts, 'fact')}${columns.length > 0 ? ` (${columns.join(', ')})` : ''} - ${file}, ${landedAt.slice(0, 10)}, ${path}`;
const refused = (column: string, reason: string, text: string): string =>
  [column, text === '' ? '' : `'${text}'`, reason].filter((word) => word !== '').join(' ');
const named = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];

function lineText({ line, records, refusals, facts, replaced, replacedBy, withdrawn }: TracedLine): string[] {
  const changed = ({ what, column, old, new: now, file, line: at }: LineChange): string =>
    `${what}: ${column} ${old} -> ${now} (${file}, line ${at})`;
  const became = [
    ...part(
      'Refused',
      refusals.map(({ column, reason, text }) => refused(column, reason, text)),
    ),
    ...part(
      'Became',
      facts.flatMap(({ table, what, values }) => [
        `${table}: ${what}`,
        ...Object.entries(values).map(([name, value]) => `  ${name} = ${value}`),
      ]),
    ),
    ...part('Replaced', replaced.map(changed)),
    ...part('Replaced by a later file', replacedBy.map(changed)),
    ...part(
      'Withdrawn',
      withdrawn.map(({ table, what, file }) => `${table}: ${what} (no longer in ${file})`),
    ),
  ];
  if (records.length === 0) return [`Line ${line}: there is no record on it.`, ...became];
  return [
    ...records.flatMap((record) =>
      part(
        `Line ${line} as it was written`,
        Object.entries(record).map(([name, cell]) => `${name}: ${cell}`),
      ),
    ),
    ...(became.length > 0
      ? became
      : ['It told nothing new: what it says is known from another line or file.']),
  ];
}
