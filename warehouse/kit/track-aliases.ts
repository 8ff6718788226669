import type { Label } from '../../core/label.ts';
import { fold } from './names-fold.ts';

const ISRC = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/** "qz-tst-26-00001" -> "QZTST2600001"; null for what is no ISRC. */
export function normalIsrc(text: string): string | null {
  const plain = text.replace(/[\s-]/g, '').toUpperCase();
  return ISRC.test(plain) ? plain : null;
}

/** A title as a file name may have it: signs that file names cannot hold are blanks, as "_" is. "Why?" = "Why_". */
export const fileTitle = (title: string): string => fold(title.replace(/[<>:"/\\|?*]/g, '_'));

/** What label.json says of tracks, to be asked of each name that files have. */
export interface TrackAliases {
  /** The ISRC of the recording: its own, or that of the track it is said to be. */
  isrc(isrc: string | null): string | null;
  /** Where a title is said to be another track's: whether a song is that track. Null: nothing is said of it. */
  title(title: string): ((song: { key: string; title: string; isrc: string | null }) => boolean) | null;
}

type Said = Label['tracks'][number];

/**
 * @param rows every name that files have: a title that stands for one ISRC there is that recording.
 * What is said in a circle ("A is B, B is A") is not said.
 */
export function createTrackAliases(
  rows: readonly { title: string; isrc: string }[],
  said: readonly Said[],
): TrackAliases {
  if (said.length === 0) return { isrc: (isrc) => isrc, title: () => null };
  const isrcs = new Map<string, Said>();
  const titles = new Map<string, Said>();
  for (const track of said) {
    for (const alias of track.aliases) {
      const isrc = normalIsrc(alias);
      if (isrc !== null) isrcs.set(isrc, track);
      else titles.set(fileTitle(alias), track);
    }
  }
  const isrcsOfTitle = Map.groupBy(
    rows.filter((row) => normalIsrc(row.isrc) !== null),
    (row) => fileTitle(row.title),
  );
  const onlyIsrc = (title: string): string | null => {
    const own = new Set((isrcsOfTitle.get(fileTitle(title)) ?? []).map((row) => normalIsrc(row.isrc)));
    const [isrc, another] = own;
    return isrc != null && another === undefined ? isrc : null;
  };
  const ownIsrc = ({ isrc, title }: Said): string | null =>
    isrc !== undefined ? normalIsrc(isrc) : title === undefined ? null : onlyIsrc(title);

  const lastIsrc = (isrc: string): string => {
    const seen = new Set<string>();
    for (let at = isrc; ; ) {
      if (seen.has(at)) return isrc;
      seen.add(at);
      const track = isrcs.get(at);
      const next = track ? ownIsrc(track) : null;
      if (next === null) return at;
      at = next;
    }
  };
  const lastTitle = (title: string): Said | null => {
    const seen = new Set<string>();
    let found: Said | null = null;
    for (let at = fileTitle(title); ; ) {
      if (seen.has(at)) return null;
      seen.add(at);
      const track = titles.get(at);
      if (!track) return found;
      found = track;
      if (track.isrc !== undefined || track.title === undefined) return found;
      at = fileTitle(track.title);
    }
  };

  return {
    isrc: (isrc) => (isrc === null ? null : lastIsrc(isrc)),
    title(title) {
      const track = lastTitle(title);
      if (track === null) return null;
      const isrc = track.isrc === undefined ? null : normalIsrc(track.isrc);
      const final = isrc === null ? null : lastIsrc(isrc);
      const wanted = fileTitle(track.title ?? '');
      return (song) =>
        /^(isrc|title):/.test(song.key) &&
        (final === null ? fileTitle(song.title) === wanted : song.isrc === final);
    },
  };
}
