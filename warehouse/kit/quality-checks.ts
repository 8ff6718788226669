import type { Dimension } from './quality.ts';

/** What a check looks at and what to do where it does not pass. */
export interface CheckDefinition {
  dimension: Dimension;
  label: string;
  /** What is counted: "days", "rows". */
  counts: string;
  /** What passes, in one sentence. */
  means: string;
  /** What the owner can do, in one sentence. */
  todo: string;
}

/** Every check that runs, in the order of the dimensions. */
export const CHECKS = {
  delivered: {
    dimension: 'completeness',
    label: 'Delivered at all',
    counts: 'platforms',
    means: 'The platform is expected and has brought something.',
    todo: 'Bring its export (the command freshness shows how), or switch the platform off in label.json.',
  },
  gaps: {
    dimension: 'completeness',
    label: 'Days without a hole',
    counts: 'days',
    means: 'From the first to the newest day of each series every day is known (of statements: every month).',
    todo: 'Export the missing days again and import the file; nothing is counted twice.',
  },
  volume: {
    dimension: 'completeness',
    label: 'As many rows as usual',
    counts: 'files and days',
    means:
      'The newest file and the newest complete days have about as many rows as those before (median and MAD).',
    todo: 'Look whether the newest export was cut off or filtered, and export it again.',
  },
  known: {
    dimension: 'completeness',
    label: 'Rows with their main value',
    counts: 'rows',
    means: 'The row tells the value it is there for, and of an amount its currency.',
    todo: 'Export again with the columns of amounts and currency.',
  },
  totals: {
    dimension: 'accuracy',
    label: 'Totals tie',
    counts: 'files',
    means:
      'The money of the file is the money of its facts, those withdrawn and those a later file replaced.',
    todo: 'Run "bedrot rebuild"; if it stays so, send the log: facts were changed from outside.',
  },
  signs: {
    dimension: 'accuracy',
    label: 'No impossible sign',
    counts: 'rows',
    means: 'No count that cannot be below 0 is, and no reversal pays money.',
    todo: 'Compare the rows named with the page of the platform, and bring a corrected export.',
  },
  outliers: {
    dimension: 'accuracy',
    label: 'Within the usual',
    counts: 'days',
    means:
      'The complete day is near the days around it (robust z); of statements what a store pays a play in a month.',
    todo: 'Check the days named at the platform; what is real stays, nothing is refused for it.',
  },
  timeliness: {
    dimension: 'timeliness',
    label: 'In time',
    counts: 'accounts',
    means: 'The newest day of the account is younger than the age at which the source is late.',
    todo: 'Bring the newest export; the command freshness shows how.',
  },
  duplicates: {
    dimension: 'consistency',
    label: 'Told once',
    counts: 'rows',
    means: 'No other row tells the same of the same day and artist or track under another spelling.',
    todo: 'Questions count the newer row only. Rename nothing: bring one spelling from now on.',
  },
  names: {
    dimension: 'consistency',
    label: 'Names known',
    counts: 'rows',
    means: 'The artist, store and country of the row are known.',
    todo: 'Settle the names of the command unmatched, or add them to label.json.',
  },
  categories: {
    dimension: 'consistency',
    label: 'Lines with a category',
    counts: 'lines',
    means: 'A rule or the bank tells the category of the line.',
    todo: 'Add a rule to categories in label.json.',
  },
  campaigns: {
    dimension: 'consistency',
    label: 'Campaigns given to somebody',
    counts: 'campaigns',
    means: 'A rule or its name tells whose the campaign is.',
    todo: 'Add a rule to campaigns in label.json.',
  },
  variance: {
    dimension: 'consistency',
    label: 'Distributors against Spotify for Artists',
    counts: 'months',
    means:
      'Over the days both know, distributors tell within 10 % of what Spotify for Artists tells (within 5 % is well).',
    todo: 'Below: a distributor or a release is not brought. Above: something is told twice.',
  },
  'above-page': {
    dimension: 'consistency',
    label: 'Distributors not above the page',
    counts: 'months',
    means: 'Distributors together tell no more than 105 % of the page of the artist, which holds them all.',
    todo: 'Look for a release that two distributors count, or an account that was brought under two names.',
  },
  'two-distributors': {
    dimension: 'consistency',
    label: 'One distributor a release',
    counts: 'tracks and months',
    means: 'A track is told by one distributor in a month at a store.',
    todo: 'A release that was moved is told by both for a while: check that the plays are not the same ones.',
  },
  'apple-twice': {
    dimension: 'consistency',
    label: 'Apple Music by one distributor',
    counts: 'tracks and months',
    means: 'A track is told at Apple Music by one distributor in a month.',
    todo: 'Check which distributor delivers the release to Apple Music; the other one tells it again.',
  },
  'partner-twice': {
    dimension: 'consistency',
    label: 'SoundCloud partners not told again',
    counts: 'tracks and months',
    means: 'What SoundCloud pays for other stores is of releases no other distributor tells at that store.',
    todo: 'A release delivered by both is paid twice or told twice: take it out at one of them.',
  },
  'spend-twice': {
    dimension: 'consistency',
    label: 'Advertising booked once',
    counts: 'lines',
    means:
      'No second account has the same advertising line of the same day; the books count cards, never what ad platforms say.',
    todo: 'Make one of the two lines a transfer by a rule in label.json.',
  },
  refused: {
    dimension: 'validity',
    label: 'Rows that were taken in',
    counts: 'rows',
    means: 'The row of the file passed every gate.',
    todo: 'Look at the refused lines ("bedrot runs" names them) and bring a corrected export.',
  },
} as const satisfies Record<string, CheckDefinition>;

export type CheckName = keyof typeof CHECKS;
