import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelSchema } from '../../core/label.ts';
import { silentLog as log } from '../../core/log.ts';
import type { Answer, Part } from '../kit/answer.ts';
import { documentSample as sample } from './document-sample.testing.ts';
import { paperTheme } from './paper.ts';
import { answerToPdf } from './pdf.ts';
import { readPdf } from './pdf-read.testing.ts';

const { theme } = labelSchema.parse({ name: 'X', artists: [{ name: 'A' }] });
const options = { theme, timeZone: 'Europe/Berlin', log, now: new Date('2026-11-22T17:00:00Z') };
const read = async (answer: Answer, more: Partial<typeof options> = {}) =>
  readPdf(await answerToPdf(answer, { ...options, ...more, compress: false }));
const bare: Answer = { ...sample, demo: false, figures: [], parts: [], as_of: [], notes: [] };

/** A section that is a table of money with so many columns and rows. */
const money = (columns: number, rows: number): Part => ({
  ...{ key: 'table', title: 'Table of money', figures: [], notes: [] },
  table: {
    columns: [
      { key: 'name', label: 'Category', format: 'text' },
      ...Array.from({ length: columns }, (_, index) => ({
        ...{ key: `c${index}`, label: `C${index + 1}`, format: 'money' as const },
      })),
    ],
    rows: Array.from({ length: rows }, (_, row) => [
      `Row ${row + 1}`,
      ...Array.from({ length: columns }, () => '12345.67'),
    ]),
    total_rows: rows,
    truncated: false,
  },
});

describe('answerToPdf', () => {
  it('is a PDF whose text reads in order, with its marks on every page', async () => {
    const { pages, info, catalog } = await read(sample);
    const text = pages.flatMap((page) => page.text);
    const order = [
      ...['Report: 2026-10', 'TEST LABEL', '2026-10-01 to 2026-10-31'],
      ...['Streams', '12,345', '↑ +12.4 % against the month before', 'not complete'],
      ...['Ad spend', 'not known', 'No ads | yet.', 'Top tracks', 'NEON leads.', 'Others follow.'],
      ...['Track', 'Streams', 'Earned (USD)', 'NEON *ABATTOIR*', '11,000', '31.50'],
      ...['… <b>|x', '1,345', 'not known', '2 of 12 rows.', 'Statements come later.'],
      ...['Money', 'Net', '-1,531.02 USD', 'Category', 'Total (USD)', 'software', '-1,531.02'],
      ...[
        'About these numbers',
        'Letters that the font of this document has not stand as …; the CSV has them.',
      ],
    ];
    let at = -1;
    for (const piece of order) {
      const next = text.indexOf(piece, at + 1);
      expect(next, `"${piece}" after "${text[at] ?? ''}"`).toBeGreaterThan(at);
      at = next;
    }
    for (const [index, page] of pages.entries()) {
      expect(page.text).toContain(`${index + 1} / ${pages.length}`);
      expect(page.text).toContain('DEMO DATA: generated, not the numbers of a real label');
      expect(page.text).toContain('As of: Statements 2026-10-31 (30 days old, late)');
      expect(page.text.filter((one) => one === 'TEST LABEL').length).toBeGreaterThan(0);
    }
    expect(pages.map(({ images }) => images)).toEqual([1, 0]);
    expect(pages[0]).toMatchObject({ width: 595.28, height: 841.89 });
    expect(info).toContain('/Author');
    expect(catalog).toMatch(/\/MarkInfo|\/StructTreeRoot/);
  }, 30_000);

  it('says nothing of a demo where there is none, and is on Letter in America', async () => {
    const { pages } = await read(bare, { timeZone: 'America/New_York' });
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ width: 612, height: 792 });
    expect(pages[0]?.text.join(' ')).not.toContain('DEMO');
  });

  it('repeats the head of a table on each page, and leaves no row alone on the last', async () => {
    for (const rows of [34, 35, 36, 37, 38, 80]) {
      const { pages } = await read({ ...bare, parts: [money(3, rows)] });
      const counts = pages.map(({ text }) => text.filter((one) => one.startsWith('Row ')).length);
      expect(counts.reduce((sum, count) => sum + count)).toBe(rows);
      for (const [index, { text }] of pages.entries())
        if ((counts[index] as number) > 0) {
          expect(counts[index], `${rows} rows: ${counts.join(', ')}`).toBeGreaterThan(1);
          expect(text.filter((one) => one === 'Category')).toHaveLength(1);
        }
    }
  }, 30_000);

  it('lays a table of a year on its side, and cuts a wider one into several', async () => {
    const year = await read({ ...bare, parts: [money(13, 4)] });
    const wide = year.pages.filter(({ width, height }) => width > height);
    expect(wide).toHaveLength(1);
    expect(wide[0]?.text.filter((one) => one === 'Row 1')).toHaveLength(1);
    const wider = await read({ ...bare, parts: [money(30, 4)] });
    const text = wider.pages.flatMap((page) => page.text);
    expect(text.filter((one) => one === 'Row 1').length).toBeGreaterThan(1);
    expect(text.filter((one) => one === '12,345.67')).toHaveLength(30 * 4);
    for (let column = 1; column <= 30; column += 1)
      expect(text.filter((one) => one === `C${column}`)).toHaveLength(1);
  }, 30_000);

  it('prints Cyrillic, Greek and accents, and breaks what has no blank', async () => {
    const title = 'Ночь Ωmega Ängström Łódź';
    const { pages } = await read({ ...bare, title, notes: ['x'.repeat(300)] });
    const text = pages.flatMap((page) => page.text);
    expect(text.join('')).toContain(title);
    expect(text.filter((one) => /^x+$/.test(one)).join('')).toBe('x'.repeat(300));
    expect(text.filter((one) => /^x+$/.test(one)).length).toBeGreaterThan(1);
  });

  it('reads the same in another reader', async () => {
    const other = '/usr/bin/pdftotext';
    if (!existsSync(other)) return;
    const folder = mkdtempSync(join(tmpdir(), 'bedrot-pdf-'));
    try {
      const file = join(folder, 'a.pdf');
      writeFileSync(file, await answerToPdf(sample, options));
      const text = execFileSync(other, ['-layout', file, '-'], { encoding: 'utf8' });
      expect(text).toMatch(/NEON \*ABATTOIR\* +11,000 +31\.50/);
      expect(text).toMatch(/software +-1,531\.02/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 30_000);
});

describe('colours on paper', () => {
  it('are darkened until white does not swallow them, and else stay', () => {
    // #fef08a has a luminance of 0.85: 1.17 to 1 on white. #3b82f6 has 3.68 to 1.
    const [blue, yellow] = paperTheme({ series: ['#3b82f6', '#fef08a'] }).series;
    expect(blue).toBe('#3b82f6');
    expect(yellow).not.toBe('#fef08a');
    const parts = [1, 3, 5].map((at) => Number.parseInt(yellow?.slice(at, at + 2) ?? '', 16));
    // A gray of 148 (#949494) is the lightest with 3 to 1; the eye weighs green most.
    expect(parts[1]).toBeLessThan(0xa5);
  });
});
