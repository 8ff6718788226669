import { type Day, daysBetween } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import { CLOSED_AFTER_DAYS } from '../../warehouse/kit/freshness.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { DELIVERED } from '../../warehouse/kit/quality.ts';
import type { Policy } from '../../warehouse/ops/policies.ts';
import { type Finding, finding } from './finding.ts';

/** Accounts whose newest day is not late, of those that are not closed. By policy; label.json `freshness` goes before it. */
export function timeFindings(db: Db, policies: readonly Policy[], label: Label, today: Day): Finding[] {
  const days = db.prepare<[string], { account: string; day: Day }>(
    'SELECT account, newest_day AS day FROM source_dates WHERE source = ? ORDER BY newest_day, account',
  );
  return policies.flatMap((policy) => {
    const all = days.all(policy.source);
    const newest = all.at(-1)?.day ?? '';
    const live = all.filter(({ day }) => daysBetween(day, newest) <= CLOSED_AFTER_DAYS);
    if (live.length === 0) return [];
    const warn = label.freshness[policy.source]?.warnDays ?? policy.warnDays;
    const late = live.filter(({ day }) => daysBetween(day, today) >= warn);
    return [
      finding(
        policy.source,
        'timeliness',
        live.length - late.length,
        live.length,
        late.map(
          ({ account, day }) =>
            `${account || policy.label}: newest data of ${day}, ${daysBetween(day, today)} days old (late at ${warn})`,
        ),
      ),
    ];
  });
}

/**
 * Platforms that are expected and have nothing in the warehouse: label.json says how they come, or a file of theirs was
 * landed once. One that is switched off is not expected.
 */
export function deliveryFindings(
  db: Db,
  label: Label,
  platforms: readonly { name: string; label: string }[],
  landed: ReadonlySet<string>,
): Finding[] {
  const there = new Set(db.prepare<[], string>('SELECT DISTINCT platform FROM files').pluck().all());
  return platforms
    .filter(({ name }) => label.platforms[name]?.via !== 'off')
    .filter(({ name }) => label.platforms[name] !== undefined || landed.has(name))
    .filter(({ name }) => !there.has(name))
    .map(({ name, label: called }) =>
      finding(name, DELIVERED, 0, 1, [
        landed.has(name)
          ? `${called}: files were landed, and nothing of them is in the warehouse`
          : `${called}: nothing ever came`,
      ]),
    );
}
