import { basename } from 'node:path';
import { parseLanded } from '../kit/zones.ts';

/** The zones of the lake that came before, and of ours. */
export const LAKE_ZONES = ['landing', 'raw', 'staging', 'curated', 'archive'] as const;
export type LakeZone = (typeof LAKE_ZONES)[number];

/** What the place and the name of a file in an adopted folder tell. */
export interface Named {
  /** Null: the folder has no zones there. */
  zone: LakeZone | null;
  /** Made from an export by the earlier pipeline. An export that it kept is none, wherever it kept it. */
  isCopy: boolean;
  /** The name it was downloaded or written under: what the archive added is cut off. */
  originalName: string;
}

const ZONE = /^(?:\d_)?(landing|raw|staging|curated|archive)$/i;
const ARCHIVED = /(?: \[ARCHIVED ON [^\]]*\]|_archived_\d{8}_\d{6}|_\d{8}T\d{6})(?=\.[A-Za-z0-9]+$|$)/i;
/** Lists the owner keeps by hand lie among the curated ones. */
const BY_HAND = /^(capitol_one_purchases|track_catalog_royalty_splits|submithub_links_analytics)/i;
const MADE = /(^tidy_|^daily_streams_|_staging(_|\.)|_curated(_|\.)|\.ndjson$|\.jsonl$)/i;

/**
 * @param path relative to the adopted folder, with `/`
 * @param folder name of the adopted folder itself, which may be one of the zones
 */
export function nameOf(path: string, folder: string): Named {
  const zones = [folder, ...path.split('/').slice(0, -1)].flatMap(
    (part) => (ZONE.exec(part)?.[1]?.toLowerCase() as LakeZone | undefined) ?? [],
  );
  const zone = zones[0] ?? null;
  const name = basename(path);
  const originalName = zone === 'archive' ? name.replace(ARCHIVED, '') : name;
  const isMade = MADE.test(originalName) || zone === 'staging' || zone === 'curated';
  // Raw holds pages and zips as they came, and what was made of them.
  const isCopy = !BY_HAND.test(originalName) && (isMade || (zone === 'raw' && /\.csv$/i.test(name)));
  return { zone, isCopy, originalName };
}

const STAMP = /(?<!\d)(\d{4})(\d{2})(\d{2})[_T](\d{2})(\d{2})(\d{2})(?!\d)/g;
/** TikTok's zips and the answers the earlier lake saved tell seconds since 1970, the latter with six digits more. */
const EPOCH = /^(?:(?:Overview|Followers|Viewers|Content)_[\d-]{10}_|graphql_)(1\d{9})(?:\d{6})?[_.]/i;
const EARLIEST = Date.UTC(2005, 0, 1);

/**
 * When a file came, as its name tells it: the stamp of the earlier lake (local time), of our own (UTC), or TikTok's
 * seconds; else what a folder above it tells (`meta_ads_dump_20250701_101500`). Null: nothing does.
 * @param path relative to the adopted folder, with `/`
 */
export function timeOfName(path: string, originalName: string, timeZone: string, now: Date): Date | null {
  const isOurs = parseLanded(originalName) !== null;
  const folders = path.split('/').slice(0, -1).reverse();
  const told = [originalName, ...folders].flatMap((text, index) => [
    ...[...text.matchAll(STAMP)].map((match) => stamped(match, isOurs ? 'UTC' : timeZone)),
    ...(index === 0 ? secondsOf(text) : []),
  ]);
  const first = told.find((at) => at !== null && at >= EARLIEST && at <= now.getTime());
  return first === undefined || first === null ? null : new Date(first);
}

const secondsOf = (name: string): number[] =>
  [...(EPOCH.exec(name) ?? [])].slice(1).map((seconds) => Number(seconds) * 1000);

function stamped(match: RegExpMatchArray, timeZone: string): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const isTime = hour < 24 && minute < 60 && second < 60;
  if (!isTime || new Date(wall).getUTCMonth() !== month - 1 || month < 1) return null;
  // Twice, since the first guess may lie on the other side of a change of the clocks.
  const once = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(once, timeZone);
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return (
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) -
    Math.floor(at / 1000) * 1000
  );
}
