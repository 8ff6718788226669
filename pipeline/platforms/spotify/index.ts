import { definePlatform } from '../../kit/platform.ts';
import { audience } from './audience.ts';
import { playlists } from './playlists.ts';
import { demographics, places } from './segments.ts';
import { catalog, songs } from './songs.ts';
import { timeline } from './timeline.ts';

export default definePlatform({
  name: 'spotify',
  label: 'Spotify for Artists',
  feeds: [audience, songs, catalog, timeline, playlists, places, demographics],
  waysIn: ['file'],
});
