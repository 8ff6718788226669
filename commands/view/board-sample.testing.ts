import type { Figure } from '../kit/answer.ts';

const against = 'the 28 days before';

/** Tiles of every sort: up, down, equal, late, not complete, not known, without comparison. */
export const boardFigures: Figure[] = [
  {
    key: 'streams',
    label: 'Streams',
    value: 218412,
    unit: 'streams',
    format: 'count',
    change: { absolute: 24100, relative: 0.124, against },
  },
  {
    key: 'royalties',
    label: 'Royalties',
    value: '1531.02',
    unit: 'USD',
    format: 'money',
    partial: true,
    change: { absolute: '88.2', relative: 0.061, against },
  },
  {
    key: 'per_stream',
    label: 'Revenue per stream',
    value: '0.003062',
    unit: 'USD/stream',
    format: 'money6',
    change: { absolute: '-0.00004', relative: -0.012, against },
  },
  {
    key: 'ad_spend',
    label: 'Ad spend',
    value: null,
    unit: 'USD',
    format: 'money',
    note: 'No ad account yet: export the campaigns of the Meta Ads Manager as CSV and run "bedrot import FILE".',
  },
  {
    key: 'roi',
    label: 'Return on ad spend',
    value: null,
    unit: '%',
    format: 'percent',
    note: 'Needs ad spend.',
  },
  {
    key: 'followers',
    label: 'Followers',
    value: 20614,
    unit: 'followers',
    format: 'count',
    change: { absolute: 0, relative: 0, against },
  },
  {
    key: 'clicks',
    label: 'Link click to stream',
    value: 0.089,
    unit: '%',
    format: 'percent',
    change: { absolute: null, relative: null, against: 'last year' },
  },
  {
    key: 'tiktok_views',
    label: 'TikTok views',
    value: 1_320_411,
    unit: 'views',
    format: 'count',
    stale: true,
    change: { absolute: -81000, relative: -0.058, against },
  },
  { key: 'net', label: 'Net, year to date', value: '-1234567.89', unit: 'USD', format: 'money' },
];
