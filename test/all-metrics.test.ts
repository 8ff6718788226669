import { afterAll, beforeAll, expect, it } from 'vitest';
import { dispatch } from '../cli/kit/dispatch.ts';
import type { Terminal } from '../cli/kit/terminal.ts';
import { type Answer, answerSchema } from '../commands/kit/answer.ts';
import { formatValue } from '../commands/view/format.ts';
import { systemClock } from '../core/clock.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { type Agent, environmentOf, startAgent, textOf as textOfTool } from './mcp-agent.ts';
import { type BotHouse, botHouse, MONEY, OWNER, textOf } from './support/bot.ts';

// Every metric, asked once of a terminal, an agent and Discord by `query`: the same numbers. Which numbers they are is for
// other tests; that all three are the command's own is what is looked at here.
const AT_ONCE = 5;
const PERIOD = '2026-06-01..2026-11-22';

let house: BotHouse;
let agent: Agent;
beforeAll(async () => {
  // The agent is a process of its own: all three have the clock of this machine.
  house = await botHouse({ bot: { clock: systemClock } });
  agent = await startAgent(house.sample.data, 'owner');
});
afterAll(async () => {
  await agent.close();
  await house.close();
});

/** The word, said in this process: starting one for each would take minutes. */
async function onTerminal(params: Record<string, string>): Promise<Answer> {
  let out = '';
  const terminal: Terminal = {
    out(text) {
      out += text;
    },
    ...{ err: () => {}, tidy: () => {}, onTidy: () => {} },
    ...{
      colour: false,
      watched: false,
      interactive: false,
      columns: 100,
      paint: (_: unknown, text: string) => text,
    },
  };
  const flags = Object.entries(params).map(([name, value]) => `--${name}=${value}`);
  const env = environmentOf(house.sample.data, 'owner');
  expect(await dispatch(['query', ...flags, '--json'], { terminal, clock: systemClock, env })).toBe(0);
  return answerSchema.parse(JSON.parse(out));
}

const numbers = ({ figures, table }: Pick<Answer, 'figures' | 'table'>) => ({
  figures: figures.map(({ key, label, value, unit, format }) => ({ key, label, value, unit, format })),
  rows: table?.rows,
});

it('a terminal, an agent and Discord tell every metric alike', async () => {
  const names = [...(await loadMetrics()).keys()];
  expect(names.length).toBeGreaterThan(50);
  const asked = new Set<string>();
  const owner = house.discord.user(OWNER);
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const metrics = names.slice(at, at + AT_ONCE).join(',');
    const params = { metrics, period: PERIOD };
    const terminal = await onTerminal(params);
    const tool = await agent.call('query_metric', params);
    expect(tool.isError, textOfTool(tool)).toBeUndefined();
    expect(numbers(answerSchema.parse(tool.structuredContent)), metrics).toEqual(numbers(terminal));
    const message = await (await owner.slash(['data', 'query'], params, { channel: MONEY })).answer();
    const text = textOf(message).replace(/\\(?=[^A-Za-z0-9\s])/g, '');
    for (const { key, label, value, unit, format } of terminal.figures) {
      expect(text, key).toContain(`**${label}: ${formatValue(value, format, unit)}**`);
      asked.add(key);
    }
  }
  expect([...asked].sort()).toEqual(names.sort());
}, 120_000);
