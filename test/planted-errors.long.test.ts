import { it } from 'vitest';
import { testSeed } from './support/label-whole.ts';
import { catchesErrors } from './support/planted-errors.ts';

it('20 errors of each of 20 kinds are caught, and no clean line is refused', () =>
  catchesErrors({ each: 20, seed: testSeed() }));
