import { addDays, type Day } from '../../../core/days.ts';
import type { Track } from '../catalogue.ts';
import { random } from '../random.ts';
import type { Ads } from './ads.ts';

/** A day of the label's one link page. */
export interface LinkDay {
  date: Day;
  totalViews: number;
  uniqueViews: number;
  totalClicks: number;
  uniqueClicks: number;
}

/** Of those who click an ad, how many see the page; of them, how many go on to Spotify and how often they play. */
const ARRIVE = 0.86;
const GO_ON = 0.47;
const PLAYS = 1.1;

/** What the page counts: people who come from ads, and those who come by themselves. */
export function linkDays(seed: number, ads: Ads, first: Day, last: Day): LinkDay[] {
  const clicked = new Map<Day, number>();
  for (const { day, linkClicks } of ads.days) clicked.set(day, (clicked.get(day) ?? 0) + linkClicks);
  const days: LinkDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const lot = random(seed, 'links', date);
    const uniqueViews = Math.round((clicked.get(date) ?? 0) * ARRIVE) + lot.count(24);
    const totalViews = uniqueViews + lot.count(uniqueViews * 0.18);
    const uniqueClicks = Math.min(uniqueViews, lot.count(uniqueViews * GO_ON));
    days.push({
      date,
      totalViews,
      uniqueViews,
      totalClicks: uniqueClicks + lot.count(uniqueClicks * 0.12),
      uniqueClicks,
    });
  }
  return days;
}

/** Spotify plays a day that ads brought a track: who clicks an ad, sees the page and goes on. */
export function drivenPlays(ads: Ads): (track: Track, day: Day) => number {
  const driven = new Map<string, number>();
  for (const { day, campaign, linkClicks } of ads.days) {
    if (campaign.track === null) continue;
    const key = `${campaign.track.isrc} ${day}`;
    driven.set(key, (driven.get(key) ?? 0) + linkClicks * ARRIVE * GO_ON * PLAYS);
  }
  return (track, day) => Math.round(driven.get(`${track.isrc} ${day}`) ?? 0);
}
