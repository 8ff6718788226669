import type { Label } from '../../core/label.ts';
import { fold } from './names-fold.ts';

/** What kind of use a store reports: social uses by the million at 1e-6 USD are no streams. */
export type Usage = 'stream' | 'download' | 'social' | 'video_ad' | 'other';

export interface StorePlatform {
  /** `platforms.key`. */
  key: string;
  name: string;
  usage: Usage;
  /** False: nobody knows the store; it is kept under its own name. */
  known: boolean;
}

/** Display names of the platforms that are known without label.json. */
const PLATFORMS: Readonly<Record<string, string>> = {
  'amazon-music': 'Amazon Music',
  anghami: 'Anghami',
  'apple-music': 'Apple Music',
  audiomack: 'Audiomack',
  bandcamp: 'Bandcamp',
  deezer: 'Deezer',
  distrokid: 'DistroKid',
  iheartradio: 'iHeartRadio',
  instagram: 'Instagram',
  itunes: 'iTunes',
  joox: 'JOOX',
  kkbox: 'KKBOX',
  linktree: 'Linktree',
  luna: 'Luna',
  mailchimp: 'Mailchimp',
  meta: 'Meta',
  metaads: 'Meta Ads',
  napster: 'Napster',
  netease: 'NetEase',
  own: 'Own files',
  pandora: 'Pandora',
  peloton: 'Peloton',
  qobuz: 'Qobuz',
  snap: 'Snap',
  soundcloud: 'SoundCloud',
  spotify: 'Spotify',
  submithub: 'SubmitHub',
  tencent: 'Tencent',
  tidal: 'Tidal',
  tiktok: 'TikTok',
  toolost: 'Too Lost',
  youtube: 'YouTube',
  'youtube-music': 'YouTube Music',
};

/** Start of a folded store name (whole words) -> platform and usage. The longest start wins. */
const STORES: readonly (readonly [start: string, key: string, usage: Usage])[] = (
  [
    ['amazon', 'amazon-music', 'stream'],
    ['amazon mp3', 'amazon-music', 'download'],
    ['anghami', 'anghami', 'stream'],
    ['apple music', 'apple-music', 'stream'],
    ['audiomack', 'audiomack', 'stream'],
    ['bandcamp', 'bandcamp', 'download'],
    ['deezer', 'deezer', 'stream'],
    ['facebook', 'meta', 'social'],
    ['google play', 'youtube-music', 'stream'],
    ['iheartradio', 'iheartradio', 'stream'],
    ['instagram', 'meta', 'social'],
    // Not Apple Music: a download pays a hundred times a stream.
    ['itunes', 'itunes', 'download'],
    ['joox', 'joox', 'stream'],
    ['kkbox', 'kkbox', 'stream'],
    ['luna', 'luna', 'stream'],
    ['meta', 'meta', 'social'],
    ['napster', 'napster', 'stream'],
    ['netease', 'netease', 'stream'],
    ['pandora', 'pandora', 'stream'],
    ['peloton', 'peloton', 'stream'],
    ['qobuz', 'qobuz', 'stream'],
    ['resso', 'tiktok', 'social'],
    ['snap', 'snap', 'social'],
    ['snapchat', 'snap', 'social'],
    ['soundcloud', 'soundcloud', 'stream'],
    ['spotify', 'spotify', 'stream'],
    ['tencent', 'tencent', 'stream'],
    ['tidal', 'tidal', 'stream'],
    ['tiktok', 'tiktok', 'social'],
    ['youtube', 'youtube-music', 'stream'],
    ['youtube (ads)', 'youtube-music', 'video_ad'],
  ] as const
).toSorted((a, b) => b[0].length - a[0].length);

/** "Apple Music" -> "apple-music". A name without letters or digits keeps its code points. */
export function platformKey(name: string): string {
  const slug = fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return slug || `store-${[...name].map((sign) => sign.codePointAt(0)?.toString(16)).join('-')}`;
}

/** The display name of a platform, or null where it is not in the built-in table. */
export const platformDisplayName = (key: string): string | null => PLATFORMS[key] ?? null;

/**
 * What a store of a statement stands for: label.json's rules first (in their order), then the built-in table. A store
 * nobody knows is its own platform, never one of the others.
 */
export function storePlatform(store: string, label: Label): StorePlatform {
  const folded = fold(store);
  const rule = label.stores.find(({ match, exact }) =>
    exact ? folded === fold(match) : folded.startsWith(fold(match)),
  );
  if (rule) {
    const key = platformKey(rule.platform);
    return { key, name: PLATFORMS[key] ?? rule.platform, usage: rule.usage, known: true };
  }
  for (const [start, key, usage] of STORES) {
    if (startsWithWords(folded, start)) return { key, name: PLATFORMS[key] ?? key, usage, known: true };
  }
  return { key: platformKey(store), name: store.trim(), usage: 'other', known: false };
}

const startsWithWords = (text: string, start: string): boolean =>
  text.startsWith(start) && !/^[\p{L}\p{N}]/u.test(text.slice(start.length));
