import { addDays, type Day, daysBetween } from '../../core/days.ts';

export interface Track {
  title: string;
  /** The credit as statements write it. */
  credit: string;
  /** The personas whose Spotify for Artists page counts it. */
  personas: readonly string[];
  isrc: string;
  upc: string;
  release: Day;
  /** Daily streams of a settled track, relative to the others. */
  weight: number;
  /** The release it is sold with, if any. */
  album: string | null;
  /** The label's part of it, in percent. */
  teamPercentage: 50 | 100;
  /** A cover: part of its royalties is withheld for the songwriter. */
  cover: boolean;
  /** Who brings it to the stores. */
  distributor: 'distrokid' | 'toolost';
}

export const PERSONAS = ['ZONE A0', 'PIG1987', 'DEEPCURSE'] as const;

/** A credit that label.json does not know, and that no test for a part of a name may take for PIG1987. */
export const UNKNOWN_ARTIST = 'Pigeon Static';

export const LONG_TITLE =
  'EVERYTHING I EVER RECORDED ON A BORROWED LAPTOP IN A ROOM WITHOUT WINDOWS WHILE THE NEIGHBOURS UPSTAIRS ' +
  'MOVED THEIR FURNITURE FROM ONE WALL TO THE OTHER AND BACK AGAIN (PART TWO, EXTENDED, SLOWED + REVERB)';

type Sketch = readonly [
  title: string,
  credit: string,
  /** Share of the time between the first and the last day; negative: years before the first. */
  when: number,
  weight: number,
  album?: string | null,
  also?: 'half' | 'cover' | 'toolost',
];

/** Titles outside latin-1 come after the years in which statements were written in it. */
const SKETCHES: readonly Sketch[] = [
  ['NEON ABATTOIR', 'PIG1987', -0.88, 16, 'SLAUGHTERHOUSE DISCO'],
  ['HEAVEN NIGHTCLUB', 'PIG1987', -0.8, 12, 'SLAUGHTERHOUSE DISCO'],
  ['OINK, REPEAT', 'PIG1987', -0.8, 5, 'SLAUGHTERHOUSE DISCO'],
  ['I WILL ALWAYS REMEMBER YOU', 'ZONE A0', -0.72, 20, 'NIGHT SHIFT'],
  ['Z1', 'ZONE A0', -0.67, 7, 'NIGHT SHIFT'],
  ['HOLD ON, LET GO', 'ZONE A0', -0.61, 11, 'NIGHT SHIFT'],
  ['BASEMENT CHOIR', 'DEEPCURSE', -0.56, 7],
  ['DUET FOR ROBOTS', 'ZONE A0 & Sxnctuary', -0.48, 8, null, 'half'],
  ['CAFÉ AT THE END OF THE LINE', 'ZONE A0', -0.32, 6],
  ['KILL THE "BEDROOM POP" KID', 'PIG1987', -0.19, 8],
  ['MAÑANA, MAYBE', 'ZONE A0', 0.03, 4],
  ['ÜBERGANG', 'DEEPCURSE', 0.08, 3, 'CRYPT MUSIC, VOL. 1'],
  ['GRAVE GOODS', 'DEEPCURSE', 0.08, 2, 'CRYPT MUSIC, VOL. 1'],
  ['SØVN', 'DEEPCURSE', 0.08, 2, 'CRYPT MUSIC, VOL. 1'],
  ['STATIC HYMNAL', 'ZONE A0', 0.16, 6],
  ['TROUGH FEEDER', 'PIG1987', 0.25, 7],
  ['MEMORY CARD 2', 'PIG1987 & ZONE A0', 0.34, 8],
  ['FEED (Pigeon Static Remix)', UNKNOWN_ARTIST, 0.4, 0.5],
  ['CARRY ME HOME', 'ZONE A0', 0.48, 5, null, 'cover'],
  [LONG_TITLE, 'DEEPCURSE', 0.55, 1.5],
  ['夜行 (NIGHT DRIVE)', 'ZONE A0', 0.66, 7],
  ['GLASS JAW', 'DEEPCURSE', 0.76, 4],
  ['HOG HEAVEN, INC.', 'PIG1987', 0.86, 8],
  ['BLUE HOUR', 'ZONE A0', 0.95, 6],
  // Of another distributor.
  ['HARD LIGHT', 'PIG1987', -0.4, 2.5, null, 'toolost'],
  ['ACID REIGN', 'DEEPCURSE', 0.22, 1.5, null, 'toolost'],
  ['PALE SIGNAL', 'ZONE A0', 0.6, 2.5, null, 'toolost'],
];

/** Singles come out on Fridays. */
const friday = (day: Day): Day => addDays(day, (((5 - new Date(day).getUTCDay()) % 7) + 7) % 7);

/** 27 tracks; codes follow the order, one UPC a release. */
export function catalogue(first: Day, last: Day): Track[] {
  const span = daysBetween(first, last);
  const releases = new Map<string, string>();
  return SKETCHES.map(([title, credit, when, weight, album = null, also], index) => {
    const release = album ?? title;
    const upc = releases.get(release) ?? `019801234${String(5601 + releases.size * 7)}`;
    releases.set(release, upc);
    return {
      title,
      credit,
      personas: PERSONAS.filter((persona) => credit.split(' & ').includes(persona)),
      isrc: `QZTST26${String(index + 1).padStart(5, '0')}`,
      upc,
      release: friday(addDays(first, Math.round(when * (when < 0 ? 365 : span)))),
      weight,
      album,
      teamPercentage: also === 'half' ? 50 : 100,
      cover: also === 'cover',
      distributor: also === 'toolost' ? 'toolost' : 'distrokid',
    };
  });
}
