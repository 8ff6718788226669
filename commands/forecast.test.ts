import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../core/days.ts';
import { createNames } from '../warehouse/kit/names.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeEach(() => {
  sample = sampleLabel();
});
afterEach(() => sample.remove());

/** 1,000 a day, 1,400 on Saturdays and 1,200 on Sundays; nothing on the day that is missing. */
const WEEK = [1000, 1000, 1000, 1000, 1000, 1400, 1200];

/** Spotify alone, 140 days to 2026-11-20 (a Friday), told by DistroKid. */
function fillWeeks(missing?: string): void {
  const db = openWarehouseForWriting(sample.data);
  db.exec('DELETE FROM content_streams');
  const put = db.prepare(
    "INSERT INTO content_streams (date, distributor_id, account, platform_id, streams, file_id, line) VALUES (?, ?, '', ?, ?, 2, ?)",
  );
  const names = createNames(db, { artists: [], stores: [], collaborations: [] } as never);
  const [distributor, spotify] = ['distrokid', 'spotify'].map((key) => names.ensurePlatform(key));
  for (let back = 0; back < 140; back++) {
    const day = addDays('2026-11-20', -back);
    const weekday = (new Date(day).getUTCDay() + 6) % 7;
    if (day !== missing) put.run(day, distributor, spotify, WEEK[weekday], back);
  }
  db.close();
}

describe('forecast', () => {
  it('refuses 57 days, and says what is missing and when it will be there', async () => {
    const answer = await sample.ask('viewer', 'forecast');
    const told = figure(answer, 'forecast');
    expect(told.value).toBeNull();
    // 112 are needed for 28 days: 55 more, from 2026-11-22 on.
    expect(told.note).toBe(
      'Not known: the history is too short. It has 57 days, and 28 days ahead need 112, to try the method on the past first. On 2027-01-16 there are enough.',
    );
    expect(answer.chart).toBeUndefined();
    expect(answer.table).toBeUndefined();
  });

  it('repeats weeks that repeat: 4 weeks of 7,600, with the error of both and what the interval held', async () => {
    fillWeeks();
    const answer = await sample.ask('viewer', 'forecast');
    expect(figure(answer, 'forecast')).toMatchObject({
      value: 30_400,
      unit: 'streams',
      kind: 'trend',
      change: { absolute: 0, relative: 0, against: 'the 28 days before' },
    });
    expect(figure(answer, 'forecast').note).toContain('By the same weekday of the week before');
    expect(figure(answer, 'error_naive')).toMatchObject({
      value: 0,
      label: expect.stringContaining('(taken)'),
    });
    expect(figure(answer, 'error_model').value).not.toBeNull();
    expect(figure(answer, 'coverage').value).toBe(1);
    expect(answer.table?.rows.slice(0, 3)).toEqual([
      ['2026-11-21', 1400, 1400, 1400],
      ['2026-11-22', 1200, 1200, 1200],
      ['2026-11-23', 1000, 1000, 1000],
    ]);
    expect(answer.table?.rows).toHaveLength(28);
    const [line] = answer.chart?.series ?? [];
    expect(line?.ahead).toBe(56);
    expect(line?.values).toHaveLength(84);
    expect(answer.chart?.labels.at(-1)).toBe('2026-12-18');
    expect(answer.partial).toBe(false);
    expect(answer.period).toEqual({ from: '2026-11-21', to: '2026-12-18', name: 'next 28 days' });
  });

  it('takes a missing day for neither 0 nor low, and says so', async () => {
    fillWeeks('2026-10-14');
    const answer = await sample.ask('viewer', 'forecast', { horizon: 7 });
    expect(figure(answer, 'forecast').value).toBe(7600);
    expect(answer.notes.join('\n')).toContain('1 day of the history is not known');
  });

  it('revenue: months of statements, settled ones alone; a viewer does not see it', async () => {
    await expect(sample.ask('viewer', 'forecast', { metric: 'revenue' })).rejects.toThrow(
      'does not see money',
    );
    const short = await sample.ask('owner', 'forecast', { metric: 'revenue' });
    expect(figure(short, 'forecast').value).toBeNull();
    expect(figure(short, 'forecast').note).toContain('the history is too short');

    const db = openWarehouseForWriting(sample.data);
    const put = db.prepare(
      `INSERT INTO revenue_transactions (sale_month, track_name_id, platform_name_id, territory, reporting_date,
         distributor_id, occurrence, income_type, quantity, currency, amount, file_id, line)
       SELECT ?, track_name_id, platform_name_id, territory, ?, distributor_id, 7, 'royalty', 1000, 'USD', ?, 1, 99
       FROM revenue_transactions LIMIT 1`,
    );
    for (let at = 1; at <= 24; at++) {
      const month = addMonths('2026-06', -at);
      put.run(month, `${addMonths(month, 2)}-20`, 100_000_000_000 + at);
    }
    db.close();
    const answer = await sample.ask('owner', 'forecast', { metric: 'revenue', horizon: 3 });
    expect(answer.audience).toBe('money');
    expect(figure(answer, 'forecast').value).toMatch(/^\d+\.\d\d$/);
    expect(figure(answer, 'forecast').unit).toBe('USD');
    expect(answer.table?.rows.map(([month]) => month)[0]).toMatch(/^2026-\d\d$/);
  });

  it('refuses a horizon of months that is no horizon', async () => {
    await expect(sample.ask('owner', 'forecast', { metric: 'revenue', horizon: 28 })).rejects.toThrow(
      'horizon is at most 12 months for revenue, not 28.',
    );
  });
});
