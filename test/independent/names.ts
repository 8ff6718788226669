import type { Label } from '../../core/label.ts';

// Who and what a name is, read from label.json and from the documented tables, not from the house's own resolving.

export type Usage = 'stream' | 'download' | 'social' | 'video_ad' | 'other';

const bare = (name: string): string => name.toLowerCase().replace(/[\s._-]+/g, '');

/** Artists of a credit, as answers call them. A name that label.json does not have is its own. */
export function artistsIn(label: Label): (credit: string | null) => readonly string[] {
  const spelled = new Map<string, readonly string[]>();
  for (const { name, aliases, accounts } of label.artists)
    for (const spelling of [name, ...aliases, ...Object.values(accounts).flat()])
      spelled.set(bare(spelling), [name]);
  for (const { name, artists } of label.collaborations) spelled.set(bare(name), artists);
  return (credit) => {
    if (credit === null || credit === '') return [];
    const whole = spelled.get(bare(credit));
    if (whole) return whole;
    const parts = credit.split(/ & | x | feat\. | ft\. |, /i);
    return parts.length === 1 ? [credit] : parts.flatMap((part) => spelled.get(bare(part)) ?? [part]);
  };
}

/** Start of a store's name -> what answers call it, and what its quantity counts. The first that fits. */
const STORES: readonly (readonly [start: string, platform: string, usage: Usage])[] = [
  ['Spotify', 'Spotify', 'stream'],
  ['Apple Music', 'Apple Music', 'stream'],
  ['iTunes', 'iTunes', 'download'],
  ['Amazon', 'Amazon Music', 'stream'],
  ['YouTube (Ads)', 'YouTube Music', 'video_ad'],
  ['YouTube', 'YouTube Music', 'stream'],
  ['Facebook', 'Meta', 'social'],
  ['TikTok', 'TikTok', 'social'],
  ['Snapchat', 'Snap', 'social'],
  ['Deezer', 'Deezer', 'stream'],
  ['Tidal', 'Tidal', 'stream'],
  ['Pandora', 'Pandora', 'stream'],
  ['SoundCloud', 'SoundCloud', 'stream'],
  ['Tencent', 'Tencent', 'stream'],
  ['Luna', 'Luna', 'stream'],
  ['Bandcamp', 'Bandcamp', 'download'],
];

/** A store nobody knows is its own platform, and its uses are no streams. */
export function storeOf(name: string): { platform: string; usage: Usage } {
  const [, platform, usage] = STORES.find(([start]) => name.startsWith(start)) ?? [name, name, 'other'];
  return { platform, usage };
}

type Booked = 'income' | 'expense' | 'neither';

/** Words of a bank line -> what it is. Every line must be here: one that is not fails the check by its name. */
const BANK: readonly (readonly [words: RegExp, is: Booked])[] = [
  [/^Deposit from (DISTROKID PAYOUT|TOO LOST LLC|SOUNDCLOUD|BANDCAMP)$/, 'neither'],
  // Told in the label's own income file: label.json says they are payouts.
  [/^Deposit from (BMI|SONGTRUST|VENUE LLC)$/, 'neither'],
  [/^Deposit from 360 Performance Savings/, 'neither'],
  [/^(Withdrawal to CAPITAL ONE MOBILE PMT|CAPITAL ONE AUTOPAY PYMT)$/, 'neither'],
  [/^Monthly Interest Paid$/, 'income'],
  [/^(FACEBK \*|TIKTOK ADS|SUBMITHUB)/, 'expense'],
  [/^(ADOBE|SPLICE|LINKTREE|MAILCHIMP|DISTROKID\.COM|TOO LOST LLC)/, 'expense'],
  [/^(PRINTFUL|SWEETWATER SOUND|KRUNG THEP KITCHEN)/, 'expense'],
  [/^(UBER\s+\*TRIP|Debit Card Purchase - UBER EATS)/, 'expense'],
];

/** @throws Error naming a line nobody has said what it is. */
export function bookedAs(description: string): Booked {
  const found = BANK.find(([words]) => words.test(description));
  if (!found) throw new Error(`names.ts does not say what the bank line "${description}" is`);
  return found[1];
}

/**
 * Whose a campaign is: label.json's rules by a word of its name; else the one artist it names; else the one artist of the
 * title it names. Between two nobody chooses.
 */
export function campaignArtist(
  label: Label,
  songs: ReadonlyMap<string, readonly string[]>,
  name: string,
): string | null {
  const has = (words: string): boolean => ` ${name.toLowerCase()} `.includes(` ${words.toLowerCase()} `);
  const rule = label.campaigns.find(({ match }) => has(match));
  if (rule?.artist !== undefined) return rule.artist;
  if (rule) return (rule.track !== undefined && songs.get(rule.track)?.[0]) || null;
  const named = label.artists.filter((artist) => has(artist.name)).map((artist) => artist.name);
  if (named.length === 1) return named[0] as string;
  const titles = [...songs].filter(([title]) => has(title));
  const credits = titles.length === 1 ? (titles[0]?.[1] ?? []) : [];
  const left = named.length === 0 ? credits : credits.filter((one) => named.includes(one));
  return left.length === 1 ? (left[0] as string) : null;
}
