import type { Label } from '../../core/label.ts';
import { createRoster } from './names-fold.ts';

/** What a campaign name may name: an artist of the label, or a track. */
export interface Named {
  is: 'artist' | 'track';
  /** `artists.id`s or `tracks.id`s it stands for: more than one where several are called so. */
  ids: readonly number[];
  words: readonly string[];
}

/** Words of names that say who is to see an ad, or how: they are no title where they stand alone. */
const TARGETING = new Set([
  ...[
    'ad',
    'ads',
    'adset',
    'advantage',
    'all',
    'audience',
    'audiences',
    'awareness',
    'boost',
    'boosted',
    'broad',
    'cbo',
  ],
  ...[
    'abo',
    'campaign',
    'clicks',
    'cold',
    'conversion',
    'conversions',
    'countries',
    'creative',
    'custom',
    'engagement',
  ],
  ...[
    'fans',
    'followers',
    'interest',
    'interests',
    'lal',
    'leads',
    'lla',
    'lookalike',
    'lookalikes',
    'narrow',
    'new',
  ],
  ...[
    'open',
    'post',
    'reach',
    'reel',
    'reels',
    'remarketing',
    'retargeting',
    'sales',
    'stories',
    'story',
    'stream',
  ],
  ...[
    'streaming',
    'streams',
    'target',
    'targeting',
    'test',
    'traffic',
    'video',
    'views',
    'visits',
    'warm',
    'worldwide',
    'ww',
  ],
]);
export const isTargeting = (word: string): boolean => TARGETING.has(word);

/** "PIG1987 - Heaven_Nightclub" -> pig1987, heaven, nightclub. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');

/** Without what Ads Manager puts behind a copy: "X - Copy", "X - Copy 2", "X – Copy - Copy 3". */
export function campaignWords(name: string): string[] {
  const words = wordsOf(name);
  for (;;) {
    const numbered = /^\d+$/.test(words.at(-1) ?? '') && words.at(-2) === 'copy';
    if (!numbered && words.at(-1) !== 'copy') return words;
    words.splice(numbered ? -2 : -1);
  }
}

/** Every spelling of the label's artists and their joint names. */
export function namedArtists(label: Label): Named[] {
  const roster = createRoster(label);
  const spellings = [
    ...label.artists.flatMap((artist) => [
      artist.name,
      ...artist.aliases,
      ...Object.values(artist.accounts).flat(),
    ]),
    ...label.collaborations.map((joint) => joint.name),
  ];
  return spellings.map((spelling) => ({
    is: 'artist',
    ids: roster.read(spelling).map((credited) => credited.id),
    words: wordsOf(spelling),
  }));
}

/**
 * Titles as they are, and without "(feat. ...)", "[Remix]" and what follows "feat.". A title of nothing but
 * targeting words, numbers and single letters is none: "Broad 18-34" is not about the track "18".
 */
export function namedTracks(tracks: readonly { id: number; title: string }[]): Named[] {
  const byWords = new Map<string, Set<number>>();
  for (const { id, title } of tracks) {
    const short = title.replace(/\s*[([].*$/u, '').replace(/\s+(?:feat|ft)\.?\s.*$/iu, '');
    for (const spelling of [title, short]) {
      const words = wordsOf(spelling);
      if (words.every((word) => isTargeting(word) || /^(\d+|.)$/u.test(word))) continue;
      const key = words.join(' ');
      byWords.set(key, (byWords.get(key) ?? new Set()).add(id));
    }
  }
  return [...byWords].map(([key, ids]) => ({ is: 'track', ids: [...ids], words: key.split(' ') }));
}

/**
 * What stands in the words, as whole words: the longest names first, none within another; of two as long the artist. Gives
 * what was found, in the order of the words, and the words left over.
 */
export function findNamed(
  words: readonly string[],
  names: readonly Named[],
): { found: Named[]; rest: string[] } {
  const places = names.flatMap((named) => placesOf(words, named.words).map((at) => ({ named, at })));
  places.sort(
    (a, b) =>
      b.named.words.length - a.named.words.length ||
      Number(a.named.is === 'track') - Number(b.named.is === 'track') ||
      a.at - b.at,
  );
  const taken = new Map<number, Named | null>();
  for (const { named, at } of places) {
    const span = named.words.map((_, index) => at + index);
    if (span.some((place) => taken.has(place))) continue;
    for (const place of span) taken.set(place, place === at ? named : null);
  }
  const found = [...taken].sort(([a], [b]) => a - b).flatMap(([, named]) => (named ? [named] : []));
  return { found, rest: words.filter((_, at) => !taken.has(at)) };
}

/** Where `part` stands in `words`. */
export function placesOf(words: readonly string[], part: readonly string[]): number[] {
  if (part.length === 0) return [];
  return [...words.keys()].filter((at) => part.every((word, index) => words[at + index] === word));
}
