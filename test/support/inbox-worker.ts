import { readFileSync } from 'node:fs';
import { importInbox } from '../../pipeline/import-inbox.ts';
import { testHouse } from './house.ts';

// A process of its own, so that a test can kill it: node inbox-worker.ts DATA LABEL.json
const [data, label] = process.argv.slice(2) as [string, string];
process.send?.('started');
await importInbox(testHouse(data, JSON.parse(readFileSync(label, 'utf8'))), 20);
process.disconnect?.();
