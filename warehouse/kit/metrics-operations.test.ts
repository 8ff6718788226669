import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishDeed, startDeed } from '../ops/deeds.ts';
import { writeQuality } from '../ops/quality.ts';
import { finishRun, startRun } from '../ops/runs.ts';
import { finishSlot, takeSlot } from '../ops/slots.ts';
import { at, handMadeOperations, type Operations } from './operations.testing.ts';

let house: Operations;
beforeEach(async () => {
  house = await handMadeOperations();
});
afterEach(() => house.close());

describe('where nothing happened', () => {
  it('nothing is known, and each says why', () => {
    for (const metric of [
      ...['data_age', 'quality_score', 'quality_pass_rate', 'slots_on_time', 'pickup_lag'],
      ...['extraction_success_rate', 'health_score'],
    ]) {
      const { total, rows: none, notes } = house.result(metric);
      expect(total, metric).toBeNull();
      expect(none, metric).toEqual([]);
      expect(notes, metric).toHaveLength(1);
    }
  });
});

describe('quality_pass_rate', () => {
  it('is rows that passed over rows of files, of the days they landed on', () => {
    house.file('distrokid_bank', '2026-11-03T12:00:00Z', 1000, 10);
    // 23:30 of Nov 3 in New York.
    house.file('distrokid_bank', '2026-11-04T04:30:00Z', 500, 40);
    house.file('spotify_audience', '2026-11-05T12:00:00Z', 100, 0);
    house.file('spotify_audience', '2026-10-05T12:00:00Z', 100, 100);
    // 1,600 rows of November, 50 refused: a ratio of sums.
    expect(house.result('quality_pass_rate').total).toBe(1550 / 1600);
    expect(house.rows('quality_pass_rate', { by: ['platform'] })).toEqual([
      ['Spotify', 1],
      ['DistroKid', 1450 / 1500],
    ]);
    expect(house.rows('quality_pass_rate', { grain: 'day' })).toEqual([
      ['2026-11-03', 1450 / 1500],
      ['2026-11-05', 1],
    ]);
    expect(house.result('quality_pass_rate', { where: { feed: ['spotify audience'] } }).total).toBe(1);
  });

  it('of a file without rows is not known', () => {
    house.file('distrokid_bank', '2026-11-03T12:00:00Z', 0);
    expect(house.result('quality_pass_rate').total).toBeNull();
  });

  it('names the feeds there are', () => {
    expect(() => house.result('quality_pass_rate', { where: { feed: ['distrokid_bnak'] } })).toThrow(
      'Did you mean "distrokid_bank"?',
    );
  });
});

describe('pickup_lag', () => {
  it('is from landing to the end of the run that took it in, of 95 % of files', () => {
    // 20 files land at 10:00:00, :01 ... :19; the run ends at 10:01:00, so they lay 60, 59 ... 41 seconds.
    for (let second = 0; second < 20; second++)
      house.file('distrokid_bank', `2026-11-03T10:00:${String(second).padStart(2, '0')}.000Z`, 1);
    finishRun(
      house.ops,
      startRun(house.ops, 'import', at('2026-11-03T09:59:00Z')),
      'ok',
      {},
      at('2026-11-03T10:01:00Z'),
    );
    // The 19th of 20 by size: 59. The one that lay longest is beyond it.
    expect(house.result('pickup_lag').total).toBe(59);
    expect(house.result('pickup_lag').notes).toEqual(['Of 20 files.']);
  });

  it('passes over a run that failed, and leaves out adopted files and those that wait', () => {
    house.file('distrokid_bank', '2026-11-03T10:00:00.000Z', 1);
    finishRun(
      house.ops,
      startRun(house.ops, 'run', at('2026-11-03T10:00:00Z')),
      'failed',
      { error: 'disk_full' },
      at('2026-11-03T10:00:30Z'),
    );
    finishRun(
      house.ops,
      startRun(house.ops, 'run', at('2026-11-03T10:04:00Z')),
      'partial',
      {},
      at('2026-11-03T10:05:00Z'),
    );
    house.file('spotify_audience', '2026-11-02T10:00:00.000Z', 1, 0, 'old/f.csv');
    house.waiting();
    expect(house.rows('pickup_lag', { by: ['feed'] })).toEqual([['distrokid_bank', 300]]);
    expect(house.result('pickup_lag').notes).toEqual([
      'Of 1 files.',
      '1 landed files are in no run yet, and not counted.',
    ]);
  });
});

