import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import explain from '../explain.ts';
import pnl from '../pnl.ts';
import streams from '../streams.ts';
import { explaining, sayExplaining } from './explaining.ts';
import { figure, type Sample, sampleLabel } from './sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('where the first number of an answer comes from', () => {
  it('is asked with the same filters, days and kind, and is the same number', async () => {
    const params = { artist: 'ZONE A0', period: '2026-10' };
    const answer = await sample.ask('owner', 'streams', params);
    const origin = explaining(explain, streams, params, answer);
    expect(origin).toEqual({
      ...{ artist: 'ZONE A0', period: '2026-10-01..2026-10-31', kind: 'observed', metric: 'streams' },
    });
    const explained = await sample.ask('owner', 'explain', origin ?? {});
    // 31 days of 60.
    expect([figure(answer, 'streams').value, figure(explained, 'streams').value]).toEqual([1860, 1860]);
    expect(sayExplaining(origin ?? {})).toBe(
      "bedrot explain streams --artist 'ZONE A0' --period 2026-10-01..2026-10-31 --kind observed",
    );
  });

  it('takes the first metric of several, and nothing where the answer explains already', async () => {
    const books = await sample.ask('owner', 'pnl', { period: '2026-10' });
    expect(explaining(explain, pnl, { period: '2026-10' }, books)).toMatchObject({
      metric: 'revenue_received',
    });
    const explained = await sample.ask('owner', 'explain', { metric: 'streams' });
    expect(explaining(explain, explain, {}, explained)).toBeNull();
  });

  it('is written as a shell takes it letter by letter', () => {
    expect(sayExplaining({ metric: 'streams', track: `it's $(rm)` })).toBe(
      "bedrot explain streams --track 'it'\\''s $(rm)'",
    );
  });
});
