import type { Column, Feed } from '../../kit/platform.ts';
import { count, day, text } from '../../kit/types.ts';
import { type Artifact, columnsOf, detectArtifact, zipNameFor } from './claim.ts';
import { dayOfRow, parseZipName } from './clean.ts';
import { inOrder, readArtifact } from './read.ts';

/** What all downloads of TikTok Studio share. */
export const common = (artifact: Artifact) =>
  ({
    label: artifact.label,
    kind: 'observed',
    howToGet: {
      page: 'https://www.tiktok.com/tiktokstudio/analytics',
      steps: [
        'Sign in to TikTok Studio with the account and open "Analytics".',
        `Open the tab "${artifact.tab}".`,
        'Click the range of days and choose "Last 365 days".',
        'Click "Download data", choose CSV, click "Download". Do so for each account.',
      ],
      file: `${zipNameFor(artifact)}, as it comes: its name tells the year and the account.`,
    },
    detect: (document) => detectArtifact(document, artifact),
    header: (document) => {
      const cells = columnsOf(document, artifact);
      return cells && { preamble: 0, delimiter: document.delimiter ?? ',', cells };
    },
  }) satisfies Partial<Feed>;

/** Not in the files: `clean` takes them from the zip's name. */
export const OWNER = {
  account: { type: text(), headers: ['Account'], required: false, filled: true },
  artist: { type: text(), headers: ['Artist'], required: false, filled: true },
} satisfies Record<string, Column>;

export const ownerOf = (handle: string) => ({ account: handle.toLowerCase(), artist: handle });

/** Negative is real: on some days more comments go than come. `undefined` is how TikTok says "not known". */
export const counted = (header: string): Column => ({
  type: count({ unknown: ['undefined'] }),
  headers: [header],
  required: true,
});

/** A renamed zip is refused by `detect`; this is for a raw file whose ledger was changed by hand. */
export const NAME_CHANGED = { refuse: 'has no year, and the name of the zip does not tell it' };

export interface DailyArtifact extends Artifact {
  /** 'overview': the feed is `tiktok_overview`, the fact's artifact 'overview'. */
  name: 'overview' | 'followers' | 'viewers';
  version: number;
  /** Fact column -> header name. */
  counts: Readonly<Record<string, string>>;
  ignores?: readonly string[];
  read?: (cells: ReturnType<typeof readArtifact>) => ReturnType<typeof readArtifact>;
  clean?(cells: Record<string, string>): Record<string, string>;
}

/** A file with one row a day: into social_media_daily. */
export function dailyFeed(artifact: DailyArtifact): Feed {
  const { read = (cells) => cells, clean = (cells) => cells } = artifact;
  const counts = Object.entries(artifact.counts).map(([name, header]) => [name, counted(header)] as const);
  return {
    ...common(artifact),
    name: `tiktok_${artifact.name}`,
    version: artifact.version,
    type: artifact.name,
    freshness: { cadence: 'day', lagDays: 2, warnDays: 4, criticalDays: 7 },
    read: (document) => read(inOrder(readArtifact(document, artifact))),

    columns: {
      date: { type: day(), headers: ['Date'], required: true },
      ...OWNER,
      ...Object.fromEntries(counts),
    },
    ignores: artifact.ignores ?? [],
    key: ['date', 'account'],
    dated: 'date',
    clean: ({ cells, index }, { originalName, rows, landedDay }) => {
      const name = parseZipName(originalName);
      if (name === null) return NAME_CHANGED;
      const found = dayOfRow(cells.date ?? '', { index, rows }, name, landedDay);
      if ('refuse' in found) return found;
      return { ...clean(cells), date: found.day, ...ownerOf(name.handle) };
    },

    load: {
      table: 'social_media_daily',
      from: {
        date: { column: 'date' },
        'platform_id.key': { value: 'tiktok' },
        account: { column: 'account' },
        artifact: { value: artifact.name },
        'artist_name_id.artist': { column: 'artist' },
        ...Object.fromEntries(counts.map(([name]) => [name, { column: name }])),
      },
    },
  };
}
