import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { type Cell, FactWriter } from './fact-writer.ts';
import { openFile } from './ledger.ts';
import { type Db, openWarehouseForWriting } from './open.ts';

let db: Db;
beforeEach(() => {
  db = openWarehouseForWriting(mkdtempSync(join(tmpdir(), 'bedrot-facts-')));
  db.prepare("INSERT INTO artist_names VALUES (1, 'ZONE A0'), (2, 'PIG1987'), (3, 'DEEPCURSE')").run();
  for (const id of [1, 2, 3, 4, 5, 6]) {
    openFile(db, {
      id,
      path: `landing/${id}`,
      sha256: String(id),
      originalName: 'x',
      landedAt: '2026-11-22T00:00:00Z',
      platform: 'spotify',
      feed: 'spotify_audience',
      feedVersion: 1,
      account: '',
    });
  }
});

/** listeners ... followers: only streams and followers are used here. */
const values = (streams: Cell, followers: Cell): Cell[] => [
  null,
  null,
  null,
  null,
  streams,
  null,
  null,
  followers,
];
const facts = (): unknown[] =>
  db
    .prepare('SELECT date, artist_name_id, streams, followers, file_id, line FROM spotify_audience_daily')
    .raw()
    .all();

it('new rows are written, unchanged ones are not, corrected ones keep what they were', () => {
  const first = new FactWriter(db, 'spotify_audience_daily');
  expect(first.put(['2026-10-01', 1], values(900, 4000), 1, 2)).toBe('new');
  expect(first.put(['2026-10-02', 1], values(null, 4001), 1, 3)).toBe('new');
  first.finish();
  const second = new FactWriter(db, 'spotify_audience_daily');
  expect(second.put(['2026-10-01', 1], values(900, null), 2, 2)).toBe('unchanged');
  // A gap that is filled is new, not corrected.
  expect(second.put(['2026-10-02', 1], values(913, 4001), 2, 3)).toBe('new');
  second.finish();
  const third = new FactWriter(db, 'spotify_audience_daily');
  expect(third.put(['2026-10-01', 1], values(901, 4000), 3, 9)).toBe('corrected');
  third.finish();
  expect(facts()).toEqual([
    ['2026-10-01', 1, 901, 4000, 3, 9],
    ['2026-10-02', 1, 913, 4001, 2, 3],
  ]);
  expect(
    db
      .prepare(
        'SELECT row_key, column_name, old_value, new_value, old_file_id, old_line, file_id, line FROM changes',
      )
      .raw()
      .all(),
  ).toEqual([['["2026-10-01",1]', 'streams', '900', '901', 1, 2, 3, 9]]);
});

it('rows of one key from several files of a load are settled in landing order', () => {
  const writer = new FactWriter(db, 'spotify_audience_daily');
  expect(writer.put(['2026-10-01', 1], values(900, null), 1, 2)).toBe('new');
  expect(writer.put(['2026-10-01', 1], values(905, 4000), 2, 2)).toBe('corrected');
  expect(writer.put(['2026-10-01', 1], values(905, null), 3, 2)).toBe('unchanged');
  writer.finish();
  expect(facts()).toEqual([['2026-10-01', 1, 905, 4000, 2, 2]]);
});

it('unsorted rows are a defect, not a silent double', () => {
  const writer = new FactWriter(db, 'spotify_audience_daily');
  writer.put(['2026-10-02', 1], values(1, 1), 1, 2);
  expect(() => writer.put(['2026-10-01', 1], values(1, 1), 1, 3)).toThrow(/unsorted/);
});

it('any sequence of loads ends as a plain map would', () => {
  const row = fc.record({
    day: fc.integer({ min: 0, max: 400 }),
    artist: fc.integer({ min: 1, max: 3 }),
    streams: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
    followers: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(row, { maxLength: 300 }), fc.boolean()), { maxLength: 6 }),
      (loads) => {
        db.exec('DELETE FROM changes; DELETE FROM spotify_audience_daily');
        const model = new Map<string, Cell[]>();
        for (const [index, [load, unique]] of loads.entries()) {
          const sorted = [...load].sort((a, b) => a.day - b.day || a.artist - b.artist);
          if (unique) dropRepeated(sorted);
          const writer = new FactWriter(db, 'spotify_audience_daily', {}, { unique });
          for (const { day, artist, streams, followers } of sorted) {
            const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
            writer.put([date, artist], values(streams, followers), index + 1, 1);
            const before = model.get(`${date}|${artist}`);
            model.set(`${date}|${artist}`, [
              streams ?? before?.[0] ?? null,
              followers ?? before?.[1] ?? null,
            ]);
          }
          writer.finish();
        }
        const stored = new Map(
          (facts() as [string, number, Cell, Cell][]).map(([date, artist, streams, followers]) => [
            `${date}|${artist}`,
            [streams, followers],
          ]),
        );
        expect(stored).toEqual(model);
      },
    ),
    { numRuns: 60 },
  );
});

function dropRepeated(rows: { day: number; artist: number }[]): void {
  for (let at = rows.length - 1; at > 0; at--) {
    const [a, b] = [rows[at - 1], rows[at]];
    if (a?.day === b?.day && a?.artist === b?.artist) rows.splice(at, 1);
  }
}
