import { afterAll, expect, it } from 'vitest';
import { openContext } from '../commands/kit/context.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { answerCommand } from '../commands/kit/run.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { coverageOf } from '../warehouse/kit/coverage.ts';
import { testLake } from './support/import.ts';
import { audience } from './support/rows.ts';

const lake = testLake();
afterAll(() => lake.remove());

async function ask(params: Record<string, unknown>) {
  const command = (await loadCommands()).find(({ name }) => name === 'coverage');
  if (!command) throw new Error('there is no coverage');
  const context = await openContext({
    config: { data: lake.house.data },
    role: 'viewer',
    clock: lake.house.clock,
  });
  try {
    return answerCommand(command, params, context);
  } finally {
    context.close();
  }
}

it('days, months and holes of what is loaded, an artist under two spellings as one', async () => {
  const days = (...all: string[]) => all.map((day) => audience(day));
  await lake.bring(
    // 28 September to 3 October without 30 September and 1 October; the second spelling fills 1 October.
    [
      'ZONE A0-audience-timeline.csv',
      audienceCsv(days('2026-09-28', '2026-09-29', '2026-10-02', '2026-10-03'), 1),
    ],
    ['zone.a0-audience-timeline.csv', audienceCsv(days('2026-10-01', '2026-10-02'), 1)],
    // A day that tells no number is none.
    [
      'DEEPCURSE-audience-timeline.csv',
      'date,listeners,streams,followers\n2026-10-01,1,2,3\n2026-10-02,-,-,-\n2026-10-03,1,2,3\n',
    ],
    [
      'own-income.csv',
      'date,income_type,source,artist,title,isrc,country,quantity,currency,amount,note\n2026-05-02,sync,A,PIG1987,X,,,,USD,10.00,\n2026-08-02,sync,B,PIG1987,X,,,,USD,10.00,\n',
    ],
  );
  const db = lake.open();
  const all = coverageOf(db);
  db.close();
  expect(all.filter(({ table }) => table === 'spotify_audience_daily')).toMatchObject([
    {
      account: 'DEEPCURSE',
      have: 2,
      expected: 3,
      holes: [{ from: '2026-10-02', to: '2026-10-02', length: 1 }],
    },
    {
      account: 'ZONE A0',
      sources: ['spotify_audience'],
      first: '2026-09-28',
      last: '2026-10-03',
      have: 5,
      expected: 6,
      months: [
        { month: '2026-09', have: 2, expected: 3 },
        { month: '2026-10', have: 3, expected: 3 },
      ],
      holes: [{ from: '2026-09-30', to: '2026-09-30', length: 1 }],
    },
  ]);
  expect(all.filter(({ table }) => table === 'revenue_transactions')).toMatchObject([
    {
      rhythm: 'month',
      have: 2,
      expected: 4,
      months: [
        { month: '2026-05', have: 1, expected: 1 },
        { month: '2026-06', have: 0, expected: 1 },
        { month: '2026-07', have: 0, expected: 1 },
        { month: '2026-08', have: 1, expected: 1 },
      ],
      holes: [{ from: '2026-06', to: '2026-07', length: 2 }],
    },
  ]);
});

it('the question tells a row a series; of one source, a row a month', async () => {
  const whole = await ask({});
  expect(whole.table?.rows).toContainEqual([
    'Spotify for Artists audience timeline',
    'ZONE A0',
    '2026-09-28',
    '2026-10-03',
    '5 of 6',
    '2026-09-30',
  ]);
  const one = await ask({ source: 'zone a0' });
  expect(one.table?.rows).toEqual([
    ['Spotify for Artists audience timeline', 'ZONE A0', '2026-10', 3, 3, 'none'],
    ['Spotify for Artists audience timeline', 'ZONE A0', '2026-09', 2, 3, '2026-09-30'],
  ]);
  await expect(ask({ source: 'nobody' })).rejects.toMatchObject({ code: 'bad_question' });
});
