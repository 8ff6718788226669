import { newReleaseShare } from '../kit/computed-new.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'new_release_share',
  label: 'Share of new releases',
  means:
    'Which part of the revenue of sale months came from tracks that had been out for no more than 90 days, of all tracks whose release date is known.',
  formula: 'revenue of tracks in their first 90 days / revenue of tracks of which the release date is known',
  unit: '%',
  format: 'percent',
  access: 'money',
  measure: {
    is: 'computed',
    of: ['revenue'],
    by: ['platform', 'artist', 'country', 'distributor', 'income_type'],
    grains: ['month', 'year'],
    compute: newReleaseShare,
  },
  sources: [],
  nullRule: 'Not known when no release date is known, or such tracks earned nothing.',
  caveats: [
    'By the track’s own release date, told by the catalog, else by Spotify’s page of songs; revenue by release_age has the other ages and what is not known.',
    'A sale month counts by its first day: one that begins within 90 days of the release is new.',
    'Tracks of unknown release are on neither side, and the answer says how much they earned. A fraction: 0.2 is 20 %.',
  ],
});
