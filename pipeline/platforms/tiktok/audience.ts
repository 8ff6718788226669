import type { Feed } from '../../kit/platform.ts';
import { type ColumnType, count, day, fraction, percent, text } from '../../kit/types.ts';
import type { Artifact } from './claim.ts';
import { parseZipName, recentDay } from './clean.ts';
import { isCount } from './daily.ts';
import { common, counted, NAME_CHANGED, OWNER, ownerOf } from './feed.ts';
import { isEnglishDay, monthDaysOf } from './months.ts';
import { readArtifact, withoutUnfinished } from './read.ts';
import { territoryCode } from './territories.ts';

// They come in the Followers zip, whose history says when it is late; by themselves they are never late.

const ACTIVITY: Artifact = {
  label: 'TikTok Studio follower activity',
  tab: 'Followers',
  entry: 'FollowerActivity.csv',
  columns: ['Date', 'Hour', 'Active followers'],
  marks: ['Date', 'Hour', 'Active followers'],
  shows: ([date = '', hour = '', active]) =>
    monthDaysOf(date).length > 0 &&
    /^(?:\d|1\d|2[0-3])$/.test(hour) &&
    isCount(active) &&
    (isEnglishDay(date) ? 'english' : true),
};

/** The hours to come of the day of the download, and two days that TikTok is behind. */
const MOST_UNFINISHED_HOURS = 72;

/** When followers were active: hours of the last seven days, and only those. */
export const activity: Feed = {
  ...common(ACTIVITY),
  name: 'tiktok_activity',
  version: 1,
  type: 'activity',
  freshness: null,
  read: (document) =>
    withoutUnfinished(readArtifact(document, ACTIVITY), ['Active followers'], MOST_UNFINISHED_HOURS),

  columns: {
    date: { type: day(), headers: ['Date'], required: true },
    hour: { type: count({ min: 0 }), headers: ['Hour'], required: true },
    ...OWNER,
    active_followers: counted('Active followers'),
  },
  key: ['date', 'hour', 'account'],
  dated: 'date',
  clean: ({ cells }, { originalName, landedDay }) => {
    const name = parseZipName(originalName);
    if (name === null) return NAME_CHANGED;
    const found = recentDay(cells.date ?? '', name, landedDay);
    if ('refuse' in found) return found;
    return { ...cells, date: found.day, ...ownerOf(name.handle) };
  },
  checks: [
    {
      name: 'hour',
      column: 'hour',
      refuse: (hour) => (Number(hour) > 23 ? 'is not an hour (0 to 23)' : null),
    },
  ],
  load: {
    table: 'audience_hours',
    from: {
      date: { column: 'date' },
      hour: { column: 'hour' },
      'platform_id.key': { value: 'tiktok' },
      account: { column: 'account' },
      'artist_name_id.artist': { column: 'artist' },
      active_followers: { column: 'active_followers' },
    },
  },
};

/** "0.4127"; "41.27%" is the same. */
const share: ColumnType = {
  ...fraction({ unknown: ['undefined'] }),
  name: 'share',
  parse: (raw) => (raw.trim().endsWith('%') ? percent() : fraction({ unknown: ['undefined'] })).parse(raw),
};

const isShare = (text = ''): boolean =>
  text === 'undefined' || /^(?:[01](?:\.\d+)?|\d{1,3}(?:\.\d+)?%)$/.test(text);

interface Breakdown {
  name: 'gender' | 'territories';
  breakdown: 'gender' | 'country';
  label: string;
  entry: string;
  column: string;
  /** The segment and the territory a cell stands for. */
  place(text: string): { segment: string; territory: string };
}

function breakdownFeed(of: Breakdown): Feed {
  const artifact: Artifact = {
    label: of.label,
    tab: 'Followers',
    entry: of.entry,
    columns: [of.column, 'Distribution'],
    marks: [of.column, 'Distribution'],
    // Two columns, and only one can be a share: no other order is possible.
    shows: ([segment = '', part]) => segment !== '' && !isShare(segment) && isShare(part),
  };
  return {
    ...common(artifact),
    name: `tiktok_${of.name}`,
    version: 1,
    type: of.name,
    freshness: null,
    read: (document) => readArtifact(document, artifact),

    columns: {
      // Not in the file: the day of the download.
      as_of: { type: day(), headers: ['As of'], required: false, filled: true },
      ...OWNER,
      segment: { type: text(), headers: [of.column], required: true, filled: false },
      territory: { type: text(), headers: ['Territory'], required: false },
      share_millionths: { type: share, headers: ['Distribution'], required: true },
    },
    key: ['as_of', 'account', 'segment', 'territory'],
    dated: 'as_of',
    clean: ({ cells }, { originalName, landedDay }) => {
      const name = parseZipName(originalName);
      if (name === null) return NAME_CHANGED;
      const written = cells.segment?.trim() ?? '';
      if (written === '') return { refuse: `has no ${of.column.toLowerCase()}` };
      return { ...cells, ...of.place(written), as_of: name.downloaded ?? landedDay, ...ownerOf(name.handle) };
    },
    checks: [
      {
        name: 'share',
        column: 'share_millionths',
        refuse: (value) => (Number(value) > 1_000_000 ? 'is more than all followers' : null),
      },
    ],
    load: {
      table: 'audience_segments',
      from: {
        as_of: { column: 'as_of' },
        'platform_id.key': { value: 'tiktok' },
        account: { column: 'account' },
        'artist_name_id.artist': { column: 'artist' },
        breakdown: { value: of.breakdown },
        segment: { column: 'segment' },
        'territory.country': { column: 'territory' },
        share_millionths: { column: 'share_millionths' },
      },
    },
  };
}

export const gender: Feed = breakdownFeed({
  name: 'gender',
  breakdown: 'gender',
  label: 'TikTok Studio follower gender',
  entry: 'FollowerGender.csv',
  column: 'Gender',
  place: (segment) => ({ segment, territory: '' }),
});

/** A country goes by its code alone, so that a page in another language tells the same row; the rest by its name. */
export const territories: Feed = breakdownFeed({
  name: 'territories',
  breakdown: 'country',
  label: 'TikTok Studio follower territories',
  entry: 'FollowerTopTerritories.csv',
  column: 'Top territories',
  place: (written) => {
    const code = territoryCode(written);
    return code === null ? { segment: written, territory: '' } : { segment: '', territory: code };
  },
});
