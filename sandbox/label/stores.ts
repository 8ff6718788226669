/** A store of the statements: how much it plays, what it pays, when it tells. */
export interface Store {
  name: string;
  usage: 'stream' | 'video_ad' | 'social';
  /** Plays for each 1,000 of all streaming stores together. Social stores: uses for each stream of the label. */
  perMille: number;
  /** Mean 1e-12 USD a play. */
  pico: number;
  /** Months from sale to report. */
  lag: number;
  /** Day of the month of its report. */
  day: number;
  /** Country -> weight; where absent, the listeners' countries. */
  countries?: Readonly<Record<string, number>>;
}

/** Where listeners are. `NA` is Namibia. */
export const LISTENERS: Readonly<Record<string, number>> = {
  US: 380,
  GB: 95,
  DE: 72,
  CA: 48,
  FR: 40,
  AU: 38,
  BR: 62,
  MX: 58,
  NL: 26,
  SE: 20,
  PL: 24,
  ES: 22,
  IT: 20,
  JP: 18,
  IN: 22,
  PH: 16,
  ID: 14,
  TR: 10,
  NO: 8,
  NZ: 6,
  ZA: 5,
  AR: 6,
  CL: 6,
  IE: 5,
  NA: 2,
};

/** What a play is worth there, against the mean. */
export const WORTH: Readonly<Record<string, number>> = {
  US: 1.28,
  GB: 1.22,
  DE: 1.12,
  CA: 1.02,
  FR: 0.98,
  AU: 1.1,
  BR: 0.38,
  MX: 0.42,
  NL: 1.1,
  SE: 1.12,
  PL: 0.6,
  ES: 0.72,
  IT: 0.74,
  JP: 0.9,
  IN: 0.22,
  PH: 0.26,
  ID: 0.24,
  TR: 0.25,
  NO: 1.25,
  NZ: 1.05,
  ZA: 0.5,
  AR: 0.3,
  CL: 0.45,
  IE: 1.1,
  NA: 0.4,
};

const RICH = { US: 60, GB: 14, DE: 10, CA: 6, JP: 5, AU: 5 };

export const STORES: readonly Store[] = [
  { name: 'Spotify', usage: 'stream', perMille: 690, pico: 2_450_000_000, lag: 2, day: 20 },
  { name: 'Apple Music', usage: 'stream', perMille: 118, pico: 5_771_000_000, lag: 2, day: 12 },
  {
    name: 'Amazon Unlimited (Streaming)',
    usage: 'stream',
    perMille: 34,
    pico: 8_114_000_000,
    lag: 2,
    day: 24,
    countries: RICH,
  },
  {
    name: 'Amazon Prime (Streaming)',
    usage: 'stream',
    perMille: 20,
    pico: 4_000_000_000,
    lag: 2,
    day: 24,
    countries: RICH,
  },
  { name: 'YouTube Music', usage: 'stream', perMille: 42, pico: 2_150_000_000, lag: 2, day: 17 },
  {
    name: 'YouTube (Red)',
    usage: 'stream',
    perMille: 18,
    pico: 6_793_000_000,
    lag: 3,
    day: 17,
    countries: RICH,
  },
  {
    name: 'Deezer',
    usage: 'stream',
    perMille: 16,
    pico: 2_515_000_000,
    lag: 2,
    day: 9,
    countries: { FR: 60, BR: 25, DE: 15 },
  },
  {
    name: 'Tidal',
    usage: 'stream',
    perMille: 9,
    pico: 9_184_000_000,
    lag: 2,
    day: 26,
    countries: { US: 60, NO: 15, PL: 15, FR: 10 },
  },
  {
    name: 'Pandora',
    usage: 'stream',
    perMille: 18,
    pico: 1_700_000_000,
    lag: 3,
    day: 15,
    countries: { US: 100 },
  },
  {
    name: 'Tencent',
    usage: 'stream',
    perMille: 20,
    pico: 520_000_000,
    lag: 3,
    day: 27,
    countries: { CN: 100 },
  },
  { name: 'Luna', usage: 'stream', perMille: 6, pico: 900_000_000, lag: 3, day: 27, countries: { US: 100 } },
  {
    name: 'Boomplay',
    usage: 'stream',
    perMille: 9,
    pico: 410_000_000,
    lag: 3,
    day: 28,
    countries: { NG: 70, GH: 25, NA: 5 },
  },
  { name: 'YouTube (Ads)', usage: 'video_ad', perMille: 150, pico: 310_000_000, lag: 2, day: 17 },
  {
    name: 'Facebook',
    usage: 'social',
    perMille: 9_000,
    pico: 1_530_000,
    lag: 3,
    day: 21,
    countries: { OU: 70, US: 30 },
  },
  {
    name: 'TikTok',
    usage: 'social',
    perMille: 26_000,
    pico: 1_100_000,
    lag: 3,
    day: 18,
    countries: { US: 34, GB: 12, BR: 16, MX: 14, PH: 12, DE: 12 },
  },
  {
    name: 'Snapchat',
    usage: 'social',
    perMille: 2_400,
    pico: 2_060_000,
    lag: 4,
    day: 22,
    countries: { US: 70, GB: 20, AU: 10 },
  },
];
