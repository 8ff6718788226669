import { it } from 'vitest';
import { importsWhole, testSeed } from './support/label-whole.ts';

it.each([24, 18, 11])(
  '%i months of a whole label come through the front door as they were made up',
  (months) => importsWhole({ months, seed: testSeed() + months }),
);
