import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOps } from '../warehouse/kit/open.ts';
import { createChallenge } from '../warehouse/ops/challenges.ts';
import { finishDeed, startDeed } from '../warehouse/ops/deeds.ts';
import { openIncident } from '../warehouse/ops/incidents.ts';
import { closeKilledRuns, finishRun, startRun } from '../warehouse/ops/runs.ts';
import { beat } from '../warehouse/ops/slots.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

// It is 2026-11-22 17:00 UTC, 12:00 in New York.
let sample: Sample;
const at = (time: string): Date => new Date(`2026-11-22T${time}Z`);

beforeAll(() => {
  sample = sampleLabel({
    label: { platforms: { distrokid: { via: 'browser' } } } as never,
  });
  const ops = openOps(sample.data);
  const killed = startRun(ops, 'run', at('09:00:00'));
  closeKilledRuns(ops, at('10:00:00'));
  expect(killed).toBe(1);
  finishRun(
    ops,
    startRun(ops, 'import', at('10:00:00')),
    'partial',
    {
      ...{ files: 2, quarantined: 1, rows: 120, loaded: 100, refused: 3 },
      told: [
        { name: 'bank.tsv', feed: 'distrokid_bank', state: 'loaded', rows: 120, loaded: 100, refused: 3 },
        { name: 'odd\u202e.csv', feed: null, state: 'quarantined', rows: 0, loaded: 0, refused: 0 },
      ],
    },
    at('10:01:15'),
  );
  finishRun(
    ops,
    startRun(ops, 'rebuild', at('11:00:00')),
    'failed',
    { error: 'disk_full', id: 'ab12cd34', step: 'loading DistroKid bank details' },
    at('11:00:02'),
  );
  const collect = startDeed(ops, 'collect', 'distrokid', at('11:30:00'));
  finishDeed(ops, collect, 'failed', { error: 'password-refused', id: 'ff00ff00' }, at('11:30:30'));
  finishDeed(ops, startDeed(ops, 'backup', '/mnt/disk', at('12:00:00')), 'ok', { files: 40 }, at('14:10:00'));
  startDeed(ops, 'collect', 'distrokid', at('16:59:00'));
  createChallenge(
    ops,
    {
      platform: 'distrokid',
      account: 'me@label.example',
      hint: 'the code sent to +1 555',
      publicKey: new Uint8Array(1),
    },
    at('16:59:30'),
  );
  const matter = {
    kind: 'file',
    severity: 'critical',
    audience: 'money',
    since: '2026-11-21T10:00:00Z',
  } as const;
  const details = { about: 'odd.csv', facts: [], text: 'line 3: 1531.02 is no amount' };
  openIncident(
    ops,
    { ...matter, subject: 'file:odd.csv', message: 'odd.csv was not taken in', details },
    at('10:02:00'),
  );
  openIncident(
    ops,
    { ...matter, kind: 'freshness', subject: 'source:x', message: 'X is late', details },
    at('10:02:00'),
  );
  ops.close();
});
afterAll(() => sample.remove());

describe('runs', () => {
  it('lists what was done, the newest first, with how long, how many and why not', async () => {
    const { table } = await sample.ask('viewer', 'runs');
    expect(table?.rows).toEqual([
      ['collect DISTROKID', '2026-11-22 11:59', 'running', '', null, null, null, '', null],
      ['backup', '2026-11-22 07:00', 'ok', '2 h 10 min', 40, null, null, '', null],
      [
        'collect DISTROKID',
        '2026-11-22 06:30',
        'failed',
        '30 s',
        null,
        null,
        null,
        'password refused (log: ff00ff00)',
        null,
      ],
      [
        'rebuild',
        '2026-11-22 06:00',
        'failed',
        '2.0 s',
        null,
        null,
        null,
        'disk full at loading DistroKid bank details (log: ab12cd34)',
        3,
      ],
      ['import', '2026-11-22 05:00', 'partial', '1 min 15 s', 2, 120, 3, '', 2],
      ['run', '2026-11-22 04:00', 'cut off', '', null, null, null, '', 1],
    ]);
    expect(table).toMatchObject({ total_rows: 6, truncated: false });
  });

  it('says what waits for a person, and nothing a file, a site or an account said', async () => {
    const answer = await sample.ask('viewer', 'runs', { limit: 2 });
    expect(figure(answer, 'waiting').value).toBe(2);
    expect(answer.details?.[0]?.text).toBe(
      '- DISTROKID wants a code, until 2026-11-22 12:09: give it to the bot or the terminal.\n- odd.csv was not taken in, since 2026-11-21.',
    );
    expect(JSON.stringify(answer)).not.toMatch(/1531|555|label\.example|mnt/);
    expect(answer.table).toMatchObject({ truncated: true });
  });

  it('says what is next, and that nobody is there to do it', async () => {
    const answer = await sample.ask('owner', 'runs');
    // The standard of the daily run is 06:30; there is no folder to back up to.
    expect(answer.details?.at(-1)?.text).toBe(
      '2026-11-23 06:30: collect DISTROKID, in 18 h 30 min\n2026-11-23 06:30: run, in 18 h 30 min',
    );
    expect(answer.notes.join(' ')).toContain('The scheduler does not run');
    const ops = openOps(sample.data);
    beat(ops, {
      service: 'pipeline',
      pid: 1,
      startedAt: '2026-11-22T00:00:00.000Z',
      at: '2026-11-22T16:59:00.000Z',
    });
    ops.close();
    expect((await sample.ask('owner', 'runs')).notes.join(' ')).not.toContain('The scheduler');
  });

  it('tells the files of one run, their names made harmless', async () => {
    const answer = await sample.ask('viewer', 'runs', { run: 2 });
    expect(answer.title).toBe('Run 2: import, partial');
    expect(figure(answer, 'loaded').value).toBe(100);
    expect(answer.table?.rows).toEqual([
      ['bank.tsv', 'loaded', 'distrokid_bank', 120, 100, 3],
      ['odd.csv', 'quarantined', '', 0, 0, 0],
    ]);
    expect(answer.notes[0]).toContain('1 of its files were not taken in');
  });

  it('does not know the counts of a run that was cut off, and says which runs there are', async () => {
    expect(figure(await sample.ask('viewer', 'runs', { run: 1 }), 'rows')).toMatchObject({
      value: null,
      note: expect.stringContaining('cut off'),
    });
    await expect(sample.ask('viewer', 'runs', { run: 99 })).rejects.toThrow('The newest is 3.');
  });

  it('says so where nothing was run', async () => {
    const empty = sampleLabel({ facts: false });
    const answer = await empty.ask('viewer', 'runs');
    expect(figure(answer, 'last')).toMatchObject({
      value: null,
      note: expect.stringContaining('bedrot import'),
    });
    empty.remove();
  });
});
