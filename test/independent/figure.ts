import type { Facts, Point } from './facts.ts';
import { type Cell, type Figure, within } from './read.ts';

/** A metric a second time: from its meaning, by plain loops. */
export interface Independent {
  /** Whether it can be asked of one artist, and of one platform. */
  by: readonly ('artist' | 'platform')[];
  /** Platforms that tell it, for the cells to ask of. */
  platforms?: readonly string[];
  figure(facts: Facts, cell: Cell): Figure;
  /** The currency its amounts are told in. */
  currency?(facts: Facts, cell: Cell): string;
}

export const BOTH = ['artist', 'platform'] as const;
export type OfPoints = (points: Point[]) => Figure;

export const of = (
  points: (facts: Facts) => readonly Point[],
  platforms: readonly string[],
  figure: OfPoints,
  by: Independent['by'] = BOTH,
): Independent => ({ by, platforms, figure: (facts, cell) => figure(within(points(facts), cell)) });

export const social = (figure: OfPoints): Independent =>
  of((facts) => facts.social, ['TikTok', 'Instagram', 'YouTube'], figure);
export const page = (figure: OfPoints): Independent => of((facts) => facts.audience, ['Spotify'], figure);
export const links = (figure: OfPoints): Independent => of((facts) => facts.links, ['Linktree'], figure);
export const tracks = (figure: OfPoints): Independent =>
  of((facts) => facts.tracks, ['Spotify', 'Apple Music'], figure);
export const ads = (figure: OfPoints): Independent => of((facts) => facts.ads, ['Meta Ads'], figure);
export const mailings = (figure: OfPoints): Independent =>
  of((facts) => facts.mailings, ['Mailchimp'], figure, ['platform']);
