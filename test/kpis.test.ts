import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadCommands } from '../commands/kit/registry.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';

// docs/kpis.md says where each number of the label's catalogue is; this holds it to what is there.

const metrics = await loadMetrics();
const commands = new Set((await loadCommands()).map(({ name }) => name));

const page = readFileSync(join(import.meta.dirname, '../docs/kpis.md'), 'utf8');

interface Kpi {
  number: number;
  metrics: string[];
  commands: string[];
  remark: string;
}

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

const kpis = (text: string): Kpi[] =>
  text.split('\n').flatMap((line): Kpi[] => {
    const [, number, , numbers = '', asked = '', remark = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^\d+$/.test(number ?? '')) return [];
    return [{ number: Number(number), metrics: named(numbers), commands: named(asked), remark }];
  });

/** What is wrong with the table. */
function complaints(all: readonly Kpi[]): string[] {
  return all.flatMap(({ number, metrics: numbers, commands: asked, remark }) => [
    ...numbers.filter((name) => !metrics.has(name)).map((name) => `${number}: no metric ${name}`),
    ...asked.filter((name) => !commands.has(name)).map((name) => `${number}: no command ${name}`),
    ...(numbers.length === 0 && asked.length === 0 && !remark.startsWith('not offered: ')
      ? [`${number}: nowhere, and no reason`]
      : []),
    ...(numbers.length === 0 && remark === '' ? [`${number}: no metric, and no reason`] : []),
  ]);
}

it('all 55 are there once, and each name exists', () => {
  const all = kpis(page);
  expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 55 }, (_, at) => at + 1));
  expect(complaints(all)).toEqual([]);
});

it('a name that is nowhere, and a number without a place or a reason, are told', () => {
  expect(
    complaints(
      kpis(
        '| 1 | Streams | `strems` | `stream` | |\n| 2 | Luck | - | - | |\n| 3 | Love | - | - | not offered: why |',
      ),
    ),
  ).toEqual([
    '1: no metric strems',
    '1: no command stream',
    '2: nowhere, and no reason',
    '2: no metric, and no reason',
  ]);
});
