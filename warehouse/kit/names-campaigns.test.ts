import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { adRow } from './ad-rows.testing.ts';
import { createNames } from './names.ts';
import { resolveNames } from './names-resolve.ts';
import { type Db, openWarehouseForWriting } from './open.ts';

const base = {
  name: 'TEST LABEL',
  artists: [
    { name: 'ZONE A0', aliases: ['zonea0'], accounts: { tiktok: ['zone.a0'] } },
    { name: 'PIG1987', aliases: ['PIG 1987'] },
    { name: 'Sxnctuary', role: 'collaborator' },
  ],
  collaborations: [{ name: 'THE PIGZONE', artists: ['PIG1987', 'ZONE A0'] }],
};
const labelOf = (more: Record<string, unknown> = {}) => parseLabel(JSON.stringify({ ...base, ...more }));

let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-campaigns-'));
  db = openWarehouseForWriting(folder);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const CATALOG: readonly [artist: string, title: string, isrc: string, type?: string][] = [
  ['PIG1987', 'HEAVEN NIGHTCLUB', 'QZTST2600001'],
  ['PIG1987', 'HEAVEN NIGHTCLUB', '', 'Album'],
  ['PIG1987', 'NEON ABATTOIR (feat. Sxnctuary)', 'QZTST2600002'],
  ['ZONE A0', 'IWARY', 'QZTST2600003'],
  ['ZONE A0', 'THE ONE', 'QZTST2600004'],
  ['PIG1987', 'THE ONE', 'QZTST2600005'],
  ['ZONE A0', 'STREAMING', 'QZTST2600006'],
  ['ZONE A0', '18', 'QZTST2600007'],
  ['PIG1987', 'PIG1987', 'QZTST2600008'],
  ['ZONE A0', "DON'T STOP", 'QZTST2600009'],
  ['ZONE A0 & PIG1987', 'BOTH OF US', 'QZTST2600010'],
];

function catalog(): void {
  const names = createNames(db, labelOf());
  for (const [artist, title, isrc, content_type = 'Song'] of CATALOG)
    names.ensureTrackName({ artist, title, isrc, upc: '', content_type });
}

/** Artist, track and targeting of a campaign, by its name. */
function purpose(name: string): (string | null)[] {
  return db
    .prepare<[string], (string | null)[]>(
      `SELECT a.name, t.title, c.targeting, c.settled FROM campaigns c LEFT JOIN artists a ON a.id = c.artist_id
       LEFT JOIN tracks t ON t.id = c.track_id WHERE c.name = ?`,
    )
    .raw()
    .get(name) as (string | null)[];
}

