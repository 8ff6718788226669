import { basename, join } from 'node:path';
import type { Feed } from './platform.ts';

/** The zones of the data folder, in the order data goes through them; quarantine is for what could not be read. */
export const ZONES = ['landing', 'raw', 'staging', 'curated', 'archive', 'quarantine'] as const;

/** A landed file's name is a type: one parse, one format. No part contains `_`; valid on Windows and macOS too. */
export interface LandedName {
  platform: string;
  type: string;
  /** UTC, `YYYYMMDD_HHMMSS`. */
  stamp: string;
  /** '' where the platform has one account for the label. */
  account: string;
  /** First 8 hex digits of the SHA-256. */
  hash: string;
  extension: string;
}

const PART = /^[a-z0-9.-]+$/;
const LANDED =
  /^([a-z0-9.-]+)_([a-z0-9.-]+)_(\d{8}_\d{6})_(?:([a-z0-9.-]+)-)?([0-9a-f]{8})\.([a-z0-9]{1,8})$/;

/** "2026-11-22T23:18:44Z" -> "20261122_231844". */
export const stampOf = (at: Date): string =>
  at.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '_');

export function formatLanded(name: LandedName): string {
  for (const part of [name.platform, name.type, ...(name.account ? [name.account] : [])]) {
    if (!PART.test(part)) throw new Error(`"${part}" cannot be part of a landed file's name`);
  }
  const identifier = name.account ? `${name.account}-${name.hash}` : name.hash;
  return `${name.platform}_${name.type}_${name.stamp}_${identifier}.${name.extension}`;
}

export function parseLanded(fileName: string): LandedName | null {
  const match = LANDED.exec(fileName);
  if (!match) return null;
  const [, platform, type, stamp, account, hash, extension] = match as unknown as string[];
  return {
    platform: platform as string,
    type: type as string,
    stamp: stamp as string,
    account: account ?? '',
    hash: hash as string,
    extension: extension as string,
  };
}

/** Makes a text fit to be a part of a name: "Zone A0" -> "zone-a0". */
export const namePart = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40);

/** Paths inside the data folder, relative to it, with `/`. */
export const landingPath = (name: LandedName): string =>
  `landing/${name.platform}/${name.type}/${formatLanded(name)}`;

export const rawPath = (platform: string, landed: string): string =>
  `raw/${platform}/${basename(landed).replace(/\.[a-z0-9]+$/, '')}.ndjson.zst`;

export const stagingPath = (feed: Feed): string => `staging/${feed.name}.csv`;

/** "curated/x_curated_2026.parquet"; from the first change of its columns on "curated/x_curated_v2_2026.parquet". */
export const curatedPath = (feed: Pick<Feed, 'name' | 'curated'>, year: string): string =>
  `curated/${feed.name}_curated_${(feed.curated ?? 1) > 1 ? `v${feed.curated}_` : ''}${year}.parquet`;

/** Where a file goes that is being replaced: "archive/curated/x_archived_20261122_231844.parquet". */
export function archivePath(path: string, at: Date): string {
  const dot = path.lastIndexOf('.');
  return `archive/${path.slice(0, dot)}_archived_${stampOf(at)}${path.slice(dot)}`;
}

export const inData = (data: string, path: string): string => join(data, ...path.split('/'));
