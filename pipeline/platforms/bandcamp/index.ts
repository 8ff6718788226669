import { definePlatform } from '../../kit/platform.ts';
import { sales } from './sales.ts';

export default definePlatform({
  name: 'bandcamp',
  label: 'Bandcamp',
  feeds: [sales],
  waysIn: ['file'],
});
