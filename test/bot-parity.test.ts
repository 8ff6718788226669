import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Table } from '../commands/kit/answer.ts';
import type { Command } from '../commands/kit/define.ts';
import { loadCommands, unwrap } from '../commands/kit/registry.ts';
import { shortDay } from '../commands/view/chart-ticks.ts';
import { answerToCsv } from '../commands/view/csv.ts';
import { formatValue } from '../commands/view/format.ts';
import { PHONE_WIDTH } from '../commands/view/phone-table.ts';
import { displayWidth } from '../commands/view/text-layout.ts';
import { BedrotError } from '../core/errors.ts';
import { type BotHouse, botHouse, buttonOf, MONEY, OWNER, textOf } from './support/bot.ts';
import { questionOf } from './support/questions.ts';

let house: BotHouse;
let commands: Command[];
beforeAll(async () => {
  house = await botHouse();
  commands = await loadCommands();
});
afterAll(() => house.close());

const asked = (name: string, params: Record<string, unknown>) =>
  house.sample.ask('owner', name, params).catch((thrown: unknown) => {
    if (thrown instanceof BedrotError) return thrown;
    throw thrown;
  });

/** As Discord sends it: a number as a number. */
const typed = ({ params: { shape } }: Command, words: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(words).map(([name, word]) => {
      const inner = unwrap(shape[name] as never);
      return [name, inner && 'minValue' in inner ? Number(word) : (word ?? '')];
    }),
  );

/** What stands in the table is of the answer's own rows, in their order, and nowhere wider than a phone. */
function expectTable(text: string, { columns, rows }: Table): void {
  const lines = (/^```\n([\s\S]*?)\n```/m.exec(text)?.[1] ?? '').split('\n');
  const from = lines.findIndex((line) => line.startsWith('─')) + 1;
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(PHONE_WIDTH);
  const shown = lines.slice(from).filter((line) => !line.startsWith('… '));
  const series = columns[0]?.format === 'day';
  const last = rows.length - (series ? shown.length : 0);
  expect(shown.length).toBe(Math.min(rows.length, 12));
  for (const [index, line] of shown.entries()) {
    const row = rows[series ? last + index : index] ?? [];
    const whole = columns.flatMap(({ format }, at) => [
      formatValue(row[at] ?? null, format),
      ...(format === 'count' ? [formatValue(row[at] ?? null, 'compact')] : []),
      ...(format === 'day' ? [shortDay(String(row[at]))] : []),
    ]);
    // A name may be cut, a number never is.
    for (const number of line.match(/(?<![\w-])-?\d[\d,.]*[kMB]?(?= |$)/g) ?? [])
      expect(
        whole.some((each) => each.split(' ').includes(number)),
        `${number} of ${line}`,
      ).toBe(true);
  }
}

it('Discord gives the numbers of the command to any question, or both refuse it', async () => {
  const owner = house.discord.user(OWNER);
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(questionOf(commands), async ({ command, params }) => {
      const options = typed(command, params);
      const expected = await asked(command.name, options);
      const path = command.group === undefined ? [command.name] : [command.group, command.name];
      const message = await (await owner.slash(path, options, { channel: MONEY })).answer();
      // Escapes of markdown are for Discord's eyes.
      const text = textOf(message).replace(/\\(?=[^A-Za-z0-9\s])/g, '');
      if (expected instanceof BedrotError) {
        expect(text).toContain(expected.message.slice(0, 60));
        return;
      }
      for (const { label, value, format, unit } of expected.figures)
        expect(text).toContain(`**${label}: ${formatValue(value, format, unit)}**`);
      if (expected.table?.rows.length) expectTable(textOf(message), expected.table);
      if (expected.figures.length > 0 || expected.table?.rows.length) {
        const sent = await (await owner.press(message, buttonOf(message, 'CSV'))).answer();
        const file = house.discord.attachment(sent.attachments[0]?.url ?? '');
        expect(file?.bytes.toString()).toBe(answerToCsv(expected));
      }
      answered += 1;
    }),
    { numRuns: 24, endOnFailure: true },
  );
  // Most are answered: a test that only compares refusals proves nothing.
  expect(answered).toBeGreaterThan(8);
  expect(house.discord.violations).toEqual([]);
}, 180_000);
