import { platformKey } from '../../../warehouse/kit/stores.ts';
import type { Mapping } from '../../../warehouse/ops/mappings.ts';
import { withoutNumbers } from '../../platforms/capitalone/numbers.ts';
import type { Cells } from '../cells.ts';
import { ChangedTexts } from '../changed-texts.ts';
import { namedCountry } from '../countries.ts';
import { PERSONAL } from '../drops.ts';
import { foldHeader } from '../header.ts';
import type { CleanRow, Column, Feed, Platform } from '../platform.ts';
import { readDelimited } from '../read/delimited.ts';
import type { Document } from '../read/document.ts';
import { type ColumnType, text } from '../types.ts';
import type { Field, FieldKind, Target } from './shape.ts';
import { placeByFingerprint } from './table.ts';
import { targetNamed } from './targets.ts';
import {
  amounts,
  counts,
  currencies,
  type Dates,
  type Decimals,
  days,
  daysOrMonths,
  lastFour,
  months,
  plainNumber,
  platformKeys,
  rates,
} from './values.ts';

/** Raise it when the same mapping would make other rows of the same bytes. */
const BUILD = 1;
const BUILDS = 1000;
/** Stands where the file has no such column: `clean` makes it. */
const LEDGER_AMOUNT = '(amount with the sign of the ledger)';

/** The platform whose feeds the owner made: a mapping is a feed like any other. Mappings of no shape we know are left out. */
export const mappedPlatform = (mappings: readonly Mapping[]): Platform => ({
  name: 'mapped',
  label: 'Mapped by the owner',
  feeds: mappings.flatMap((mapping) => {
    const target = targetNamed(mapping.target);
    return target ? [mappedFeed(mapping, target)] : [];
  }),
  waysIn: ['file'],
});

/** The feed a mapping stands for. */
export function mappedFeed(mapping: Mapping, target: Target): Feed {
  const { constants } = mapping;
  const columns = columnsOf(mapping, target);
  const from = sourcesOf(mapping, target, columns);
  const own = Object.values(mapping.columns).map(foldHeader);
  const place = (document: Document) => placeByFingerprint(document, mapping.fingerprint);
  const accounts = target.fields.account?.is === 'account-number' ? mapping.columns.account : undefined;
  const key = Object.keys(columns).filter((name) => target.fields[name]?.key);
  return {
    name: `mapped_${mapping.name}`,
    version: mapping.version * BUILDS + BUILD,
    type: mapping.name,
    label: `${mapping.name} (mapped: ${target.label})`,
    kind: target.kind,
    freshness: null,
    howToGet: {
      page: '',
      steps: ['Get the same table again as you got it before.'],
      file: Object.values(mapping.columns).join(', '),
    },
    detect: (document) => (place(document) === null ? null : { account: constants.account ?? '' }),
    header: place,
    read: (document) => {
      const cells = readDelimited(document, place(document));
      return accounts === undefined ? cells : withoutNumbers(lastFourOf(accounts, cells), []);
    },
    columns,
    // A bank's numbers nobody reads are dropped as well.
    drops: [
      ...PERSONAL,
      ...(target.fields.account?.is === 'account-number' ? target.fields.account.words : []),
    ].filter((name) => !own.includes(foldHeader(name))),
    key,
    ...(target.occurrenceBy && { occurrenceBy: target.occurrenceBy.filter((name) => name in columns) }),
    dated: target.dated,
    ...(target.name === 'transactions' && { clean: (row: CleanRow) => signed(row, mapping) }),
    load: { table: target.table, from, ...moneyOf(target, columns, constants) },
    mapping,
  };
}

/** An account's number (an IBAN too) never reaches raw as a whole. */
async function* lastFourOf(header: string, cells: AsyncIterable<Cells>): AsyncGenerator<Cells> {
  const lastFour = (text: string) => text.replace(/\D/g, '').slice(-4);
  for await (const batch of cells) {
    const columns = batch.columns.map((column, index) =>
      foldHeader(batch.header[index] as string) === foldHeader(header)
        ? { ids: column.ids, texts: new ChangedTexts(column.texts, lastFour) }
        : column,
    );
    yield { ...batch, columns };
  }
}

