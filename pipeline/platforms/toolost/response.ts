import { FileRefused } from '../../kit/platform.ts';

/** A point of a series, as text. */
export interface Point {
  date: string;
  streams: string;
}

export interface Series {
  platform: 'spotify' | 'apple-music';
  points: readonly Point[];
}

/** Spotify's answer and Apple's have another key. */
const KEYS = { streams: 'spotify', totalStreams: 'apple-music' } as const;
/** Under which those who save answers put them, beside the `url`. */
const WRAPPED = ['data', 'body', 'response', 'json', 'payload', 'content'];

/**
 * The daily series of a TooLost analytics answer, as it came or wrapped with its `url`. Null: it is another JSON.
 * @throws FileRefused when the url and the content are of two platforms, or one file holds both.
 */
export function readResponse(text: string): Series | null {
  if (!/"(?:totalStreams|streams)\\?"\s*:/.test(text)) return null;
  const series = seriesOf(parsed(text), '');
  if (series.length > 1)
    throw new FileRefused(
      'It holds TooLost analytics of Spotify and of Apple in one. Save each answer as a file of its own.',
    );
  return series[0] ?? null;
}

function seriesOf(value: unknown, url: string): Series[] {
  if (Array.isArray(value)) return value.flatMap((one) => (isObject(one) ? seriesOf(one, url) : []));
  if (!isObject(value)) return [];
  const own = typeof value.url === 'string' ? value.url : url;
  const found = Object.entries(KEYS).flatMap(([key, platform]): Series[] => {
    const points = pointsOf(value[key]);
    if (points === null || (points.length === 0 && !isBare(value, own))) return [];
    agree(own, platform);
    return [{ platform, points }];
  });
  if (found.length > 0) return found;
  return WRAPPED.flatMap((name) => {
    const inner = value[name];
    return seriesOf(typeof inner === 'string' ? parsed(inner) : inner, own);
  });
}

/** Early in January the series is empty: nothing but its key, or the url, says then whose it is. */
const isBare = (value: Record<string, unknown>, url: string): boolean =>
  url.includes('toolost.com') || Object.keys(value).length === 1;

function agree(url: string, platform: Series['platform']): void {
  const told = /\/analytics\/(spotify|apple)\b/.exec(url)?.[1];
  if (told !== undefined && !platform.startsWith(told))
    throw new FileRefused(
      `Its url tells of ${told}, its content of ${platform}: an answer was saved under another's url. Save it again.`,
    );
}

/** All entries have a date and streams, and nothing else; text as written. */
function pointsOf(value: unknown): Point[] | null {
  if (!Array.isArray(value)) return null;
  const points: Point[] = [];
  for (const one of value) {
    if (!isObject(one) || typeof one.date !== 'string' || !('streams' in one)) return null;
    if (Object.keys(one).length !== 2 || typeof one.streams === 'object') {
      if (one.streams !== null) return null;
    }
    points.push({
      date: /^(\d{4}-\d{2}-\d{2})T/.exec(one.date)?.[1] ?? one.date,
      streams: one.streams === null ? '' : String(one.streams),
    });
  }
  return points;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
