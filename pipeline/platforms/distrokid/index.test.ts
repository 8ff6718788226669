import { describe, expect, it } from 'vitest';
import { cellsFromRows } from '../../kit/cells.ts';
import { Frame } from '../../kit/frame.ts';
import type { Document } from '../../kit/read/document.ts';
import { stage } from '../../kit/stage.ts';
import { bank } from './bank.ts';
import { stats } from './stats.ts';

const page = (head: string): Document => ({
  originalName: 'stats.html',
  entry: null,
  format: 'html',
  encoding: 'utf-8',
  size: head.length,
  head,
  header: null,
  delimiter: null,
  bytes: async function* () {
    yield Buffer.from(head);
  },
  text: async () => head,
});

describe('distrokid stats', () => {
  it('tells the page by what it holds, whatever its name', () => {
    expect(stats.detect(page('<html><div id="trend365day"></div>'))).toEqual({ account: 'spotify' });
    expect(stats.detect(page('<html>DistroKid<script>var chartData = ['))).toEqual({
      account: 'apple-music',
    });
    expect(stats.detect(page('<html>somebody else<script>var chartData = ['))).toBeNull();
    expect(stats.detect(page('<html>DistroKid - Sign In'))).toBeNull();
  });

  it('refuses a page that was saved before its chart stood there', async () => {
    const reading = (async () => {
      for await (const cells of stats.read(page('<html><div id="trend365day"></div></html>'))) return cells;
    })();
    await expect(reading).rejects.toThrow(/has no chart with days/);
  });
});

describe('distrokid bank', () => {
  it('refuses a file in another currency by its column', async () => {
    const header = Object.values(bank.columns).map((column) => column.headers[0] ?? '');
    const euros = header.map((name) => (name === 'Earnings (USD)' ? 'Earnings (EUR)' : name));
    const cells = cellsFromRows(euros, [{ line: 2, cells: euros.map(() => '') }]);
    const file = { index: 0, landedDay: '2026-11-22', originalName: 'bank.csv', account: '', rows: 0 };
    await expect(stage(new Frame(bank), cells, file)).rejects.toThrow(
      /without the column "Earnings \(USD\)"/,
    );
  });
});
