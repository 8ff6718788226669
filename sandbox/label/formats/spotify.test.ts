import { describe, expect, it } from 'vitest';
import { type AudienceDay, audienceCsv, audienceName } from './spotify.ts';

const day: AudienceDay = {
  date: '2026-10-01',
  listeners: 450,
  monthlyListeners: 9000,
  monthlyActiveListeners: 3300,
  superListeners: null,
  streams: 900,
  playlistAdds: 12,
  saves: 0,
  followers: 4000,
};

describe('audienceCsv', () => {
  it.each([
    [1, 'date,listeners,streams,followers\n2026-10-01,450,900,4000\n'],
    [
      2,
      'date,listeners,monthly listeners,monthly active listeners,streams,playlist adds,saves,followers\n' +
        '2026-10-01,450,9000,3300,900,12,0,4000\n',
    ],
    [
      3,
      'date,listeners,monthly listeners,monthly active listeners,super listeners,streams,playlist adds,saves,followers\n' +
        '2026-10-01,450,9000,3300,,900,12,0,4000\n',
    ],
  ] as const)('writes generation %i after a BOM', (generation, expected) => {
    expect(audienceCsv([day], generation).toString('hex')).toBe(
      Buffer.from(`\ufeff${expected}`).toString('hex'),
    );
  });
});

describe('audienceName', () => {
  it('numbers later downloads as a browser does', () => {
    expect(audienceName('ZONE A0')).toBe('ZONE A0-audience-timeline.csv');
    expect(audienceName('ZONE A0', 1)).toBe('ZONE A0-audience-timeline (1).csv');
  });
});
