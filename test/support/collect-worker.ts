import { readFileSync } from 'node:fs';
import { collect } from '../../pipeline/collect.ts';
import { settings } from './distrokid.ts';
import { testHouse } from './house.ts';

// A process of its own, so that a test can kill it: node collect-worker.ts DATA SITE
const [data, site] = process.argv.slice(2) as [string, string];
const label = JSON.parse(readFileSync(`${data}/label.json`, 'utf8')) as unknown;
const { by } = await collect(testHouse(data, label), 'distrokid', {
  config: settings(),
  site,
  patience: 20_000,
});
process.send?.(by);
process.disconnect?.();
