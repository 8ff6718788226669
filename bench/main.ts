import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchCorrect, benchReload } from './again.ts';
import { benchCommands } from './commands.ts';
import { benchCurated } from './curated.ts';
import { benchDiscord } from './discord.ts';
import { benchFeeds, FEED_ROWS } from './feeds.ts';
import { bankFile } from './kit/bank.ts';
import { freshHouse, importBank } from './kit/ours.ts';
import { atMost, type Line, milliseconds, ratio, tableOf } from './kit/table.ts';
import { restOfLabel } from './kit/whole-label.ts';
import { benchLoad } from './load.ts';
import { benchMcpStart } from './mcp-start.ts';
import { benchYear } from './year.ts';

const PARTS = [
  ...(['load', 'feeds', 'year', 'reload', 'correct', 'curated'] as const),
  ...(['commands', 'mcp-start', 'discord'] as const),
] as const;
/** A label of so many months has tables worth packing. */
const CURATED_MONTHS = 96;
const USAGE = `npm run bench -- [${PARTS.join('|')} ...] [--rows 1000000] [--rounds 3]
Measures against peers doing the same work in the same run. Never fails for being slow; fails when a result is wrong.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
const unknown = positionals.filter((name) => !(PARTS as readonly string[]).includes(name));
const parts = positionals.length === 0 ? PARTS : PARTS.filter((name) => positionals.includes(name));
if (values.help || unknown.length > 0 || !(rows >= 1_000) || !(rounds >= 1)) {
  console.error(unknown.length > 0 ? `There is no part ${unknown.join(', ')}.\n${USAGE}` : USAGE);
  process.exit(values.help ? 0 : 64);
}

const progress = (text: string): void => console.error(`  ${text}`);
const lines: Line[] = [];
let data = '';
try {
  if (parts.includes('load')) {
    const load = await benchLoad({ rows, rounds, progress });
    lines.push(...load.lines);
    data = load.data;
  }
  if (parts.includes('feeds'))
    lines.push(...(await benchFeeds({ rows: Math.min(rows, FEED_ROWS), rounds, progress })));
  if (parts.includes('year')) lines.push(...(await benchYear(rounds, progress)));
  if (parts.includes('reload')) lines.push(...(await benchReload({ rows, rounds, progress })));
  if (parts.includes('correct')) lines.push(...(await benchCorrect({ rows, rounds, progress })));
  if (parts.includes('curated')) lines.push(...(await benchCurated(CURATED_MONTHS, progress)));
  if (!data && parts.some((part) => part === 'commands' || part === 'mcp-start')) {
    progress(`a warehouse of ${rows} facts`);
    data = freshHouse();
    await importBank(data, (await bankFile(rows)).path);
  }
  if (parts.includes('commands')) {
    progress('the rest of a label beside the statements');
    await restOfLabel(data);
    lines.push(...(await benchCommands(data, progress)));
  }
  if (parts.includes('mcp-start')) {
    progress('MCP start');
    const { ours, trivial, ratio: measured, rounds: starts } = await benchMcpStart(data);
    const what = `mcp: start to initialize, median of ${starts}: ours ${milliseconds(ours)}, trivial server ${milliseconds(trivial)}`;
    lines.push(atMost(what, measured, 2, ratio));
  }
  if (parts.includes('discord')) lines.push(...(await benchDiscord({ rows, rounds, progress })));
} finally {
  if (existsSync(data)) await rm(data, { recursive: true });
}
const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
console.log(`${machine}, ${process.platform}, Node ${process.versions.node}\n\n${tableOf(lines)}`);
