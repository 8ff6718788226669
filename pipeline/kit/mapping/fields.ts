import type { Field } from './shape.ts';

/** 'a | b' as a list. */
export const words = (list: string): string[] => list.split(' | ');

export const DAY: Field = {
  label: 'day',
  is: 'day',
  to: ['date'],
  words: words('date | day | report date | metric date'),
  needed: true,
  key: true,
};
export const ARTIST: Field = {
  label: 'artist',
  is: 'text',
  to: ['artist_name_id.artist', 'track_name_id.artist'],
  words: words(
    'artist | artists | artist name | artist(s) | main artist | primary artist | track artist | performer',
  ),
  key: true,
};
export const TITLE: Field = {
  label: 'title',
  is: 'text',
  to: ['track_name_id.title'],
  words: words(
    'title | track | track title | track name | song | song title | song name | product title | asset title',
  ),
  key: true,
};
export const ISRC: Field = {
  label: 'ISRC',
  is: 'isrc',
  to: ['track_name_id.isrc'],
  words: words('isrc | isrc code | track isrc'),
  key: true,
};
export const UPC: Field = {
  label: 'UPC',
  is: 'upc',
  to: ['track_name_id.upc'],
  words: words('upc | ean | upc/ean | upc code | barcode | release upc | album upc'),
  key: true,
};
export const COUNTRY: Field = {
  label: 'country',
  is: 'country',
  to: ['territory.country'],
  words: words(
    'country | country code | territory | country of sale | sales country | country/region | region',
  ),
  key: true,
};
export const PLATFORM: Field = {
  label: 'platform',
  is: 'platform',
  to: ['platform_id.key'],
  words: words('platform | store | dsp | service | network | channel'),
  needed: true,
  key: true,
};
export const ACCOUNT: Field = {
  label: 'account',
  is: 'text',
  to: ['account'],
  words: words('account | handle | username | profile | page | account name'),
  key: true,
  absent: '',
};
export const STREAMS: Field = {
  label: 'streams',
  is: 'count',
  to: ['streams'],
  words: words('streams | plays | stream count | total streams | play count | daily streams'),
};
export const CURRENCY: Field = {
  label: 'currency',
  is: 'currency',
  to: ['currency'],
  words: words('currency | currency code | payment currency | reporting currency | payout currency'),
  needed: true,
};

export const counted = (label: string, to: string, ...words: string[]): Field => ({
  label,
  is: 'count',
  to: [to],
  words: [label, ...words],
});
