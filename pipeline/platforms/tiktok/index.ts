import { definePlatform } from '../../kit/platform.ts';
import { activity, gender, territories } from './audience.ts';
import { content } from './content.ts';
import { followers, overview, viewers } from './daily.ts';

export default definePlatform({
  name: 'tiktok',
  label: 'TikTok Studio',
  feeds: [overview, followers, activity, gender, territories, viewers, content],
  waysIn: ['file'],
});
