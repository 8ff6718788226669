import { afterEach, beforeEach, expect, it } from 'vitest';
import { addDays } from '../../core/days.ts';
import { loadMetrics } from './discover-metrics.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

/** ZONE A0: 100 streams a day for 56 days, then a week of so many; ten clicks of the link page on each day of it. */
function week(streams: number, clicks: number): ReturnType<typeof ask> {
  for (let at = 0; at < 63; at++)
    made.spotify(addDays('2026-08-01', at), 1, { streams: at < 56 ? 100 : streams });
  for (let at = 56; at < 63; at++)
    made.db
      .prepare(
        `INSERT INTO link_analytics_daily (date, platform_id, account, artist_name_id, total_views, total_clicks, file_id, line)
         VALUES (?, 3, '', 0, 40, ?, 2, ?)`,
      )
      .run(addDays('2026-08-01', at), clicks, 1000 + at);
  return ask(made.db, metrics, {
    metric: 'click_to_stream_rate',
    from: addDays('2026-08-01', 56),
    to: addDays('2026-08-01', 62),
  });
}

it('is the streams above the level of the days before, for each click', () => {
  // 7 x 20 more, 7 x 10 clicks.
  expect(week(120, 10).total).toBeCloseTo(2, 6);
});

it('is not known without clicks, and where there were no more streams than before', () => {
  const none = week(120, 0);
  expect(none.total).toBeNull();
  expect(none.notes.join(' ')).toContain('there were no clicks');
  made.close();
  made = handMade();
  const flat = week(100, 10);
  expect(flat.total).toBeNull();
  expect(flat.notes.join(' ')).toContain('no streams above the baseline');
});
