import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadActions } from '../commands/kit/action-registry.ts';
import type { Command } from '../commands/kit/define.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { charactersOf, MAX_CHARACTERS, MAX_SUBCOMMANDS, slashCommands } from './slash.ts';

const command = (name: string, params: z.ZodObject, more: Partial<Command> = {}): Command => ({
  ...{ name, summary: `About ${name}.`, access: 'numbers', params, answer: () => null as never },
  ...more,
});

describe('the registry as slash commands', () => {
  it('stays within what Discord takes', async () => {
    const all = slashCommands([...(await loadCommands()), ...(await loadActions())]);
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['data', 'fans', 'insight', 'kpi', 'pipeline']),
    );
    for (const one of all) {
      expect(charactersOf(one), one.name).toBeLessThanOrEqual(MAX_CHARACTERS);
      expect(one.options?.length).toBeLessThanOrEqual(MAX_SUBCOMMANDS);
      for (const node of [one, ...(one.options ?? [])]) {
        expect(node.name).toMatch(/^[-_a-z0-9]{1,32}$/);
        expect(node.description.length).toBeLessThanOrEqual(100);
      }
    }
  });

  it('makes options of params: required first, bounds, choices, completion', () => {
    const params = z.strictObject({
      period: z
        .string()
        .default('mtd')
        .meta({ description: 'When.', examples: ['mtd'] }),
      limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many.'),
      share: z.number().min(0).optional().describe('A part.'),
      loud: z.boolean().optional().describe('Loud.'),
      by: z.enum(['a', 'b']).default('a').describe('By what.'),
      long: z
        .enum(Array.from({ length: 26 }, (_, index) => `v${index}`) as [string])
        .optional()
        .describe('Many.'),
      free: z.string().optional().describe('Anything.'),
      artist: z.string().describe('Who.'),
    });
    const [top] = slashCommands([command('report', params)]);
    expect(top).toEqual({
      type: 1,
      name: 'report',
      description: 'About report.',
      options: [
        { type: 3, name: 'artist', description: 'Who.', required: true, autocomplete: true },
        { type: 3, name: 'period', description: 'When.', autocomplete: true },
        { type: 4, name: 'limit', description: 'How many.', min_value: 1, max_value: 50 },
        { type: 10, name: 'share', description: 'A part.', min_value: 0 },
        { type: 5, name: 'loud', description: 'Loud.' },
        {
          ...{ type: 3, name: 'by', description: 'By what.' },
          choices: [
            { name: 'a', value: 'a' },
            { name: 'b', value: 'b' },
          ],
        },
        { type: 3, name: 'long', description: 'Many.', autocomplete: true },
        { type: 3, name: 'free', description: 'Anything.' },
      ],
    });
  });

  it('puts a group into one command', () => {
    const none = z.strictObject({});
    const made = slashCommands([
      command('top', none, { group: 'kpi' }),
      command('help', none),
      command('streams', none, { group: 'kpi' }),
    ]);
    expect(made.map(({ name, options }) => [name, options?.map((option) => option.name)])).toEqual([
      ['help', []],
      ['kpi', ['top', 'streams']],
    ]);
  });

  it('counts names, descriptions and choices all the way down', () => {
    const params = z.strictObject({ by: z.enum(['abc']).default('abc').describe('12345') });
    // kpi + its description (63), then top + "About top.", by + 12345, and the choice twice.
    const [made] = slashCommands([command('top', params, { group: 'kpi' })]);
    const rest = 3 + 'About top.'.length + 2 + 5 + 3 + 3;
    expect(charactersOf(made as never)).toBe(3 + (made?.description.length ?? 0) + rest);
  });
});
