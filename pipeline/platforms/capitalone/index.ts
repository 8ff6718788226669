import { definePlatform } from '../../kit/platform.ts';
import { account } from './account.ts';
import { card } from './card.ts';

export default definePlatform({
  name: 'capitalone',
  label: 'Capital One',
  feeds: [card, account],
  waysIn: ['file'],
});
