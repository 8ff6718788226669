import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSchema } from '../commands/kit/answer.ts';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { type Agent, startAgent, textOf } from './mcp-agent.ts';

let sample: Sample;
let owner: Agent;
let tools: Tool[];

beforeAll(async () => {
  sample = sampleLabel();
  owner = await startAgent(sample.data, 'owner');
  ({ tools } = await owner.client.listTools());
});
afterAll(async () => {
  await owner.close();
  sample.remove();
});

const questions = () => tools.filter(({ name }) => name !== 'render_chart');
const tokens = (value: unknown) => Math.ceil(JSON.stringify(value).length / 4);

describe('what a server says of itself', () => {
  it('names itself, guides in at most 1,500 characters, and offers tools only', () => {
    expect(owner.client.getServerVersion()).toMatchObject({ name: 'bedrot', title: 'BEDROT' });
    expect(owner.client.getServerCapabilities()).toEqual({ tools: {} });
    const instructions = owner.client.getInstructions() ?? '';
    expect(instructions.length).toBeLessThanOrEqual(1500);
    // Tools that the instructions send an agent to must be there.
    for (const name of instructions.match(/\b[a-z]+_[a-z_]+\b/g) ?? [])
      if (name !== 'as_of') expect(tools.map((tool) => tool.name)).toContain(name);
  });

  it('lists its nine questions and the chart', () => {
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'kpi_summary',
        'streams_trend',
        'revenue_report',
        'top_items',
        'social_performance',
        'compare',
        'data_freshness',
        'explain_number',
        'list_metrics',
        'render_chart',
      ]),
    );
  });

  it('gives every tool a title, a description that says when to take it, and all four hints', () => {
    for (const tool of tools) {
      expect(tool.title, tool.name).toMatch(/^[A-Z]/);
      expect(tool.description, tool.name).toMatch(/\. Use it /);
      expect(tool.annotations, tool.name).toEqual({
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      });
    }
  });

  it('describes every param, refuses others, and publishes schemas that strict ajv compiles', () => {
    const ajv = new Ajv({ strict: true, strictRequired: false });
    for (const tool of tools) {
      expect(tool.inputSchema.additionalProperties, tool.name).toBe(false);
      for (const [name, param] of Object.entries(tool.inputSchema.properties ?? {}))
        expect((param as { description?: string }).description, `${tool.name}.${name}`).toBeTruthy();
      const valid = ajv.compile(tool.inputSchema);
      expect(valid({ nonsense: 1 }), tool.name).toBe(false);
      if (tool.outputSchema) ajv.compile(tool.outputSchema);
      expect(JSON.stringify(tool), tool.name).not.toContain('"type":[');
    }
    expect(questions().every((tool) => tool.outputSchema)).toBe(true);
  });

  it('costs an agent at most 7,500 tokens, and no tool more than 700', () => {
    expect(tokens({ tools })).toBeLessThanOrEqual(7500);
    for (const tool of tools) expect(tokens(tool), tool.name).toBeLessThanOrEqual(700);
  });
});

describe('answers', () => {
  it('of every tool stand alone: they fit the schema, carry unit, as of and notes, and have a text twin', async () => {
    const ajv = new Ajv();
    for (const tool of questions()) {
      const result = await owner.call(tool.name);
      expect(result.isError, `${tool.name}: ${textOf(result)}`).toBeUndefined();
      expect(ajv.validate(tool.outputSchema ?? {}, result.structuredContent), tool.name).toBe(true);
      const answer = answerSchema.parse(result.structuredContent);
      // No feed of this small label brings advertising or link pages: then nothing is known, and each figure says why.
      const unknown =
        answer.figures.length > 0 && answer.figures.every(({ value, note }) => value === null && note);
      expect(answer.as_of.length > 0 || unknown, tool.name).toBe(true);
      expect(answer.figures.every(({ unit }) => typeof unit === 'string')).toBe(true);
      expect(textOf(result)).toContain(answer.title);
    }
  });

  it('are right: 13 days of 120 and 7 of 134 on Spotify, 19 known days of 10 on Apple Music', async () => {
    const { structuredContent } = await owner.call('streams_trend', {
      period: '2026-11-01..2026-11-20',
      kind: 'trend',
    });
    const { figures } = answerSchema.parse(structuredContent);
    expect(figures[0]).toMatchObject({ value: 13 * 120 + 7 * 134 + 19 * 10, unit: 'streams', kind: 'trend' });
  });

  it('give what is not known as null, with the way to bring it', async () => {
    const { structuredContent } = await owner.call('kpi_summary');
    const click = answerSchema.parse(structuredContent).figures.find(({ key }) => key === 'click_to_stream');
    expect(click?.value).toBeNull();
    expect(click?.note).toBeTruthy();
  });
});

describe('errors teach', () => {
  const cases: [string, string, Record<string, unknown>, string[]][] = [
    [
      'an unknown argument',
      'streams_trend',
      { perid: 'mtd' },
      ['"perid"', 'Did you mean "period"?', 'Valid: artist'],
    ],
    [
      'an unknown value',
      'streams_trend',
      { grain: 'monht' },
      ['"monht"', '"month"', 'day, week, month, year'],
    ],
    ['an unknown period', 'streams_trend', { period: 'last_28' }, ['last_28d']],
    ['an unknown metric', 'top_items', { metric: 'strems' }, ['Did you mean "streams"?']],
    ['an unknown artist', 'streams_trend', { artist: 'ZONE A1' }, ['ZONE A0']],
    ['an unknown tool', 'streams_trends', {}, ['"streams_trends"', 'Did you mean "streams_trend"?']],
    [
      'arguments beside params',
      'render_chart',
      { command: 'top_items', period: 'mtd' },
      ['"period"', 'params'],
    ],
    ['a chart of nothing', 'render_chart', { command: 'top_item' }, ['Did you mean "top_items"?']],
    [
      'a wrong argument inside',
      'render_chart',
      { command: 'top_items', params: { x: 1 } },
      ['"top_items"', '"x"', 'Valid:'],
    ],
  ];
  it.each(cases)('%s', async (_, tool, args, parts) => {
    const result = await owner.call(tool, args);
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    for (const part of parts) expect(textOf(result)).toContain(part);
    expect(textOf(result)).toMatch(/\nTry: .+/);
  });

  it('and the server goes on after calls that are no calls at all', async () => {
    const wrong = { method: 'tools/call', params: { name: 'top_items', arguments: [1] } } as never;
    await expect(owner.client.callTool({ name: 'top_items', arguments: [1] as never })).rejects.toThrow();
    await expect(owner.client.request(wrong, {} as never)).rejects.toThrow();
    expect((await owner.call('data_freshness')).isError).toBeUndefined();
    expect(owner.noise).toEqual([]);
  });
});

describe('render_chart', () => {
  it('gives a real PNG and its words, and no structured content that would hide it', async () => {
    const result: CallToolResult = await owner.call('render_chart', {
      command: 'streams_trend',
      params: { period: '2026-11-01..2026-11-20' },
    });
    expect(result.isError, textOf(result)).toBeUndefined();
    expect(result.structuredContent).toBeUndefined();
    const picture = result.content.find((block) => block.type === 'image');
    expect(picture?.mimeType).toBe('image/png');
    const png = Buffer.from(picture?.data ?? '', 'base64');
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(1200);
    expect(png.length).toBeLessThan(1_000_000);
    expect(textOf(result)).toContain('Streams');
  });
});
