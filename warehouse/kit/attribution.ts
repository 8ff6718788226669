import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { parseNanos } from '../../core/money.ts';
import { BASELINE, LIFT_LEVEL, type Lift, liftOf, REACH } from '../analysis/lift.ts';
import { beginnings } from './happenings.ts';
import type { Question } from './metric.ts';
import { earliest, latest } from './query-parts.ts';
import type { At, Result } from './query-types.ts';

/** Days after an ad ran on which it may still bring streams. */
export const LAG_DAYS = 3;

/** What one artist's advertising brought, as far as it can be judged. */
export interface ArtistLift {
  artist: string;
  lift: Lift;
  /** Spend of the days judged, in nanos. */
  spent: bigint;
}

export interface Attribution {
  parts: ArtistLift[];
  total: { incremental: number; low: number; high: number; spent: bigint; days: number };
  currency: string;
  /** How far streams and spend reach: statements, which tell what a stream pays, are late and hold nothing back. */
  reach: Pick<Result, 'begins' | 'newest' | 'completeTo' | 'partial'>;
  /** Nothing could be judged: why. */
  reason: string | null;
  notes: string[];
}

/** The rule, as every answer that stands on it tells it. */
export const RULE = `Streams on Spotify on days with ads and the ${LAG_DAYS} after, less what the up to ${BASELINE} days before without ads let expect (level and weekday), up to ${REACH} days on.`;

const NOBODY = 'not known';

/** Days before the first one judged that may have a say in it. */
const BEFORE = BASELINE + REACH + LAG_DAYS;

/** Advertising of the period against a baseline, artist by artist. */
export function attribution(question: Question, at: At): Attribution {
  const { from, to, where, currency } = question;
  const early = addDays(from, -BEFORE);
  const days = {
    from: early,
    to,
    by: ['artist'] as const,
    grain: 'day' as const,
    ...(where ? { where } : {}),
  };
  const spend = at.ask({ ...days, metric: 'ad_spend', ...(currency ? { currency } : {}) }, { others: false });
  const streams = at.ask({ ...days, metric: 'streams', kind: 'observed' }, { others: false });
  const end = [to, streams.completeTo ?? '', spend.completeTo ?? ''].sort()[0] ?? '';
  // "all" asks from long before there was anything: of what lies further back no baseline is made.
  const told = [...spend.rows, ...streams.rows].map(({ keys }) => keys.date ?? to);
  const start = latest([early, addDays(earliest(told) ?? early, -BEFORE)]) ?? early;
  const first = { index: daysBetween(start, from), last: daysBetween(start, end) };
  const labels = Array.from({ length: first.last + 1 }, (_, index) => addDays(start, index));
  const begins = spend.begins ?? early;
  const artists = [...new Set(spend.rows.map(({ keys }) => keys.artist ?? NOBODY))].filter(
    (one) => one !== NOBODY,
  );
  const judged =
    end < from
      ? []
      : artists.map((artist) => {
          const paid = byDay(spend, artist);
          const played = byDay(streams, artist);
          // Before the first day ads are told of, nobody knows whether any ran.
          const values = labels.map((day) =>
            day < begins ? null : Number(played.get(day) ?? Number.NaN) || null,
          );
          const treated = labels.map((_, index) =>
            labels
              .slice(Math.max(0, index - LAG_DAYS), index + 1)
              .some((day) => Number(paid.get(day) ?? 0) > 0),
          );
          const lift = liftOf(values, treated, { from: first.index, to: first.last });
          const spent = lift.days.reduce((sum, index) => sum + nanos(paid.get(labels[index] ?? '')), 0n);
          return { artist, lift, spent };
        });
  const parts = judged.filter(({ lift }) => lift.days.length > 0);
  const total = {
    incremental: sum(parts, ({ lift }) => lift.incremental),
    low: sum(parts, ({ lift }) => lift.low),
    high: sum(parts, ({ lift }) => lift.high),
    spent: parts.reduce((all, { spent }) => all + spent, 0n),
    days: sum(parts, ({ lift }) => lift.days.length),
  };
  const always = judged.filter(({ lift }) => lift.unjudged.length > 0).map(({ artist }) => artist);
  const all = spend.rows
    .filter(({ keys }) => (keys.date ?? '') >= from && (keys.date ?? '') <= end)
    .reduce((sum_, { value }) => sum_ + nanos(value), 0n);
  const share = all > 0n ? Math.round((Number(total.spent) / Number(all)) * 100) : 0;
  return {
    parts,
    total,
    currency: spend.unit,
    reach: {
      begins: spend.begins,
      newest: earliest([streams.newest, spend.newest]),
      completeTo: earliest([streams.completeTo, spend.completeTo]),
      partial: end < to || parts.length === 0,
    },
    reason: parts.length > 0 ? null : whyNone(spend, streams, { all, end, from }),
    notes: [
      ...(parts.length > 0 && share < 100
        ? [
            `Judged is ${share} % of the spend${always.length > 0 ? `: ads of ${always.join(' and ')} ran without a pause of three weeks before, or for more than ${REACH} days since` : ': the rest is of no artist alone'}.`,
          ]
        : []),
      ...releasesIn(at, parts, { from, to: end }),
      RULE,
    ],
  };
}

const byDay = ({ rows }: Result, artist: string): Map<Day, Result['total']> =>
  new Map(
    rows
      .filter(({ keys, partial }) => keys.artist === artist && !partial)
      .map(({ keys, value }) => [keys.date ?? '', value]),
  );

const nanos = (value: Result['total'] | undefined): bigint => parseNanos(String(value ?? '0')) ?? 0n;
const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((all, item) => all + of(item), 0);

function whyNone(
  spend: Result,
  streams: Result,
  { all, end, from }: { all: bigint; end: Day; from: Day },
): string {
  if (spend.newest === null) return 'Not known: no ad platform has told any spend yet.';
  if (streams.newest === null)
    return "Not known: no streams by artist are known; Spotify for Artists' pages tell them.";
  if (end < from) return `Not known: the data reach to ${end}.`;
  if (all === 0n) return 'Not known: no ads ran in this period.';
  return `Not known: no ads that ran can be held against days without: they ran without a pause of three weeks before, for more than ${REACH} days since, or for no artist alone. Pausing an artist's ads for three weeks would tell.`;
}

/** A release brings plays of its own in the same days: nothing tells them from those of its ads. */
function releasesIn(at: At, parts: readonly ArtistLift[], days: { from: Day; to: Day }): string[] {
  if (parts.length === 0) return [];
  const names = parts.map(({ artist }) => artist);
  const out = beginnings(at.warehouse, { from: addDays(days.from, -LAG_DAYS), to: days.to }).filter(
    ({ artist, text }) => artist !== null && names.includes(artist) && text.startsWith('release'),
  );
  const texts = [...new Set(out.map(({ text, day }) => `${text} on ${day}`))];
  return texts.length > 0
    ? [
        `In these days too: ${texts.join(', ')}. Its own rush is in the number; nothing tells it from the ads'.`,
      ]
    : [];
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** "80 % band: -120 to 900 streams, so it cannot be told from chance." */
export function sayBand({ low, high }: Pick<Lift, 'low' | 'high'>): string {
  const chance = low <= 0 && high >= 0 ? ', so it cannot be told from chance' : '';
  return `${Math.round(LIFT_LEVEL * 100)} % band: ${whole.format(low)} to ${whole.format(high)} incremental streams${chance}.`;
}
