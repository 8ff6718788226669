import { type Feed, FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, percent, text } from '../../kit/types.ts';
import {
  addressOf,
  artistOfCapture,
  type Capture,
  cellsOfRecords,
  cellText,
  isRecord,
  readCapture,
  recordsOf,
} from './capture.ts';
import { captureOfName } from './clean.ts';
import { maybe, told } from './columns.ts';
import { demographicRecords } from './demographics.ts';

const PLACES = ['locations', 'top-cities'] as const;
const PEOPLE = ['demographics'] as const;

/** What both responses about an audience become. */
const SHARED = {
  version: 1,
  kind: 'observed',
  freshness: { cadence: 'month', lagDays: 2, warnDays: 35, criticalDays: 65 },
  key: ['as_of', 'period', 'artist', 'breakdown', 'segment', 'territory'],
  dated: 'as_of',
  clean: ({ cells }, { landedDay }) => ({ ...cells, as_of: cells.as_of || landedDay }),
} as const satisfies Partial<Feed>;

const COLUMNS = {
  as_of: told('as_of', day()),
  period: maybe('period'),
  artist: told('artist'),
  breakdown: told('breakdown'),
  segment: { type: text(), headers: ['segment'], required: true },
  territory: { type: text(), headers: ['territory'], required: true, filled: false },
} as const;

const FROM = {
  as_of: { column: 'as_of' },
  period: { column: 'period' },
  'platform_id.key': { value: 'spotify' },
  'artist_name_id.artist': { column: 'artist' },
  breakdown: { column: 'breakdown' },
  segment: { column: 'segment' },
  'territory.country': { column: 'territory' },
} as const;

const AUDIENCE_STEPS = (tab: string, request: string): string[] => [
  `Sign in to Spotify for Artists (not to the player), choose the artist and open "Audience", then "${tab}".`,
  `Open the tools of the browser (F12), the tab "Network", type "${request}" into its filter and load the page anew.`,
  'Open the response and save it as it is. Do so for each artist.',
];

/** Where listeners are, by country or by city. */
export const places: Feed = {
  ...SHARED,
  name: 'spotify_places',
  type: 'places',
  label: 'Spotify for Artists places',
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: AUDIENCE_STEPS('Location', 'audience-engagement-view'),
    file: 'spotify_locations_<artist id>_28day_<YYYYMMDD_HHMMSS>.json or spotify_top-cities_...; the id stands in the address of the page.',
  },

  detect: (document) => {
    if (document.format !== 'json' || !/"geography"\s*:\s*\[/.test(document.head)) return null;
    const url = addressOf(document);
    // The same list for one song tells streams, not people.
    if (url !== '' && !/\/(locations|top-cities)(\?|$)/.test(url)) return null;
    return { account: artistOfCapture(document, PLACES) };
  },
  read: async function* (document) {
    const capture = await readCapture(document, PLACES);
    const cities = isOfCities(document, capture);
    const records = recordsOf(capture.body, 'geography').map((place) => placeOf(place, cities));
    yield* cellsOfRecords(records, {
      as_of: capture.asOf,
      period: capture.period,
      artist: capture.artist,
      breakdown: cities ? 'city' : 'country',
    });
  },

  columns: {
    ...COLUMNS,
    people: { type: count({ min: 0, unknown: ['-', 'n/a'] }), headers: ['num'], required: true },
  },
  ignores: ['name', 'region', 'country'],
  load: { table: 'audience_segments', from: { ...FROM, people: { column: 'people' } } },
};

/** By the address, the name, or that its places lie in countries. */
function isOfCities(document: Document, { url, body }: Capture): boolean {
  if (/\/(locations|top-cities)(\?|$)/.test(url)) return /\/top-cities(\?|$)/.test(url);
  const kind = captureOfName(document.originalName)?.kind;
  if (kind !== undefined) return kind === 'top-cities';
  return recordsOf(body, 'geography').some(({ country }) => cellText(country) !== '');
}

/** A country is named by its code; a city with its region, for there are many Portlands. */
function placeOf(place: Readonly<Record<string, unknown>>, cities: boolean): Record<string, unknown> {
  const [name, region, country] = [place.name, place.region, place.country].map((part) =>
    cellText(part).trim(),
  );
  const code = (cities ? country : name) ?? '';
  const territory = /^[a-z]{2}$/i.test(code) ? code.toUpperCase() : '';
  if (!cities) return { ...place, segment: territory || name, territory };
  return { ...place, segment: region ? `${name}, ${region}` : name, territory };
}

/** Who listens, by age and by gender. Nobody has seen the exact response: see demographics.ts. */
export const demographics: Feed = {
  ...SHARED,
  name: 'spotify_demographics',
  type: 'demographics',
  label: 'Spotify for Artists demographics',
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: AUDIENCE_STEPS('Demographics', 'demographics'),
    file: 'spotify_demographics_<artist id>_28day_<YYYYMMDD_HHMMSS>.json; the id stands in the address of the page.',
  },

  detect: (document) => {
    if (document.format !== 'json' || !/"(age|gender)\w*"\s*:/i.test(document.head)) return null;
    const named = captureOfName(document.originalName)?.kind === 'demographics';
    const addressed = /spotify\.com\/.*\/artist\/[^/]+\/(demographics|gender|age)/.test(addressOf(document));
    return named || addressed ? { account: artistOfCapture(document, PEOPLE) } : null;
  },
  read: async function* (document) {
    const { body, artist, period, asOf } = await readCapture(document, PEOPLE);
    const inner = isRecord(body.demographics) ? body.demographics : body;
    const records = demographicRecords(inner);
    if (records === null)
      throw new FileRefused(
        `The response tells age and gender in a way bedrot has not met; it has: ${Object.keys(inner).join(', ')}. Tell us what it looks like.`,
      );
    yield* cellsOfRecords(
      records.map((record) => ({ ...record })),
      { as_of: asOf, period, artist, territory: '' },
    );
  },

  columns: {
    ...COLUMNS,
    people: { type: count({ min: 0, unknown: ['-', 'n/a'] }), headers: ['people'], required: true },
    share: { type: percent(), headers: ['percent'], required: true },
  },
  load: {
    table: 'audience_segments',
    from: { ...FROM, people: { column: 'people' }, share_millionths: { column: 'share' } },
  },
};
