import { keyOf } from './query-parts.ts';
import type { Compute, Row } from './query-types.ts';

const SPOTIFY = { kind: 'observed', where: { platform: ['spotify'] } } as const;

/** Followers over monthly listeners, of the artists whose page tells both. */
export const followerConversion: Compute = (question, at) => {
  const { by: _by, where = {}, ...rest } = question;
  const each = (metric: string, grain: boolean) => {
    const { grain: step, ...whole } = rest;
    return at.ask({
      ...whole,
      ...(grain && step ? { grain: step } : {}),
      metric,
      kind: SPOTIFY.kind,
      where: { ...where, ...SPOTIFY.where },
      by: ['artist'],
    });
  };
  const pairs = (grain: boolean) => {
    const listeners = new Map(each('monthly_listeners', grain).rows.map((row) => [keyOf(row), row]));
    return each('followers', grain).rows.flatMap((row) => {
      const below = listeners.get(keyOf(row));
      return below ? [{ keys: row.keys, above: row, below }] : [];
    });
  };
  const whole = pairs(false);
  const steps = question.grain ? pairs(true) : whole;
  const byArtist = question.by?.includes('artist') ?? false;
  const total = divided(whole);
  const groups = Map.groupBy(steps, ({ keys }) => (byArtist ? keyOf({ keys }) : (keys.date ?? '')));
  return {
    total,
    rows:
      question.grain || byArtist
        ? [...groups.values()].map((all): Row => {
            const { artist: _artist, ...date } = all[0]?.keys ?? {};
            return {
              keys: byArtist ? (all[0]?.keys ?? {}) : date,
              value: divided(all),
              partial: all.some(({ above, below }) => above.partial || below.partial),
            };
          })
        : [],
    notes:
      total === null && whole.length > 0
        ? ['Not known: nobody listened in the 28 days.']
        : whole.length === 0
          ? ['Not known: no page tells both followers and monthly listeners in this period.']
          : [],
  };
};

/** Ratio of sums; null where there are no listeners. */
function divided(pairs: readonly { above: Row; below: Row }[]): number | null {
  const sum = (side: 'above' | 'below') => pairs.reduce((all, pair) => all + Number(pair[side].value), 0);
  const below = sum('below');
  return below === 0 ? null : sum('above') / below;
}
