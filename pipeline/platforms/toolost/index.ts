import { definePlatform } from '../../kit/platform.ts';
import { analytics } from './analytics.ts';
import { sales } from './sales.ts';

export default definePlatform({
  name: 'toolost',
  label: 'Too Lost',
  feeds: [analytics, sales],
  waysIn: ['file'],
});
