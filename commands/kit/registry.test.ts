import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Command } from './define.ts';
import { checkCommand, loadCommands } from './registry.ts';

const good = {
  name: 'good',
  group: 'kpi',
  tool: 'good_tool',
  summary: 'A good one.',
  access: 'numbers',
  params: z.strictObject({ artist: z.string().optional().describe('Only this artist.') }),
  answer: () => null,
};
const why = (change: object): string => {
  try {
    checkCommand('good', { ...good, ...change });
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'fits';
};

describe('the registry', () => {
  it('has the commands with their groups and tools', async () => {
    const commands = await loadCommands();
    expect(commands.map(({ name, group, tool }) => [group, name, tool])).toEqual(
      expect.arrayContaining([
        ['kpi', 'compare', 'compare'],
        ['data', 'explain', 'explain_number'],
        ['data', 'freshness', 'data_freshness'],
        ['data', 'metrics', 'list_metrics'],
        ['kpi', 'revenue', 'revenue_report'],
        ['fans', 'social', 'social_performance'],
        ['kpi', 'streams', 'streams_trend'],
        ['kpi', 'summary', 'kpi_summary'],
        ['kpi', 'top', 'top_items'],
      ]),
    );
  });

  it('every command answers without a param, from a flat schema without noise', async () => {
    for (const command of await loadCommands()) {
      expect(command.params.safeParse({}).success, command.name).toBe(true);
      const schema = z.toJSONSchema(command.params, { io: 'input' });
      expect(schema.additionalProperties, command.name).toBe(false);
      expect(schema.required, command.name).toBeUndefined();
      for (const property of Object.values(schema.properties ?? {})) {
        expect(['string', 'integer']).toContain((property as { type?: string }).type);
        expect(property).not.toHaveProperty('pattern');
        expect(property).not.toHaveProperty('anyOf');
      }
    }
  });

  it('refuses aloud what does not fit', () => {
    const text = z.string().optional().describe('A text.');
    expect(why({})).toBe('fits');
    expect(why({ name: 'other' })).toContain('must be that of its file');
    expect(why({ group: 'nowhere' })).toContain('no group');
    expect(why({ tool: 'Good Tool' })).toContain('tool name');
    expect(why({ summary: 'x'.repeat(101) })).toContain('at most 100');
    expect(why({ access: 'all' })).toContain('access');
    expect(why({ answer: undefined })).toContain('answer');
    expect(why({ params: z.object({}) })).toContain('strict');
    expect(why({ params: z.strictObject({ artist: z.string() }) })).toContain('description');
    expect(why({ params: z.strictObject({ list: z.array(z.string()).describe('L.') }) })).toContain('a text');
    const nine = Object.fromEntries([...'abcdefghi'].map((name) => [name, text]));
    expect(why({ params: z.strictObject(nine) })).toContain('at most 8');
  });

  it('stops at a file that is not a command, and at a tool name given twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'commands-'));
    writeFileSync(join(folder, 'stray.ts'), 'export default { name: "stray" };');
    await expect(loadCommands(folder)).rejects.toThrow('commands/stray.ts');
    const twice = mkdtempSync(join(tmpdir(), 'commands-'));
    const here = (name: string) => join(import.meta.dirname, name).replaceAll('\\', '/');
    for (const name of ['one', 'two'])
      writeFileSync(
        join(twice, `${name}.ts`),
        `import command from '${here('../streams.ts')}'; export default { ...command, name: '${name}' };`,
      );
    await expect(loadCommands(twice)).rejects.toThrow('streams_trend');
  });

  it('is typed', () => {
    const value: unknown = good;
    checkCommand('good', value);
    const command: Command = value;
    expect(command.name).toBe('good');
  });
});
