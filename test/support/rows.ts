import type { BankRow } from '../../sandbox/label/formats/distrokid.ts';
import type { AudienceDay } from '../../sandbox/label/formats/spotify.ts';
import type { OverviewDay } from '../../sandbox/label/formats/tiktok.ts';

/** A line of a bank statement. */
export const line = (other: Partial<BankRow> = {}): BankRow => ({
  dateInserted: '2026-09-25',
  reportingDate: '2026-09-24',
  saleMonth: '2026-07',
  store: 'Spotify',
  artist: 'PIG1987',
  title: 'NEON ABATTOIR',
  isrc: 'QZTST2600001',
  upc: '0198012345671',
  quantity: '1843',
  teamPercentage: '100',
  type: 'Song',
  country: 'US',
  withheld: '0',
  earnings: '5.612034170012',
  recoup: '',
  ...other,
});

/** A day of an audience timeline. */
export const audience = (date: string, other: Partial<AudienceDay> = {}): AudienceDay => ({
  date,
  listeners: 450,
  monthlyListeners: 3100,
  monthlyActiveListeners: 900,
  superListeners: 40,
  streams: 900,
  playlistAdds: 3,
  saves: 12,
  followers: 4000,
  ...other,
});

/** A day of a TikTok overview. */
export const overview = (day: string, other: Partial<OverviewDay> = {}): OverviewDay => ({
  day,
  views: 1474,
  profileViews: 54,
  likes: 35,
  comments: 4,
  shares: 13,
  ...other,
});
