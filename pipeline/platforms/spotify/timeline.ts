import { foldHeader } from '../../kit/header.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { day } from '../../kit/types.ts';
import { titleOfName } from './clean.ts';
import { counted, told } from './columns.ts';

/** A song's days. Its title stands only in the name of the file, its artist nowhere: it joins the one song of that title. */
export const timeline: Feed = {
  name: 'spotify_timeline',
  version: 1,
  type: 'timeline',
  label: 'Spotify for Artists song timeline',
  kind: 'observed',
  // Brought song by song, when one is looked at: late after weeks, not days.
  freshness: { cadence: 'month', lagDays: 2, warnDays: 35, criticalDays: 65 },
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: [
      'Sign in to Spotify for Artists (not to the player) and choose the artist.',
      'Open "Music", then "Songs", and click the song.',
      'Open the filter, choose "12 months" and click "Done".',
      'Click the download button above the chart. Do so for each song.',
    ],
    file: '<Song>-timeline.csv, with the name Spotify gave it: it alone tells the song.',
  },

  detect: (document) => {
    const names = document.header?.map(foldHeader) ?? [];
    // Nothing beside the two: with more, it is an audience timeline or somebody else's table.
    if (names.length !== 2 || !names.includes('date') || !names.includes('streams')) return null;
    if (document.entry !== null)
      throw new FileRefused(
        `${document.entry} is a timeline of a song inside a zip. Unpack it and bring the CSV files themselves.`,
      );
    if (titleOfName(document.originalName) === null)
      throw new FileRefused(
        'It has days and streams, like the timeline of a song, but its name does not tell the song. Name it "<Song>-timeline.csv", as Spotify for Artists does.',
      );
    return { account: '' };
  },
  read: readDelimited,

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    track: told('track'),
    streams: counted('streams', true),
  },
  key: ['date', 'track'],
  dated: 'date',
  clean: ({ cells }, { originalName }) => ({ ...cells, track: titleOfName(originalName) ?? '' }),

  load: {
    table: 'track_daily',
    from: {
      date: { column: 'date' },
      'platform_id.key': { value: 'spotify' },
      'track_name_id.title': { column: 'track' },
      streams: { column: 'streams' },
    },
  },
};