describe('what a campaign is for', () => {
  it.each([
    ['PIG1987 - HEAVEN NIGHTCLUB - BROAD', 'PIG1987', 'HEAVEN NIGHTCLUB', 'broad', 'name'],
    ['Pig_1987 | heaven-nightclub | LLA - Copy 2', 'PIG1987', 'HEAVEN NIGHTCLUB', 'lla', 'name'],
    ['PIG1987 - NEON ABATTOIR - Copy - Copy 3', 'PIG1987', 'NEON ABATTOIR (feat. Sxnctuary)', '', 'name'],
    // Nobody: neither of its words is an artist's or a title's, whatever stands where an artist should.
    ['ANOVUS - Streaming - Copy 2', null, null, 'streaming', 'unknown'],
    ['Pigeon - Danger Zone', null, null, '', 'unknown'],
    // The track tells the artist; the title is no artist.
    ['IWARY - Interests', 'ZONE A0', 'IWARY', 'interests', 'name'],
    ['ZONE A0 - DONT STOP - Traffic', 'ZONE A0', "DON'T STOP", 'traffic', 'name'],
    // An artist alone, though a track is called so.
    ['PIG1987 - BROAD', 'PIG1987', null, 'broad', 'name'],
    // Numbers and targeting are no titles.
    ['ZONE A0 - Broad 18-34', 'ZONE A0', null, 'broad', 'name'],
    // A title of two artists is that of the artist named, and nobody's where none is.
    ['zone.a0 / the one', 'ZONE A0', 'THE ONE', '', 'name'],
    ['the one - broad', null, null, 'broad', 'unknown'],
    // A title of somebody else than the artist named.
    ['PIG1987 - IWARY', 'PIG1987', null, '', 'name'],
    // Two artists: whose it is, only the track could tell.
    ['ZONE A0 x PIG1987 - Reach', null, null, 'reach', 'unknown'],
    ['THE PIGZONE - IWARY', 'ZONE A0', 'IWARY', '', 'name'],
    // The track is theirs together: its spend is neither's alone.
    ['PIG1987 & ZONE A0 - BOTH OF US - Cold', null, 'BOTH OF US', 'cold', 'name'],
    ['HEAVEN NIGHTCLUB + IWARY', null, null, '', 'unknown'],
  ])('%s', (name, artist, track, targeting, settled) => {
    catalog();
    adRow(db, { campaign_id: '120224907266750075', campaign_name: name });
    resolveNames(db, labelOf());
    expect(purpose(name)).toEqual([artist, track, targeting, settled]);
  });

  it('is what label.json says first, in its order, also of the past', () => {
    catalog();
    adRow(db, { campaign_id: '120224907266750080', campaign_name: 'ANOVUS - Streaming - Copy 2' });
    adRow(db, { campaign_id: '120224907266750081', campaign_name: 'PIG1987 - IWARY' });
    adRow(db, { campaign_id: '120224907266750082', campaign_name: 'PIG1987 merch' });
    const facts = db.prepare('SELECT * FROM ad_performance_daily').all();
    resolveNames(
      db,
      labelOf({
        campaigns: [
          { match: 'anovus', artist: 'zonea0', track: 'the one' },
          { match: '120224907266750081', track: 'QZ-TST-26-00003' },
          { match: 'Merch' },
          { match: 'PIG1987', artist: 'ZONE A0' },
        ],
      }),
    );
    expect(purpose('ANOVUS - Streaming - Copy 2')).toEqual(['ZONE A0', 'THE ONE', 'streaming', 'label']);
    expect(purpose('PIG1987 - IWARY')).toEqual(['ZONE A0', 'IWARY', '', 'label']);
    expect(purpose('PIG1987 merch')).toEqual([null, null, '', 'label']);
    resolveNames(db, labelOf());
    expect(purpose('PIG1987 merch')).toEqual(['PIG1987', null, '', 'name']);
    expect(db.prepare('SELECT * FROM ad_performance_daily').all()).toEqual(facts);
  });

  it('is refused for an artist that label.json does not name', () => {
    adRow(db, { campaign_id: '1', campaign_name: 'X' });
    const label = labelOf({ campaigns: [{ match: 'X', artist: 'Nobody' }] });
    expect(() => resolveNames(db, label)).toThrow(/campaigns names the artist "Nobody"/);
  });
});

describe('campaigns', () => {
  const rows = () =>
    db
      .prepare(
        'SELECT campaign_id, name, currency, first_day, last_day FROM campaigns ORDER BY first_day, name',
      )
      .raw()
      .all();

  it('keep their id when they are renamed, and have the newest name and the currency any row tells', () => {
    adRow(db, { date: '2026-10-01', campaign_id: '7', campaign_name: 'OLD', currency: 'EUR' });
    adRow(db, { date: '2026-10-03', campaign_id: '7', campaign_name: 'NEW', currency: null });
    resolveNames(db, labelOf());
    expect(rows()).toEqual([['7', 'NEW', 'EUR', '2026-10-01', '2026-10-03']]);
  });

  it('know a name without an id by whoever was ever called so, unless two were', () => {
    adRow(db, { date: '2026-10-01', campaign_id: '7', campaign_name: 'A' });
    adRow(db, { date: '2026-09-01', campaign_name: 'A' });
    adRow(db, { date: '2026-10-01', campaign_id: '8', campaign_name: 'B' });
    adRow(db, { date: '2026-10-02', campaign_id: '9', campaign_name: 'B' });
    adRow(db, { date: '2026-10-05', campaign_name: 'B' });
    resolveNames(db, labelOf());
    expect(rows()).toEqual([
      ['7', 'A', null, '2026-09-01', '2026-10-01'],
      ['8', 'B', null, '2026-10-01', '2026-10-01'],
      ['9', 'B', null, '2026-10-02', '2026-10-02'],
      ['', 'B', null, '2026-10-05', '2026-10-05'],
    ]);
  });

  it('are written once, and go with their facts and their track', () => {
    catalog();
    adRow(db, { campaign_id: '7', campaign_name: 'IWARY' });
    resolveNames(db, labelOf());
    const before = db.prepare('SELECT total_changes()').pluck().get();
    resolveNames(db, labelOf());
    expect(db.prepare('SELECT total_changes()').pluck().get()).toBe(before);

    db.exec('DELETE FROM track_names WHERE id <> 0');
    resolveNames(db, labelOf());
    expect(purpose('IWARY')).toEqual([null, null, '', 'unknown']);
    db.exec('DELETE FROM ad_performance_daily');
    resolveNames(db, labelOf());
    expect(rows()).toEqual([]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });
});