describe('slots_on_time', () => {
  const slot = (
    name: string,
    due: string,
    taken: string,
    outcome: 'ok' | 'failed' | 'busy' | null,
    missed = 0,
  ) => {
    takeSlot(house.ops, name, at(due), missed, at(taken));
    if (outcome) finishSlot(house.ops, name, at(due), outcome, at(taken));
  };

  it('counts those that nobody was there for, and says so', () => {
    slot('run', '2026-11-03T11:30:00Z', '2026-11-03T11:30:10Z', 'ok');
    // It failed, but it was done on time; another one could not be done at all.
    slot('collect:distrokid', '2026-11-03T11:30:00Z', '2026-11-03T11:30:10Z', 'failed');
    slot('backup', '2026-11-03T09:30:00Z', '2026-11-03T09:30:10Z', 'busy');
    // Two days without the machine, and one slot taken 20 minutes late for them.
    slot('run', '2026-11-06T11:30:00Z', '2026-11-06T11:50:00Z', 'ok', 2);
    slot('run', '2026-11-07T11:30:00Z', '2026-11-07T11:30:00Z', null);
    slot('alerts', '2026-11-07T11:30:00Z', '2026-11-07T11:30:00Z', 'ok');
    // Of 3 + (1 + 2) times two were on time.
    expect(house.result('slots_on_time').total).toBe(2 / 6);
    expect(house.rows('slots_on_time', { grain: 'week' })).toEqual([['2026-11-02', 2 / 6]]);
    expect(house.result('slots_on_time').notes[0]).toContain('At 2 of the times nobody was there');
  });

  it('cannot be asked by what a slot has not', () => {
    expect(() => house.result('slots_on_time', { by: ['platform'] })).toThrow('cannot be asked by platform');
  });
});

describe('extraction_success_rate', () => {
  const collect = (platform: string, began: string, error?: string): void => {
    const id = startDeed(house.ops, 'collect', platform, at(began));
    finishDeed(
      house.ops,
      id,
      error === undefined ? 'ok' : 'failed',
      error === undefined ? {} : { error },
      at(began),
    );
  };

  it('is those that brought something, without those a person stopped; what was cut off has failed', () => {
    collect('distrokid', '2026-11-03T11:30:00Z');
    collect('distrokid', '2026-11-04T11:30:00Z', 'timeout');
    collect('distrokid', '2026-11-05T11:30:00Z', 'stopped');
    collect('spotify', '2026-11-05T11:30:00Z', 'busy');
    startDeed(house.ops, 'collect', 'distrokid', at('2026-11-06T11:30:00Z'));
    collect('spotify', '2026-11-07T11:30:00Z');
    // Goes on.
    startDeed(house.ops, 'collect', 'distrokid', at('2026-11-07T12:30:00Z'));
    expect(house.result('extraction_success_rate').total).toBe(2 / 4);
    expect(house.rows('extraction_success_rate', { by: ['platform'] })).toEqual([
      ['Spotify', 1],
      ['DistroKid', 1 / 3],
    ]);
    expect(house.result('extraction_success_rate').notes).toEqual(['2 of 4 failed: 1 cut off, 1 timeout.']);
  });
});

describe('quality_score', () => {
  const check = (began: string, of: Record<string, [passed: number, total: number]>): void => {
    const run = startRun(house.ops, 'run', at(began));
    const results = Object.entries(of).map(([name, [passed, total]]) => {
      const [source = '', check_ = '', dimension = ''] = name.split('/');
      return { source, check: check_, dimension: dimension as 'accuracy', passed, total, detail: {} };
    });
    writeQuality(house.ops, run, results, new Map());
  };

  it('is that of the newest run up to the end of the period, of sources as their dimensions weigh', () => {
    check('2026-11-10T12:00:00Z', { 'distrokid_bank/totals/accuracy': [1, 2] });
    check('2026-11-20T12:00:00Z', {
      'distrokid_bank/totals/accuracy': [1, 1],
      'distrokid_bank/signs/accuracy': [1, 2],
      'distrokid_bank/gaps/completeness': [9, 10],
      'spotify/delivered/completeness': [0, 1],
    });
    // Accuracy is the mean of 1 and 0.5; (0.3 x 0.75 + 0.2 x 0.9) / 0.5 = 0.81. Spotify never came: 0. Together 0.405.
    expect(house.result('quality_score').total).toBeCloseTo(0.405, 10);
    expect(house.rows('quality_score', { by: ['feed'] })).toEqual([
      ['distrokid_bank', 0.81],
      ['spotify', 0],
    ]);
    expect(house.result('quality_score', { to: '2026-11-15' }).total).toBe(0.5);
    expect(house.result('quality_score', { to: '2026-11-05' }).total).toBeNull();
    expect(house.rows('quality_score', { grain: 'day' }).map(([day]) => day)).toEqual([
      '2026-11-10',
      '2026-11-20',
    ]);
  });
});
