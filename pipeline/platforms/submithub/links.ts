import { namedCountry } from '../../kit/countries.ts';
import { PERSONAL } from '../../kit/drops.ts';
import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { count, day, text } from '../../kit/types.ts';
import { writtenDay } from '../../kit/written-day.ts';

/** Together in no other file. */
const MARKS = ['artist', 'track', 'opened', 'clicked', 'source'];

const visits = (header: string) => ({
  type: count({ min: 0, unknown: ['-', 'n/a'] }),
  headers: [header],
  required: true,
});
/** A part of the key the visit may not have: ''. */
const part = (...headers: string[]) => ({ type: text(), headers, required: false });

/** Visits of the label's SubmitHub links: per day, link, country and where they came from. */
export const links: Feed = {
  name: 'submithub_links',
  version: 1,
  type: 'links',
  label: 'SubmitHub link analytics',
  kind: 'observed',
  freshness: { cadence: 'day', lagDays: 1, warnDays: 14, criticalDays: 35 },
  howToGet: {
    page: 'https://www.submithub.com/links',
    steps: [
      'Sign in to SubmitHub and open "Links", then "Analytics".',
      'Choose all links and the period, by day.',
      'Click the download button (CSV).',
    ],
    file: 'submithub_links_analytics_<...>.csv',
  },

  detect: ({ header }) => {
    const names = new Set(header?.map(foldHeader));
    return MARKS.every((mark) => names.has(mark)) ? { account: '' } : null;
  },
  read: readDelimited,

  columns: {
    date: { type: day(), headers: ['date', 'day'], required: true },
    artist: { type: text(), headers: ['artist'], required: true, filled: true },
    track: { type: text(), headers: ['track', 'title'], required: true, filled: true },
    country: { type: namedCountry(), headers: ['country', 'country code'], required: false },
    source: part('source', 'referrer'),
    utm_source: part('utm_source'),
    utm_medium: part('utm_medium'),
    utm_campaign: part('utm_campaign'),
    opened: visits('opened'),
    clicked: visits('clicked'),
  },
  key: ['date', 'artist', 'track', 'country', 'source', 'utm_source', 'utm_medium', 'utm_campaign'],
  dated: 'date',
  drops: PERSONAL,
  ignores: ['utm_content', 'utm_term', 'link', 'url', 'short link', 'city', 'device', 'browser'],
  clean: ({ cells }) => ({ ...cells, date: writtenDay(cells.date ?? '') }),

  load: {
    table: 'link_visits_daily',
    from: {
      date: { column: 'date' },
      'platform_id.key': { value: 'submithub' },
      'artist_name_id.artist': { column: 'artist' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'track' },
      'territory.country': { column: 'country' },
      source: { column: 'source' },
      utm_source: { column: 'utm_source' },
      utm_medium: { column: 'utm_medium' },
      utm_campaign: { column: 'utm_campaign' },
      opened: { column: 'opened' },
      clicked: { column: 'clicked' },
    },
  },
};
