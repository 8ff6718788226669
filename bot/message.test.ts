import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../commands/kit/answer.ts';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { labelSchema } from '../core/label.ts';
import { answerToMessage, LIMITS } from './message.ts';

const { theme } = labelSchema.parse({ name: 'X', artists: [{ name: 'A' }] });
let sample: Sample;
let summary: Answer;
beforeAll(async () => {
  sample = sampleLabel();
  summary = await sample.ask('viewer', 'summary');
});
afterAll(() => sample.remove());

const bare = (): Answer => ({
  ...{ command: 'streams', title: 'Streams', label: 'LABEL', demo: false, figures: [], as_of: [] },
  ...{
    stale: false,
    partial: false,
    notes: [],
    computed_from: { metrics: [], tables: [] },
    audience: 'numbers',
  },
});
const said = (answer: Answer): string => answerToMessage(answer, { theme }).embeds[0]?.description ?? '';

describe('an answer as a message', () => {
  it('tells the sections of a document, those that fit, and counts the others', () => {
    const part = (key: string, text: string) => ({
      ...{ key, title: `Section *${key}*`, text, notes: [] },
      figures: [{ key: 'n', label: 'Net', value: '1.50', unit: 'USD', format: 'money' as const }],
    });
    const short = said({ ...bare(), parts: [part('a', 'It rose.'), part('b', 'It fell.')] });
    expect(short).toBe(
      '**Section \\*a\\***\nIt rose.\n**Net: 1.50 USD**\n**Section \\*b\\***\nIt fell.\n**Net: 1.50 USD**',
    );
    const long = said({ ...bare(), parts: ['a', 'b', 'c'].map((key) => part(key, 'x'.repeat(2100))) });
    expect(long).toContain('Section \\*a\\*');
    expect(long).toMatch(/… and 2 more sections$/);
    expect(long.length).toBeLessThanOrEqual(LIMITS.description);
  });

  it('says what is not known as such, and a change with sign and arrow', () => {
    const change = { absolute: -3, relative: -0.25, against: 'the week before' };
    const figures: Answer['figures'] = [
      { key: 'a', label: 'Plays', value: 9, unit: 'plays', format: 'count', change, partial: true },
      {
        key: 'b',
        label: 'Cost',
        value: null,
        unit: 'USD',
        format: 'money',
        note: 'Bring the file.',
        stale: true,
      },
    ];
    expect(said({ ...bare(), figures })).toBe(
      [
        '**Plays: 9** (not complete) ▼ -25.0 % against the week before',
        '**Cost: not known**',
        '-# Bring the file.',
      ].join('\n'),
    );
  });

  it('marks generated data first, and late data by colour and words', () => {
    const [embed] = answerToMessage({ ...summary, demo: true, stale: true }, { theme }).embeds;
    expect(embed?.author?.name).toMatch(/^DEMO DATA/);
    expect(embed?.color).toBe(0xf59e0b);
    expect(embed?.description).toContain('(late)');
  });

  it('shows of a table what a phone has room for, and says what is left out', () => {
    const columns = ['Source', 'Day', 'Age', 'State', 'Late after'].map((label) => ({
      ...{ key: label, label, format: label === 'Day' ? ('day' as const) : ('text' as const) },
    }));
    const row = ['DistroKid daily streams', '2026-11-20', '2 days', 'overdue', '35 days'];
    const text = said({ ...bare(), table: { columns, rows: [row], total_rows: 1, truncated: false } });
    // 16 letters of the name, the day without its year, the age, two gaps of 2: 32.
    expect(text).toContain('DistroKid daily…  Nov 20  2 days\n');
    expect(text).toContain('-# 2 more columns in the CSV');
  });

  it('tells the picture in words and mentions nobody', () => {
    const picture = { png: new Uint8Array([1, 2]), alt: 'A curve.' };
    const message = answerToMessage(summary, { theme, picture });
    expect(message.files).toEqual([
      { attachment: Buffer.from([1, 2]), name: 'chart.png', description: 'A curve.' },
    ]);
    expect(message.allowedMentions).toEqual({ parse: [] });
  });

  it('stays within the limits of Discord whatever the data say, and counts what it leaves out', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '*', '`', ' ', '\n', 'é'), maxLength: 400 });
    const many = fc.array(text, { maxLength: 40 });
    fc.assert(
      fc.property(text, many, many, many, fc.boolean(), (title, labels, notes, details, demo) => {
        const message = answerToMessage(
          {
            ...{ ...bare(), title, demo, notes },
            figures: labels.map((label) => ({ key: 'k', label, value: 1, unit: '', format: 'count' })),
            details: details.map((one) => ({ title: 'SQL', text: one })),
          },
          { theme },
        );
        const [embed] = message.embeds;
        const parts = [embed?.title, embed?.description, embed?.footer?.text, embed?.author?.name];
        expect(embed?.title?.length).toBeLessThanOrEqual(LIMITS.title);
        expect(embed?.description?.length ?? 0).toBeLessThanOrEqual(LIMITS.description);
        expect(parts.join('').length).toBeLessThanOrEqual(LIMITS.total);
        const shown = embed?.description?.split('\n').filter((line) => line.startsWith('• ')).length ?? 0;
        if (shown < notes.length) expect(embed?.description).toMatch(/… and \d+ more/);
      }),
      { numRuns: 60 },
    );
  });
});
