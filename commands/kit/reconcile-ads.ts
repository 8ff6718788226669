import { firstOfMonth, lastOfMonth, type Month } from '../../core/days.ts';
import type { Period } from '../../warehouse/kit/period.ts';
import { ask } from '../../warehouse/kit/query.ts';
import { type Asked, askMetric } from './ask.ts';
import { whyNotKnown } from './compose.ts';
import type { Context } from './define.ts';
import {
  compared,
  type Line,
  monthsOf,
  notComparable,
  type Section,
  sayDifference,
  tally,
} from './reconcile.ts';

const CATEGORY = 'advertising';

/** What ad platforms say was spent, against what the card paid for advertising. */
export function reconcileAds(context: Context, period: Period): Section {
  const months = monthsOf(period, context.today);
  const ads = askMetric(context, { metric: 'ad_spend', period, others: false });
  const card = askMetric(context, { metric: 'expenses', period, by: ['category'], others: false });
  const spent = byMonth(context, ads, []);
  const paid = byMonth(context, card, ['category']);
  let [first, second] = [0, 0];
  const lines: Line[] = [];
  const rows = months.map((month) => {
    const one = spent.get(month) ?? null;
    const other = paid.get(month) ?? (isWhole(card, month) && card.result.apart.length === 0 ? '0.00' : null);
    const why = notWhole(ads, month, 'ad platforms') ?? notWhole(card, month, 'the books');
    const unlike = ads.result.unit !== card.result.unit && one !== null && paid.size > 0;
    const found = unlike
      ? notComparable(`the amounts are in ${ads.result.unit} and ${card.result.unit}`)
      : why !== null
        ? notComparable(why)
        : one === null
          ? notComparable('no campaign tells any spend')
          : compared(Number(one), Number(other), {
              more: 'the card paid more: a bill of the month before, or advertising no loaded platform tells',
              less: 'the card paid less: billed in the next month, or from another account',
            });
    if (found.difference !== null) [first, second] = [first + Number(one), second + Number(other)];
    lines.push({ what: 'Ad spend, card', month, ...found });
    return [month, one, other, found.verdict, found.difference, found.why];
  });
  const whole = first > 0 ? (second - first) / first : null;
  return {
    figure: {
      ...{
        key: 'ads',
        label: 'Ad spend: card against ad platforms',
        value: whole,
        unit: '%',
        format: 'percent',
      },
      note:
        whole === null
          ? `Not comparable: ${ads.result.total === null ? whyNotKnown(context, ads.result) : 'no month is whole in both.'}`
          : `The card paid ${sayDifference(whole)} than ad platforms say, over the months both know wholly: ${tally(lines)}.`,
    },
    lines,
    part: {
      ...{ key: 'ads', title: `Ad spend: ${tally(lines)}`, figures: [], kind: 'mixed', notes: [] },
      table: {
        columns: [
          { key: 'month', label: 'Month', format: 'text' },
          { key: 'ads', label: 'Ad platforms', format: 'money', unit: ads.result.unit },
          { key: 'card', label: 'Card', format: 'money', unit: card.result.unit },
          { key: 'result', label: 'Result', format: 'text' },
          { key: 'difference', label: 'Difference', format: 'percent', unit: '%' },
          { key: 'why', label: 'Why', format: 'text' },
        ],
        rows: rows.toReversed(),
        total_rows: rows.length,
        truncated: false,
      },
    },
    asked: [ads, card],
    notes: [
      'What ad platforms say and what the card paid (category advertising) is one money told twice: it is compared, never added.',
    ],
  };
}

function byMonth(
  context: Context,
  { question, result }: Asked,
  by: readonly 'category'[],
): Map<Month, string> {
  if (result.apart.length > 0) return new Map();
  const { rows } = ask(
    context.warehouse,
    context.metrics,
    { ...question, by, grain: 'month' },
    { others: false },
  );
  return new Map(
    rows
      .filter(({ keys, value }) => value !== null && (by.length === 0 || keys.category === CATEGORY))
      .map(({ keys, value }) => [keys.date ?? '', String(value)]),
  );
}

const isWhole = ({ result }: Asked, month: Month): boolean =>
  result.begins !== null &&
  result.begins <= firstOfMonth(month) &&
  (result.completeTo ?? '') >= lastOfMonth(month);

/** Why a month is not whole; null: it is. The first month of the books is taken as begun with its first line. */
function notWhole({ result }: Asked, month: Month, who: string): string | null {
  if (result.apart.length > 0) return `${who} tell several currencies, and a rate is missing`;
  if (result.begins === null) return `${who} have told nothing yet`;
  if ((result.completeTo ?? '') < lastOfMonth(month)) return `${who} are told to ${result.completeTo}`;
  return result.begins > firstOfMonth(month) ? `${who} begin on ${result.begins}` : null;
}
