import { isDay } from '../../../core/days.ts';
import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { type ColumnType, day, percent, text } from '../../kit/types.ts';
import { SHARE_HEADERS, withPercentages } from './shares.ts';
import { TEMPLATES } from './template.ts';

const maybe = (...headers: string[]) => ({ type: text({ unknown: [''] }), headers, required: false });

/** A day that may lie ahead: what is to be released is in the catalog before. */
const releaseDay = (): ColumnType => ({ ...day(), name: 'release_day' });

/** The label's own list of tracks, kept by hand: release dates, codes, and whose share. */
export const catalog: Feed = {
  name: 'own_catalog',
  version: 1,
  type: 'catalog',
  label: 'Own track catalog',
  kind: 'reported',
  freshness: null,
  howToGet: {
    page: '',
    steps: [
      '`bedrot add --template catalog catalog.csv` writes an empty one with the right columns.',
      'Fill in a line for each track. With more than one party, a line for each; the label itself has no party.',
      'Shares are percentages (50, or 50%) or fractions (0.5), one way throughout the file.',
    ],
    file: `A .csv file such as track_catalog_royalty_splits.csv, with columns such as ${TEMPLATES.catalog.join(', ')}.`,
  },

  detect: ({ header }) => {
    const names = new Set(header?.map(foldHeader));
    const isCatalog = names.has('release_type') || Object.keys(SHARE_HEADERS).some((name) => names.has(name));
    return names.has('artist') && names.has('title') && isCatalog ? { account: '' } : null;
  },
  read: (document) => withPercentages(readDelimited(document)),

  columns: {
    artist: { type: text(), headers: ['artist'], required: true },
    title: { type: text(), headers: ['title'], required: true },
    isrc: maybe('isrc'),
    upc: maybe('upc'),
    release_date: { type: releaseDay(), headers: ['release_date'], required: false },
    release_type: maybe('release_type'),
    distributor: maybe('distributor'),
    party: { type: text(), headers: ['party'], required: false },
    share: { type: percent(), headers: Object.keys(SHARE_HEADERS), required: false },
    // Not in the file: a catalog is as of the day it came.
    as_of: { type: day(), headers: ['as of'], required: false },
  },
  key: ['artist', 'title', 'isrc', 'party'],
  dated: 'as_of',
  clean: ({ cells }, { landedDay }) => ({
    ...cells,
    release_type: (cells.release_type ?? '').trim().toLowerCase(),
    as_of: landedDay,
  }),
  checks: [
    {
      name: 'isrc',
      column: 'isrc',
      refuse: (value) =>
        /^[A-Z]{2}-?[A-Z0-9]{3}-?\d{2}-?\d{5}$/i.test(String(value))
          ? null
          : 'is not an ISRC, e.g. QZTST2600001',
    },
    {
      name: 'upc',
      column: 'upc',
      refuse: (value) =>
        /^\d{8,14}$/.test(String(value))
          ? null
          : 'is not a UPC of 8 to 14 digits (a spreadsheet may have cut it)',
    },
    {
      name: 'release_date',
      column: 'release_date',
      refuse: (value) =>
        isDay(String(value)) && String(value) >= '1900-01-01' && String(value) < '2100-01-01'
          ? null
          : 'is no day of a release',
    },
  ],

  load: {
    table: 'catalog_tracks',
    from: {
      'artist_name_id.artist': { column: 'artist' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'title' },
      'track_name_id.isrc': { column: 'isrc' },
      party: { column: 'party' },
      isrc: { column: 'isrc' },
      upc: { column: 'upc' },
      release_date: { column: 'release_date' },
      release_type: { column: 'release_type' },
      distributor: { column: 'distributor' },
      share_millionths: { column: 'share' },
    },
  },
};
