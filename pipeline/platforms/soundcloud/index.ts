import { definePlatform } from '../../kit/platform.ts';
import { statement } from './statement.ts';

export default definePlatform({
  name: 'soundcloud',
  label: 'SoundCloud for Artists',
  feeds: [statement],
  waysIn: ['file'],
});
