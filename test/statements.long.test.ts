import { expect, it } from 'vitest';
import { checkStatements } from './support/statements.ts';

it('a statement brought twice, reordered or in parts gives the same facts and totals (60 statements)', async () => {
  await checkStatements(60, (one, other) => expect(one).toEqual(other));
});
