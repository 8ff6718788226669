import { definePlatform } from '../../kit/platform.ts';
import { bank } from './bank.ts';
import { collector } from './extract.ts';
import { stats } from './stats.ts';

export default definePlatform({
  name: 'distrokid',
  label: 'DistroKid',
  feeds: [bank, stats],
  waysIn: ['file', 'browser'],
  collector,
});
