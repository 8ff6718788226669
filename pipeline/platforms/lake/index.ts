import { definePlatform } from '../../kit/platform.ts';
import { audience } from './audience.ts';
import { streams } from './streams.ts';

/** What the data lake that came before made of exports: read for days whose exports nobody has any more. */
export default definePlatform({
  name: 'lake',
  label: 'The earlier data lake',
  feeds: [streams, audience],
  waysIn: ['file'],
});
