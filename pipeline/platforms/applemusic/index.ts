import { definePlatform } from '../../kit/platform.ts';
import { days, songs } from './songs.ts';

export default definePlatform({
  name: 'applemusic',
  label: 'Apple Music for Artists',
  feeds: [songs, days],
  waysIn: ['file'],
});
