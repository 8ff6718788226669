import fc from 'fast-check';
import { expect, it } from 'vitest';
import { archivePath, formatLanded, landingPath, namePart, parseLanded, rawPath, stampOf } from './zones.ts';

const name = {
  platform: 'tiktok',
  type: 'overview',
  stamp: '20261122_231844',
  account: 'zone.a0',
  hash: '1a2b3c4d',
  extension: 'zip',
};

it('a landed name says platform, type, time, account and bytes', () => {
  expect(landingPath(name)).toBe(
    'landing/tiktok/overview/tiktok_overview_20261122_231844_zone.a0-1a2b3c4d.zip',
  );
  expect(formatLanded({ ...name, account: '' })).toBe('tiktok_overview_20261122_231844_1a2b3c4d.zip');
  expect(rawPath('tiktok', landingPath(name))).toBe(
    'raw/tiktok/tiktok_overview_20261122_231844_zone.a0-1a2b3c4d.ndjson.zst',
  );
  expect(stampOf(new Date('2026-11-22T23:18:44.900Z'))).toBe('20261122_231844');
  expect(archivePath('curated/x_curated_2026.parquet', new Date('2026-11-22T23:18:44Z'))).toBe(
    'archive/curated/x_curated_2026_archived_20261122_231844.parquet',
  );
});

it('refuses parts that would break the name, and names that are not ours', () => {
  expect(() => formatLanded({ ...name, account: 'zone_a0' })).toThrow(/cannot be part/);
  expect(() => formatLanded({ ...name, platform: '../x' })).toThrow(/cannot be part/);
  for (const other of [
    'x.csv',
    'tiktok_overview_20261122_1a2b3c4d.zip',
    'tiktok_overview_20261122_231844_zone.a0.zip',
  ]) {
    expect(parseLanded(other), other).toBeNull();
  }
});

it('parsing what was formatted gives the same parts, whatever the account is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (account) => {
      const parts = { ...name, account: namePart(account) };
      expect(parseLanded(formatLanded(parts))).toEqual(parts);
    }),
  );
});
