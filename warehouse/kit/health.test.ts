import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishDeed, startDeed } from '../ops/deeds.ts';
import { at, handMadeOperations, type Operations, TODAY } from './operations.testing.ts';

let house: Operations;
beforeEach(async () => {
  house = await handMadeOperations();
});
afterEach(() => house.close());

describe('data_age', () => {
  it('is days beyond the usual of the slowest expected source, by its slowest account', () => {
    // 5 days old with a lag of 2.
    house.newest('distrokid_streams', '2026-11-17', 'a');
    house.newest('distrokid_streams', '2026-11-21', 'b');
    // 32 days old, of which 30 are usual for a month.
    house.newest('distrokid_bank', '2026-10-21');
    house.newest('spotify_audience', '2026-11-21');
    expect(house.result('data_age')).toMatchObject({ total: 3, period: { from: TODAY, to: TODAY } });
    expect(house.result('data_age').notes).toEqual(['The slowest: distrokid streams.']);
    expect(house.rows('data_age', { by: ['feed'] })).toEqual([
      ['distrokid_streams', 3],
      ['distrokid_bank', 2],
      ['spotify_audience', 0],
    ]);
    expect(house.result('data_age', { where: { platform: ['spotify'] } }).total).toBe(0);
  });

  it('of what never came is not known, and what never came is named', () => {
    house.setLabel({ platforms: { spotify: {} } });
    house.newest('distrokid_streams', '2026-11-20');
    const { total, partial, notes, rows: of } = house.result('data_age', { by: ['platform'] });
    expect(total).toBe(0);
    expect(partial).toBe(true);
    expect(of.map(({ keys, value }) => [keys.platform, value])).toEqual([
      ['DistroKid', 0],
      ['Spotify', null],
    ]);
    expect(notes).toEqual(['Never delivered, so without an age: spotify audience.']);
  });

  it('is told of now only', () => {
    house.newest('distrokid_streams', '2026-11-20');
    expect(house.result('data_age', { to: '2026-11-21' }).total).toBe(0);
    expect(house.result('data_age', { to: '2026-11-20' }).total).toBeNull();
    expect(house.result('data_age', { from: '2026-11-21', to: '2026-11-21' }).total).toBeNull();
  });
});

describe('health_score', () => {
  const scores = () => house.rows('health_score', { by: ['platform'] });

  it('takes points for each step of age, by the weight of the platform', () => {
    const cases: [string, string, object, number][] = [
      ['fresh', '2026-11-20', {}, 100],
      ['a day behind', '2026-11-19', {}, 100],
      ['two days behind', '2026-11-18', {}, 95],
      ['four days behind', '2026-11-16', {}, 85],
      ['eight days behind', '2026-11-12', {}, 70],
      ['fifteen days behind', '2026-11-05', {}, 60],
      // int(15 x 1.2) = 18, int(5 x 0.8) = 4; int(30 x 1.5) = 45 and 20 more beyond a week.
      ['four days, weight 1.2', '2026-11-16', { health: { spotify: 1.2 } }, 82],
      ['two days, weight 0.8', '2026-11-18', { health: { spotify: 0.8 } }, 96],
      ['eight days, weight 1.5', '2026-11-12', { health: { spotify: 1.5 } }, 35],
    ];
    for (const [what, day, more, score] of cases) {
      house.setLabel(more);
      house.warehouse.exec('DELETE FROM source_dates');
      house.newest('spotify_audience', day);
      expect(scores(), what).toEqual([['Spotify', score]]);
    }
  });

  it('has failed where nothing was ever delivered, and then the whole is not healthy', () => {
    house.setLabel({ platforms: { spotify: {}, distrokid: {} } });
    house.newest('distrokid_streams', '2026-11-20');
    house.newest('distrokid_bank', '2026-11-20');
    expect(scores()).toEqual([
      ['DistroKid', 100],
      ['Spotify', 0],
    ]);
    expect(house.result('health_score')).toMatchObject({
      total: 50,
      notes: ['CRITICAL.', 'Spotify 0 (FAILED): never delivered.'],
    });
  });

  it('takes points for collecting that fails, and for what is stuck', () => {
    house.setLabel({ platforms: { spotify: { via: 'browser' } } });
    house.newest('spotify_audience', '2026-11-20');
    // Never collected by the browser it is to be collected with.
    expect(scores()).toEqual([['Spotify', 60]]);
    const collected = (outcome: 'ok' | 'failed', error?: string) =>
      finishDeed(
        house.ops,
        startDeed(house.ops, 'collect', 'spotify', at('2026-11-20T11:30:00Z')),
        outcome,
        error === undefined ? {} : { error },
        at('2026-11-20T11:31:00Z'),
      );
    collected('failed', 'password-refused');
    expect(scores()).toEqual([['Spotify', 70]]);
    collected('failed', 'timeout');
    expect(scores()).toEqual([['Spotify', 85]]);
    collected('ok');
    expect(scores()).toEqual([['Spotify', 100]]);
    house.waiting();
    expect(house.result('health_score').notes).toEqual([
      'HEALTHY.',
      'Spotify 90 (HEALTHY): spotify audience: 1 landed and not loaded.',
    ]);
  });

  it('leaves out a platform that is switched off', () => {
    house.setLabel({ platforms: { spotify: { via: 'off' } } });
    house.newest('spotify_audience', '2026-10-01');
    house.newest('distrokid_streams', '2026-11-20');
    expect(scores()).toEqual([['DistroKid', 100]]);
  });
});
