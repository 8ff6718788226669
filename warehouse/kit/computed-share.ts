import type { Compute, Value } from './query-types.ts';

/**
 * Which part of the whole a question's filters or its rows are. The whole is the same metric of the same kind and days (by
 * date: of the same bucket), without filter and breakdown.
 */
export const shareOf =
  (metric: string): Compute =>
  (question, at) => {
    // A part that is all in euros is no part of dollars: both in the currency of the question.
    const part = at.ask({ ...question, metric }, { convertAll: true });
    const { by = [], where: _where, ...rest } = question;
    const whole = at.ask({ ...rest, metric, kind: part.kind }, { convertAll: true });
    const wholes = new Map(whole.rows.map(({ keys, value }) => [keys.date, value]));
    const apart =
      part.apart.length > 0 ||
      whole.apart.length > 0 ||
      (part.total !== null && whole.total !== null && part.unit !== whole.unit);
    const filtered = Object.values(question.where ?? {}).some((values) => values?.length);
    return {
      kind: part.kind,
      total: apart ? null : ratio(part.total, whole.total),
      rows: apart
        ? []
        : part.rows.map((row) => ({
            ...row,
            value: ratio(row.value, question.grain ? (wholes.get(row.keys.date) ?? null) : whole.total),
          })),
      period: part.period,
      notes: [
        ...(apart ? ['Amounts of several currencies have no common whole.'] : []),
        ...(by.length === 0 && !filtered
          ? [`Nothing was left out, so it is the whole: ask it by platform, or for one.`]
          : []),
        ...part.notes,
      ],
    };
  };

/** Null where one of them is not known, or there is no whole to be a part of. */
const ratio = (part: Value, whole: Value): number | null =>
  part === null || whole === null || Number(whole) <= 0 ? null : Number(part) / Number(whole);
