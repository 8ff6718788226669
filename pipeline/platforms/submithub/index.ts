import { definePlatform } from '../../kit/platform.ts';
import { links } from './links.ts';

export default definePlatform({
  name: 'submithub',
  label: 'SubmitHub',
  feeds: [links],
  waysIn: ['file'],
});
