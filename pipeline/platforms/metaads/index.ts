import { definePlatform } from '../../kit/platform.ts';
import { adFeed } from './feed.ts';

export default definePlatform({
  name: 'metaads',
  label: 'Meta Ads',
  feeds: [adFeed('daily'), adFeed('period')],
  waysIn: ['file'],
});
