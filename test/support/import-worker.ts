import { readFileSync } from 'node:fs';
import { importFiles } from '../../pipeline/run.ts';
import { testHouse } from './house.ts';

// A process of its own, so that a test can kill it: node import-worker.ts DATA LABEL.json FILE...
const [data, label, ...files] = process.argv.slice(2) as [string, string, ...string[]];
process.send?.('started');
await importFiles(testHouse(data, JSON.parse(readFileSync(label, 'utf8'))), files);
process.disconnect?.();
