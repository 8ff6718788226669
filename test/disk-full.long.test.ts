import { expect, it } from 'vitest';
import { type Way, wayHere } from './support/disk-full.ts';
import { survivesFullDisks } from './support/disk-full-check.ts';

// DISK_FULL_WAY=ulimit tries the other way where the first one is there too.
const way = (process.env.DISK_FULL_WAY as Way | undefined) ?? wayHere();
console.log(
  way ? `disks are made full by ${way}` : 'SKIPPED: neither unshare nor ulimit can make a disk full here',
);

it.skipIf(way === null)(
  'a disk that fills up at 50 moments of an import: nothing half written, and it goes on when there is room',
  async () => {
    const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
    console.log(`seed ${seed} (TEST_SEED runs it again)`);
    expect(way).not.toBeNull();
    await survivesFullDisks(way as Way, 50, seed);
  },
  1_800_000,
);
