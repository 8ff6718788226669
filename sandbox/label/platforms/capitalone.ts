import { addDays, type Day } from '../../../core/days.ts';
import type { BankRow } from '../formats/distrokid.ts';
import { centsText, csv } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { accountLines, cardLines, type MoneyLine } from './money.ts';

const NANOS_A_CENT = 10_000_000n;
const CARD = ['Transaction Date', 'Posted Date', 'Card No.', 'Description', 'Category', 'Debit', 'Credit'];
const ACCOUNT = [
  ...[
    'Account Number',
    'Transaction Description',
    'Transaction Date',
    'Transaction Type',
    'Transaction Amount',
  ],
  'Balance',
];

/** What the account held before the first line. */
const OPENING_CENTS = 250_000;

export interface Money {
  card: readonly MoneyLine[];
  account: readonly MoneyLine[];
}

export function moneyOf(world: World, bank: readonly BankRow[], today: Day): Money {
  const card = cardLines(world, addDays(today, -2));
  return { card, account: accountLines(world, bank, card, addDays(today, -2)) };
}

/** Three downloads of each, which overlap by ten whole days. */
export function capitaloneFiles(
  world: World,
  tell: Telling,
  today: Day,
  { card, account }: Money,
): LabelFile[] {
  const ends = [addDays(today, -260), addDays(today, -100), addDays(today, -1)].filter(
    (end) => end > world.own,
  );
  return ends.flatMap((end, index) => {
    const from = index === 0 ? world.own : addDays(ends[index - 1] as Day, -10);
    const within = ({ day }: MoneyLine): boolean => from <= day && day <= end;
    return [cardFile(tell, card.filter(within), from, end), accountFile(tell, account, within, from, end)];
  });
}

/** Lines that are alike in one file are numbered: the same purchase twice on a day is real. */
function tellLines(
  tell: Telling,
  feed: string,
  lines: readonly MoneyLine[],
  balances: readonly number[],
): void {
  const seen = new Map<string, number>();
  for (const [index, { day, description, bankCategory, cents }] of lines.entries()) {
    const line = `${day} ${description} ${bankCategory} ${cents}`;
    seen.set(line, (seen.get(line) ?? 0) + 1);
    const balance = balances[index];
    tell.row(feed, 'financial_transactions', [line, seen.get(line) ?? 0], {
      amount: BigInt(cents) * NANOS_A_CENT,
      ...(balance === undefined ? {} : { balance: BigInt(balance) * NANOS_A_CENT }),
    });
  }
}

function cardFile(tell: Telling, lines: readonly MoneyLine[], from: Day, end: Day): LabelFile {
  tellLines(tell, 'capitalone_card', lines, []);
  const rows = lines.map(({ day, description, bankCategory, cents }) => [
    ...[day, addDays(day, 1), '4821', description, bankCategory],
    ...(cents < 0 ? [centsText(-cents), ''] : ['', centsText(cents)]),
  ]);
  return {
    originalName: `${end}_transaction_download.csv`,
    what: `Capital One card, ${from} to ${end}, ${rows.length} lines`,
    at: end,
    bytes: csv([CARD, ...rows.reverse()]),
  };
}

function accountFile(
  tell: Telling,
  all: readonly MoneyLine[],
  within: (line: MoneyLine) => boolean,
  from: Day,
  end: Day,
): LabelFile {
  let balance = OPENING_CENTS;
  const balanced = all.map((line) => {
    balance += line.cents;
    return { line, balance };
  });
  const shown = balanced.filter(({ line }) => within(line));
  tellLines(
    tell,
    'capitalone_account',
    shown.map(({ line }) => line),
    shown.map(({ balance: after }) => after),
  );
  const rows = shown.map(({ line: { day, description, cents }, balance: after }) => [
    ...['36012345678', description, `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(2, 4)}`],
    ...[cents < 0 ? 'Debit' : 'Credit', centsText(Math.abs(cents)), centsText(after)],
  ]);
  return {
    originalName: `360Checking...5678_${end}.csv`,
    what: `Capital One account, ${from} to ${end}, ${rows.length} lines`,
    at: end,
    bytes: csv([ACCOUNT, ...rows.reverse()]),
  };
}
