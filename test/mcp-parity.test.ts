import { execFile } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerSchema } from '../commands/kit/answer.ts';
import type { Command } from '../commands/kit/define.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { toStructured } from '../mcp-server/structured.ts';
import { type Agent, environmentOf, MAIN, startAgent, textOf } from './mcp-agent.ts';
import { questionOf } from './support/questions.ts';

let sample: Sample;
let agent: Agent;
let commands: (Command & { tool: string })[];
beforeAll(async () => {
  sample = sampleLabel();
  agent = await startAgent(sample.data, 'owner');
  commands = (await loadCommands()).filter(
    (command): command is Command & { tool: string } => command.tool !== undefined,
  );
});
afterAll(async () => {
  await agent.close();
  sample.remove();
});

/** The answer on a terminal as JSON, or null where it was refused. */
const onTerminal = (name: string, params: Record<string, string | undefined>) =>
  new Promise<unknown>((resolve, reject) => {
    const flags = Object.entries(params).map(([param, value]) => `--${param}=${value}`);
    const env = environmentOf(sample.data, 'owner');
    execFile(process.execPath, [MAIN, name, ...flags, '--json'], { env }, (error, out, err) => {
      if (!error) resolve(JSON.parse(out));
      else if (error.code === 64) resolve(null);
      else reject(new Error(`${name} ${flags.join(' ')}: ${err}`, { cause: error }));
    });
  });

it('a terminal and an agent get the same answer to any question, or are both refused', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(questionOf(commands), async ({ command: { name, tool }, params }) => {
      const [terminal, result] = await Promise.all([onTerminal(name, params), agent.call(tool, params)]);
      if (terminal === null) {
        expect(result.isError, textOf(result)).toBe(true);
        return;
      }
      expect(result.isError, textOf(result)).toBeUndefined();
      expect(result.structuredContent).toEqual(toStructured(answerSchema.parse(terminal)));
      answered += 1;
    }),
    { numRuns: 16, endOnFailure: true },
  );
  // Most are answered: a test that only compares refusals proves nothing.
  expect(answered).toBeGreaterThan(4);
}, 180_000);
