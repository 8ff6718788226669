import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';
import type { Command } from './define.ts';
import { loadCommands, unwrap } from './registry.ts';
import { type Sample, sampleLabel } from './sample.testing.ts';
import { SALES } from './sample-facts.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

/** Every amount of the statements and the sums and rates that answers show, as whole numbers: 0.05, but not 0.0571. */
const AMOUNTS = [
  ...SALES.map(([, , , , , , amount]) => amount),
  ...['13.77', '10.27', '0.003065957', '0.002900000'],
].map((amount) => new RegExp(`(?<![\\d.])${amount.replace('.', '\\.')}(?!\\d)`));

/** A command that offers some metrics alone is asked all of them. */
const aboutMoney = ({ params: { shape } }: Command): Record<string, string>[] =>
  ['metric', 'metrics'].flatMap((param) => {
    const schema = (shape as Record<string, z.ZodType | undefined>)[param];
    if (!schema) return [];
    const inner = unwrap(schema);
    const names =
      inner instanceof z.ZodEnum
        ? inner.options.map(String)
        : ['revenue', 'revenue_received', 'revenue_per_stream'];
    return names.map((name) => ({ [param]: name }));
  });

describe('money', () => {
  it('reaches no viewer, by whatever command or metric', async () => {
    for (const command of await loadCommands()) {
      for (const params of [{}, ...aboutMoney(command)]) {
        const told = await sample.ask('viewer', command.name, params).then(
          (answer) => JSON.stringify(answer),
          (thrown) => {
            const refused =
              thrown instanceof BedrotError && ['not_allowed', 'bad_question'].includes(thrown.code);
            if (refused) return thrown.message;
            throw thrown;
          },
        );
        // That there are dollars is no secret; an amount or a number in them is.
        for (const amount of [...AMOUNTS, /\d USD/, /"unit":"USD/])
          expect(told, `${command.name} ${JSON.stringify(params)}`).not.toMatch(amount);
      }
    }
  });

  it('reaches the owner, and is marked', async () => {
    for (const [name, params] of [
      ['summary', {}],
      ['revenue', {}],
      ['top', { metric: 'revenue' }],
      ['compare', { metric: 'revenue', period: 'all' }],
      ['explain', { metric: 'revenue', period: 'all' }],
    ] as const) {
      const answer = await sample.ask('owner', name, params);
      expect(answer.audience, name).toBe('money');
      const text = JSON.stringify(answer);
      expect(text, name).toContain('USD');
      expect(
        AMOUNTS.some((amount) => amount.test(text)),
        name,
      ).toBe(true);
    }
  });
});
