import { loadCommands } from '../commands/kit/registry.ts';
import type { Exchange, LocalDiscord } from '../sandbox/discord/index.ts';
import { discordHouse } from './discord-house.ts';
import { bankFile } from './kit/bank.ts';
import { importBank, sumsOf } from './kit/ours.ts';
import { percentile } from './kit/stats.ts';
import { atMost, type Line, milliseconds } from './kit/table.ts';

const ACK_MS = 250;
const CHART_MS = 1_500;
/** A text answer during a load may take so many times what it takes idle, or so much longer. */
const TEXT_TIMES = 2;
const TEXT_MORE_MS = 25;
/** Questions of each kind during the loads: below it a p95 says little, so there are more rounds, up to a limit. */
const LEAST = 60;
const MOST_ROUNDS = 6;
/** Questions of each kind idle, over the rounds asked for. */
const IDLE = 120;

/** Asked in this order, one after the other, each as soon as the last is answered. */
const QUESTIONS = [
  { kind: 'text', name: 'freshness', options: {} },
  { kind: 'chart', name: 'streams', options: { artist: 'PIG1987', period: 'last_90d' } },
  { kind: 'text', name: 'metrics', options: {} },
  { kind: 'chart', name: 'revenue', options: { period: 'ytd' } },
  { kind: 'text', name: 'freshness', options: {} },
  { kind: 'chart', name: 'summary', options: {} },
  { kind: 'text', name: 'metrics', options: {} },
  { kind: 'chart', name: 'top', options: {} },
] as const;

type Question = (typeof QUESTIONS)[number];
type Kind = Question['kind'];
const MOMENTS = ['idle', 'during the load', 'idle after it'] as const;
type Moment = (typeof MOMENTS)[number];

interface Times {
  /** Milliseconds from sending INTERACTION_CREATE to the call-back. */
  ack: number[];
  /** Milliseconds from sending INTERACTION_CREATE to the final content. */
  answer: number[];
}
type Taken = Record<Moment, Record<Kind, Times>>;

export interface DiscordBenchOptions {
  rows: number;
  rounds: number;
  progress(text: string): void;
}

/**
 * The bot in a process of its own, asked over a local Discord: idle, while a bank file is loaded into the same data folder,
 * and after it. Each round is a fresh data folder and a fresh bot, each question asked once before it counts.
 * @throws Error when an answer is none or lacks its chart, when the load lost rows, when Discord would have objected.
 */
export async function benchDiscord({ rows, rounds, progress }: DiscordBenchOptions): Promise<Line[]> {
  const bank = await bankFile(rows);
  const taken = Object.fromEntries(
    MOMENTS.map((moment) => [moment, { text: noTimes(), chart: noTimes() }]),
  ) as Taken;
  const loads: number[] = [];
  const enough = (): boolean => taken['during the load'].chart.answer.length >= LEAST;
  for (let round = 1; round <= rounds || (round <= MOST_ROUNDS && !enough()); round++) {
    progress(`discord, round ${round}: the demo label and the bot`);
    const { discord, data, close } = await discordHouse();
    try {
      const ask = await asker(discord);
      const askTimes = async (moment: Moment, wanted: () => boolean): Promise<void> => {
        for (let turn = 0; wanted(); turn++) {
          const question = QUESTIONS[turn % QUESTIONS.length] as Question;
          const { ackMs, answerMs } = await ask(question);
          const times = taken[moment][question.kind];
          times.ack.push(ackMs ?? Number.NaN);
          times.answer.push(answerMs ?? Number.NaN);
        }
      };
      const upTo = (count: number) => () => count-- > 0;
      const idle = 2 * Math.ceil(IDLE / rounds);
      for (const question of QUESTIONS) await ask(question);

      progress(
        `discord, round ${round}: ${idle} questions idle, during a load of ${rows} rows, and idle again`,
      );
      await askTimes('idle', upTo(idle));
      const before = sumsOf(data).rows;
      let loading = true;
      const load = importBank(data, bank.path).finally(() => {
        loading = false;
      });
      const [{ seconds }] = await Promise.all([load, askTimes('during the load', () => loading)]);
      loads.push(seconds);
      const more = sumsOf(data).rows - before;
      if (more !== bank.rows - bank.bad)
        throw new Error(`the load brought ${more} rows, not ${bank.rows - bank.bad}`);
      await askTimes('idle after it', upTo(idle));
      if (discord.violations.length > 0) throw new Error(JSON.stringify(discord.violations[0]));
    } finally {
      await close();
    }
  }
  return linesOf(taken, loads, rows);
}

/** Asks as the owner, and looks whether the answer is one. */
async function asker(discord: LocalDiscord): Promise<(question: Question) => Promise<Exchange>> {
  const groups = new Map((await loadCommands()).map(({ name, group }) => [name, group]));
  const owner = discord.user(discord.ownerId);
  return async ({ kind, name, options }) => {
    const group = groups.get(name);
    const asked = await owner.slash(group === undefined ? [name] : [group, name], options);
    const { embeds, attachments, content } = await asked.answer(30_000);
    const charts = kind === 'chart' ? 1 : 0;
    if (!embeds[0]?.title || attachments.length !== charts)
      throw new Error(`${name}: ${attachments.length} charts instead of ${charts}, and it says "${content}"`);
    return asked;
  };
}

function linesOf(taken: Taken, loads: readonly number[], rows: number): Line[] {
  const each = loads.map((one) => one.toFixed(1)).join(', ');
  const lines: Line[] = [{ what: `discord: loads of ${rows} rows beside it`, measured: `${each} s` }];
  for (const moment of MOMENTS) {
    const { text, chart } = taken[moment];
    for (const [kind, times] of Object.entries({ text, chart })) {
      const few = times.answer.length < LEAST ? `, FEWER THAN ${LEAST}` : '';
      const what = `discord: ${moment}, ${kind}`;
      lines.push(
        percentiles(`${what}: received to ack (n ${times.ack.length}${few})`, times.ack, ACK_MS),
        percentiles(`${what}: received to answer`, times.answer, kind === 'chart' ? CHART_MS : undefined),
      );
    }
  }
  const idle = percentile(taken.idle.text.answer, 0.99);
  const bound = Math.max(TEXT_TIMES * idle, idle + TEXT_MORE_MS);
  const what = 'discord: text answer during the load, p99 against idle';
  return [
    ...lines,
    atMost(what, percentile(taken['during the load'].text.answer, 0.99), bound, milliseconds),
  ];
}

/** p50, p95 and p99, of which p95 has the bound. */
function percentiles(what: string, times: readonly number[], bound?: number): Line {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share)) as [
    number,
    number,
    number,
  ];
  const measured = `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}, p99 ${milliseconds(p99)}`;
  const line = { what, measured };
  return bound === undefined
    ? line
    : { ...line, target: `p95 <= ${milliseconds(bound)}`, holds: p95 <= bound };
}

const noTimes = (): Times => ({ ack: [], answer: [] });
