import { z } from 'zod';
import { type OpenContext, openContext } from '../commands/kit/context.ts';
import type { Command } from '../commands/kit/define.ts';
import { loadCommands, unwrap } from '../commands/kit/registry.ts';
import { answerCommand } from '../commands/kit/run.ts';
import { fixedClock } from '../core/clock.ts';
import { BedrotError } from '../core/errors.ts';
import { type Random, random } from '../sandbox/label/random.ts';
import { median, percentile } from './kit/stats.ts';
import { type Line, milliseconds } from './kit/table.ts';
import { TODAY } from './kit/whole-label.ts';
import { benchQuestions } from './questions.ts';

const RUNS = 30;
/** Questions of a command before those that count: a bot and a server have answered before, and their code is compiled. */
const BEFORE = 3;
const MOST_MS = 150;
/** What is looked at first, and most often. */
const MOST_MS_OF: Readonly<Record<string, number>> = { summary: 50 };

/** What the bulk file can be asked for; the other params are choices, or are left out. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  artist: ['PIG1987', 'ZONE A0', 'DEEPCURSE', 'Sxnctuary'],
  platform: ['spotify', 'apple-music', 'youtube-music', 'tiktok'],
  country: ['US', 'DE', 'NA', 'BR'],
  track: ['NEON ABATTOIR 196', 'QZTST2600132', '夜行 010'],
  metric: ['streams', 'revenue', 'revenue_per_stream'],
  metrics: ['streams', 'revenue,streams', 'revenue,revenue_received,revenue_per_stream'],
  where: ['platform=spotify', 'artist=PIG1987,ZONE A0', 'country=US; platform=spotify'],
  dimension: ['artist', 'track', 'platform', 'country'],
  period: ['2025', '2024', '2025-09', 'all', '2024-07-01..2025-06-30', '2025-10-01..2025-12-31'],
};

/**
 * Each command's p50 and p95 over a loaded warehouse, answers without rendering, params drawn anew each time. Beside them
 * the p95 of the processor time alone: on a machine that does other things as well, the clock measures those too.
 */
export async function benchCommands(data: string, progress: (text: string) => void): Promise<Line[]> {
  const context = await openContext({
    config: { data },
    role: 'owner',
    clock: fixedClock(`${TODAY}T12:00:00Z`),
  });
  try {
    const lines: Line[] = [];
    for (const command of await loadCommands()) {
      progress(`command ${command.name}`);
      const times = timeCommand(command, context);
      const [wall, cpu] = [times.map((one) => one.wall), times.map((one) => one.cpu)];
      const [p95, bound] = [percentile(wall, 0.95), MOST_MS_OF[command.name] ?? MOST_MS];
      lines.push({
        what: `commands: ${command.name}`,
        measured: `p50 ${milliseconds(median(wall))}, p95 ${milliseconds(p95)} (cpu ${milliseconds(percentile(cpu, 0.95))})`,
        ...{ target: `<= ${milliseconds(bound)}`, holds: p95 <= bound },
      });
    }
    progress('the same questions on DuckDB');
    return [...lines, ...(await benchQuestions(data, context))];
  } finally {
    context.close();
  }
}

/** @throws Error when hardly a drawn question can be answered: then nothing would be measured. */
function timeCommand(command: Command, context: OpenContext): { wall: number; cpu: number }[] {
  const lot = random(1987, 'bench', command.name);
  const times: { wall: number; cpu: number }[] = [];
  for (let tried = 0; times.length < BEFORE + RUNS; tried++) {
    if (tried === RUNS * 10)
      throw new Error(`${command.name}: only ${times.length} of ${tried} questions have answers`);
    const params = draw(command, lot);
    const [started, before] = [performance.now(), process.cpuUsage()];
    try {
      answerCommand(command, params, context);
    } catch (thrown) {
      // A metric that knows no such breakdown: another is drawn.
      if (thrown instanceof BedrotError && thrown.code === 'bad_question') continue;
      throw thrown;
    }
    const cpu = process.cpuUsage(before);
    times.push({ wall: performance.now() - started, cpu: (cpu.user + cpu.system) / 1000 });
  }
  return times.slice(BEFORE);
}

function draw(command: Command, lot: Random): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, schema] of Object.entries(command.params.shape as Record<string, z.ZodType>)) {
    const inner = unwrap(schema);
    // The kind is left to the command. What else is drawn are choices, and the examples a param gives.
    const examples = (schema.meta()?.examples ?? inner.meta()?.examples ?? []) as unknown[];
    const choices = inner instanceof z.ZodEnum && name !== 'kind' ? inner.options : examples;
    const values = VALUES[name] ?? choices.map(String);
    const always = name === 'period' || name === 'metrics' || !schema.safeParse(undefined).success;
    if (values.length > 0 && (always || lot.chance(0.4)))
      params[name] = values[lot.below(values.length)] as string;
  }
  return params;
}