function columnsOf(
  { columns: headers, constants, target: name }: Mapping,
  target: Target,
): Record<string, Column> {
  const columns: Record<string, Column> = {};
  for (const [field, shape] of Object.entries(target.fields)) {
    const header = headers[field] ?? (shape.elseFrom === undefined ? undefined : headers[shape.elseFrom]);
    if (header === undefined) continue;
    columns[field] = {
      type: typeOf(shape.is, constants),
      headers: [header],
      required: true,
      // A day whose count is not known yet is told, too.
      filled: (shape.needed === true && shape.is !== 'count') || field === target.money,
    };
  }
  if (name === 'transactions') {
    // Cleaned cells stand under the name of their column.
    columns.amount = {
      type: amounts('point'),
      headers: [headers.amount ?? LEDGER_AMOUNT],
      required: headers.amount !== undefined,
      filled: true,
    };
  }
  return columns;
}

function typeOf(is: FieldKind, constants: Mapping['constants']): ColumnType {
  const dates = (constants.dates ?? 'named') as Dates;
  const decimals = (constants.decimals ?? 'point') as Decimals;
  switch (is) {
    case 'day':
      return days(dates);
    case 'month':
      return months(dates);
    case 'day-or-month':
      return daysOrMonths(dates);
    case 'money':
      return amounts(decimals);
    case 'count':
      return counts(decimals);
    case 'rate':
      return rates(decimals);
    case 'country':
      return namedCountry();
    case 'currency':
      return currencies();
    case 'platform':
      return platformKeys();
    case 'account-number':
      return lastFour();
    default:
      return text();
  }
}

/** Where each fact column comes from: a column, what the owner said for all rows, or what the shape says. */
function sourcesOf(
  { constants }: Mapping,
  target: Target,
  columns: Readonly<Record<string, Column>>,
): Feed['load']['from'] {
  const from: Record<string, { column: string } | { value: string }> = {};
  for (const [name, field] of Object.entries(target.fields)) {
    for (const to of field.to) {
      const said = constants[name] ?? field.absent;
      if (name in columns) from[to] = { column: name };
      else if (said !== undefined) from[to] = { value: plain(field, said) };
    }
  }
  // An artist alone is no track.
  const track = Object.keys(from).filter((to) => to.startsWith('track_name_id.'));
  if (!('track_name_id.title' in from)) for (const to of track) delete from[to];
  return from;
}

const plain = (field: Field, said: string): string => {
  if (field.is === 'platform') return platformKey(said);
  if (field.is === 'currency') return said.toUpperCase();
  return said;
};

function moneyOf(
  target: Target,
  columns: Readonly<Record<string, Column>>,
  constants: Mapping['constants'],
): Pick<Feed['load'], 'money'> | Record<string, never> {
  if (target.money === undefined) return {};
  const currency = 'currency' in columns ? { column: 'currency' } : (constants.currency ?? '').toUpperCase();
  return { money: { column: target.money, currency } };
}

/** A line of a bank with the sign of the ledger: what comes in is positive. */
function signed(
  { cells }: CleanRow,
  { columns, constants }: Mapping,
): Record<string, string> | { refuse: string } {
  const decimals = (constants.decimals ?? 'point') as Decimals;
  const read = (name: string): string => plainNumber(cells[name] ?? '', decimals) ?? '';
  if ('amount' in columns) {
    const amount = read('amount');
    if (amount === '' && (cells.amount ?? '').trim() !== '')
      return {
        refuse: `has the amount '${cells.amount}', which is no amount (decimals after a ${decimals})`,
      };
    return { ...cells, amount: constants.spending === 'plus' ? negated(amount) : amount };
  }
  const [debit, credit] = [read('debit'), read('credit')].map((amount) =>
    Number(amount) === 0 ? '' : amount,
  );
  if (debit && credit) return { refuse: 'has an amount that was spent and one that was received' };
  return { ...cells, amount: debit ? negated(debit.replace('-', '')) : (credit ?? '') };
}

const negated = (amount: string): string => {
  if (amount === '' || Number(amount) === 0) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
};
