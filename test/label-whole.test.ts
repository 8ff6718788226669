import { it } from 'vitest';
import { importsWhole, testSeed } from './support/label-whole.ts';

it('two months of a whole label come through the front door as they were made up', () =>
  importsWhole({ months: 2, seed: testSeed() }));
