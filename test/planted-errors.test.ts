import { it } from 'vitest';
import { testSeed } from './support/label-whole.ts';
import { catchesErrors } from './support/planted-errors.ts';

it('errors of 20 kinds are caught, and no clean line is refused', () =>
  catchesErrors({ each: 3, seed: testSeed() }));
