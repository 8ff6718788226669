import { definePlatform } from '../../kit/platform.ts';
import { catalog } from './catalog.ts';
import { income } from './income.ts';
import { rates } from './rates.ts';

export default definePlatform({
  name: 'own',
  label: 'Own files',
  feeds: [catalog, income, rates],
  waysIn: ['file'],
});
