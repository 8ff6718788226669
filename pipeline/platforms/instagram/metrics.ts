/**
 * What Instagram counts, by fact column. It is the artifact of its rows too, so that a number that comes by both ways
 * (page and API) is one number, and the later file counts.
 */
export const METRICS = {
  views: { titles: ['Views', 'Instagram views'], api: ['views'] },
  reach: { titles: ['Reach', 'Instagram reach'], api: ['reach'] },
  viewers: { titles: ['Viewers', 'Instagram viewers'], api: [] },
  interactions: {
    titles: ['Content interactions', 'Interactions', 'Instagram content interactions'],
    api: ['total_interactions'],
  },
  link_clicks: { titles: ['Link clicks', 'Instagram link clicks'], api: ['website_clicks'] },
  profile_views: {
    titles: ['Visits', 'Profile visits', 'Instagram visits', 'Instagram profile visits'],
    api: ['profile_views'],
  },
  // New followers of the day, not how many there are, whatever its name in the API.
  followers_gained: { titles: ['Follows', 'Instagram follows'], api: ['follower_count'] },
  likes: { titles: [], api: ['likes'] },
  comments: { titles: [], api: ['comments'] },
  shares: { titles: [], api: ['shares'] },
  saves: { titles: [], api: ['saves'] },
  impressions: { titles: [], api: ['impressions'] },
} as const satisfies Record<string, { titles: readonly string[]; api: readonly string[] }>;

export type Metric = keyof typeof METRICS;

export const metricNames = Object.keys(METRICS) as Metric[];

const find = (of: 'titles' | 'api', text: string): Metric | null =>
  metricNames.find((metric) =>
    METRICS[metric][of].some((name) => name.toLowerCase() === text.trim().toLowerCase()),
  ) ?? null;

/** The title above the table of a Business Suite file, in English. */
export const metricOfTitle = (title: string): Metric | null => find('titles', title);

/** `name` of an insight. */
export const metricOfApi = (name: string): Metric | null => find('api', name);

/** First words of a file's name that say it is one of these. */
export const fileWords: readonly string[] = [
  'insights',
  ...metricNames.flatMap((metric): readonly string[] => METRICS[metric].titles),
];
