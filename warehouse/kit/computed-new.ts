import { nanosIn } from './expected-revenue.ts';
import { keyOf } from './query-parts.ts';
import type { Compute, Result, Row, Value } from './query-types.ts';
import { RELEASE_AGES } from './release-age.ts';

const [NEW, , , UNKNOWN] = RELEASE_AGES;

/** Revenue of tracks in their first 90 days, as a part of that of all tracks of which the release is known. */
export const newReleaseShare: Compute = (question, at) => {
  const { grain, by = [], ...rest } = question;
  const base = { ...rest, metric: 'revenue' };
  const whole = at.ask({ ...base, by: ['release_age'] });
  const broken =
    grain || by.length > 0
      ? at.ask({ ...base, by: ['release_age', ...by], ...(grain ? { grain } : {}) })
      : null;
  const total = share(whole.rows);
  const unknown = partOf(whole, UNKNOWN);
  return {
    kind: whole.kind,
    total: whole.apart.length > 0 ? null : total,
    rows: broken && whole.apart.length === 0 ? grouped(broken.rows) : [],
    period: whole.period,
    notes: [
      ...(unknown === null || unknown === 0
        ? []
        : [
            `${(unknown * 100).toFixed(1)} % of the revenue is of tracks whose release is not known: in neither side. The catalog tells it: "bedrot add --template catalog".`,
          ]),
      ...whole.notes,
    ],
  };
};

function grouped(rows: readonly Row[]): Row[] {
  const groups = Map.groupBy(rows, ({ keys: { release_age: _, ...others } }) => keyOf({ keys: others }));
  return [...groups.values()].flatMap((all): Row[] => {
    const value = share(all);
    const { release_age: _, ...keys } = all[0]?.keys ?? {};
    return value === null ? [] : [{ keys, value, partial: all.some(({ partial }) => partial) }];
  });
}

/** Null where nothing of a known release earned anything. */
function share(rows: readonly Row[]): number | null {
  const dated = rows.filter(({ keys }) => keys.release_age !== UNKNOWN);
  const below = sum(dated);
  return below > 0n
    ? Number(sum(dated.filter(({ keys }) => keys.release_age === NEW))) / Number(below)
    : null;
}

const sum = (rows: readonly { value: Value }[]): bigint =>
  rows.reduce((all, { value }) => all + (nanosIn(value) ?? 0n), 0n);

function partOf({ rows, total }: Result, age: string): number | null {
  const whole = nanosIn(total);
  if (whole === null || whole <= 0n) return null;
  return Number(sum(rows.filter(({ keys }) => keys.release_age === age))) / Number(whole);
}
