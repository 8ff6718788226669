import type { Feed } from '../../kit/platform.ts';
import { day, text } from '../../kit/types.ts';
import type { Artifact } from './claim.ts';
import { parseZipName, postedOn, recentDay, videoIdOf } from './clean.ts';
import { isCount } from './daily.ts';
import { common, counted, NAME_CHANGED, OWNER, ownerOf } from './feed.ts';
import { isEnglishDay, monthDaysOf } from './months.ts';
import { readArtifact } from './read.ts';

const CONTENT: Artifact = {
  label: 'TikTok Studio content',
  tab: 'Content',
  entry: 'Content.csv',
  columns: [
    ...['Time', 'Video title', 'Video link', 'Post time'],
    ...['Total likes', 'Total comments', 'Total shares', 'Total views'],
  ],
  marks: ['Time', 'Video link', 'Total views'],
  shows: ([time = '', , link = '', posted = '', ...counts]) =>
    monthDaysOf(time).length > 0 &&
    videoIdOf(link) !== null &&
    monthDaysOf(posted).length > 0 &&
    counts.every(isCount) &&
    (isEnglishDay(time) ? 'english' : true),
};

/** Some 15 videos that TikTok chose, with what they have had since they were posted. They are never "all videos". */
export const content: Feed = {
  ...common(CONTENT),
  name: 'tiktok_content',
  version: 1,
  type: 'content',
  freshness: { cadence: 'week', lagDays: 0, warnDays: 10, criticalDays: 21 },
  read: (document) => readArtifact(document, CONTENT),
  note: (rows) => `TikTok names some videos in it (${rows} here), never all.`,

  columns: {
    // The day of the download, the same in all rows.
    as_of: { type: day(), headers: ['Time'], required: true },
    ...OWNER,
    // Not in the file: `clean` takes it from the link.
    item: { type: text(), headers: ['Video id'], required: false, filled: true },
    title: { type: text({ unknown: [''] }), headers: ['Video title'], required: true },
    url: { type: text({ unknown: [''] }), headers: ['Video link'], required: true },
    published_on: { type: day(), headers: ['Post time'], required: true },
    likes: counted('Total likes'),
    comments: counted('Total comments'),
    shares: counted('Total shares'),
    views: counted('Total views'),
  },
  key: ['as_of', 'account', 'item'],
  dated: 'as_of',
  clean: ({ cells }, { originalName, landedDay }) => {
    const name = parseZipName(originalName);
    if (name === null) return NAME_CHANGED;
    const found = recentDay(cells.as_of ?? '', name, landedDay);
    if ('refuse' in found) return found;
    const item = videoIdOf(cells.url ?? '');
    if (item === null) return { refuse: `has the link '${cells.url}', which names no video` };
    const published = postedOn(cells.published_on ?? '', item) ?? '';
    return { ...cells, as_of: found.day, item, published_on: published, ...ownerOf(name.handle) };
  },
  load: {
    table: 'content_snapshots',
    from: {
      as_of: { column: 'as_of' },
      period: { value: 'lifetime' },
      'platform_id.key': { value: 'tiktok' },
      account: { column: 'account' },
      item: { column: 'item' },
      'artist_name_id.artist': { column: 'artist' },
      title: { column: 'title' },
      url: { column: 'url' },
      published_on: { column: 'published_on' },
      likes: { column: 'likes' },
      comments: { column: 'comments' },
      shares: { column: 'shares' },
      views: { column: 'views' },
    },
  },
};
