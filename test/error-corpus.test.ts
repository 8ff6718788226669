import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../commands/kit/answer.ts';
import { answerToCsv } from '../commands/view/csv.ts';
import type { FileReport } from '../pipeline/kit/report.ts';
import { bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { random } from '../sandbox/label/random.ts';
import { type ErrorFile, errorFiles, zipOf } from './support/error-files.ts';
import { fastFolder } from './support/house.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';

// Everything that was ever wrong with a file, through the front door: all at once, each to its own end.

const corpus = await errorFiles();

describe('the corpus', () => {
  let lake: TestLake;
  let reports: readonly FileReport[];
  beforeAll(async () => {
    lake = testLake(LABEL, undefined, fastFolder());
    reports = await lake.bring(...corpus.map(({ name, bytes }) => [name, bytes] as const));
  }, 300_000);
  afterAll(() => lake.remove());

  it.each(corpus.map((one) => [one.name, one] as const))(
    '%s ends where it must',
    (name, { becomes }: ErrorFile) => {
      const own = reports.filter(({ originalName }) => originalName === name);
      expect(own).toHaveLength(1);
      const report = own[0] as FileReport;
      if (becomes instanceof RegExp) {
        expect(report).toMatchObject({ state: 'quarantined', rows: 0, loaded: 0 });
        expect(report.reason).toMatch(becomes);
        return;
      }
      const { rows, refused, first = /^/ } = becomes;
      expect(report).toMatchObject({ state: 'loaded', rows, refused, loaded: rows - refused, unchanged: 0 });
      expect(report.firstRefusals[0] ?? '').toMatch(first);
    },
  );

  it('leaves each refused file in quarantine with its reason, and nothing of it elsewhere', () => {
    const names = readdirSync(join(lake.house.data, 'quarantine'));
    const refused = corpus.filter(({ becomes }) => becomes instanceof RegExp);
    expect(names.filter((name) => name.endsWith('.why.json'))).toHaveLength(refused.length);
    expect(names.filter((name) => !name.endsWith('.why.json'))).toHaveLength(refused.length);
    const landed = readdirSync(join(lake.house.data, 'landing', 'distrokid', 'bank'));
    expect(landed).toHaveLength(corpus.length - refused.length);
  });

  it('the money of each file is the sum of the facts it told', () => {
    const sums = lake.rows(
      `SELECT f.original_name, f.money, (SELECT sum(amount) FROM revenue_transactions r WHERE r.file_id = f.id) FROM files f`,
    ) as [string, number, number | null][];
    expect(sums.length).toBeGreaterThan(10);
    for (const [name, told, facts] of sums) expect([name, told]).toEqual([name, facts ?? 0]);
    // Each file's rows are its own, all of one amount.
    const rows = corpus.reduce(
      (sum, { becomes }) => sum + (becomes instanceof RegExp ? 0 : becomes.rows - becomes.refused),
      0,
    );
    expect(lake.rows('SELECT count(*), sum(amount) FROM revenue_transactions')).toEqual([
      [rows, rows * 5_612_034_170],
    ]);
  });

  it('a formula stays the text it is, and does nothing in a spreadsheet', () => {
    const [[title]] = lake.rows("SELECT title FROM track_names WHERE title LIKE '=%'") as [[string]];
    expect(title).toBe('=HYPERLINK("http://evil.example","NEON")');
    const answer = {
      table: {
        columns: [{ key: 'track', label: 'Track', format: 'text' }],
        rows: [[title]],
        total_rows: 1,
        truncated: false,
      },
    } as unknown as Answer;
    expect(answerToCsv(answer)).toBe('Track\r\n"\'=HYPERLINK(""http://evil.example"",""NEON"")"\r\n');
  });
});

it('a file cut off anywhere tells nothing wrong, and the whole one makes it good', async () => {
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed} (TEST_SEED runs it again)`);
  const draw = random(seed, 'cuts');
  const rows = Array.from({ length: 40 }, (_, at) =>
    line({ title: `T${at}`, isrc: '', earnings: `0.${at + 100}` }),
  );
  const whole = bankFile(rows, bankStyle(2));
  const zip = await zipOf({ 'bank.csv': bankFile(rows.slice(0, 39), bankStyle(2)) });
  const lake = testLake(LABEL, undefined, fastFolder());
  try {
    // Some in the header, which is the first 300 bytes or so.
    const cuts = Array.from({ length: 16 }, (_, at) => 1 + draw.below(at < 5 ? 300 : whole.length - 1));
    const reports = await lake.bring(
      ...cuts.map((cut) => [`cut-${cut}.csv`, whole.subarray(0, cut)] as const),
      ...cuts.slice(0, 4).map((cut) => [`cut-${cut}.zip`, zip.subarray(0, cut % zip.length)] as const),
    );
    const where = `seed ${seed}`;
    for (const report of reports.filter(({ state }) => state !== 'known')) {
      expect(report.loaded + report.unchanged + report.refused, `${where}, ${report.originalName}`).toBe(
        report.rows,
      );
      // Where a cell is open the file is set aside; else the last line is short.
      if (report.state === 'loaded')
        expect(report.refused, `${where}, ${report.originalName}`).toBeLessThanOrEqual(1);
      else
        expect(report.reason, where).toMatch(
          /cut off|damaged|header|empty|without the column|not a table|has 1 lines/,
        );
    }
    const told = lake.rows(
      'SELECT DISTINCT title, amount FROM revenue_transactions r JOIN track_names t ON t.id = r.track_name_id',
    ) as [string, number][];
    const truth = new Map(rows.map(({ title, earnings }) => [title, Math.round(Number(earnings) * 1e9)]));
    for (const [title, amount] of told) expect([title, amount], where).toEqual([title, truth.get(title)]);
    await lake.bring(['whole.csv', whole]);
    expect(lake.rows('SELECT count(*), sum(amount) FROM revenue_transactions'), where).toEqual([
      [40, [...truth.values()].reduce((sum, amount) => sum + amount, 0)],
    ]);
    expect(lake.rows('SELECT * FROM changes'), where).toEqual([]);
  } finally {
    lake.remove();
  }
});

it('a short line of a feed that cleans its rows is told with the columns of the file, not of the feed', async () => {
  const lake = testLake(LABEL, undefined, fastFolder());
  try {
    const [report] = await lake.bring([
      'PIG1987-audience-timeline.csv',
      'date,listeners,streams,followers\n2026-10-01,1,2,3\n2026-10-02,1\n',
    ]);
    expect(report).toMatchObject({ rows: 2, loaded: 1, refused: 1 });
    expect(report?.firstRefusals).toEqual(['line 3: the line has 2 cells, the header has 4']);
  } finally {
    lake.remove();
  }
});
