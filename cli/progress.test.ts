import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Terminal } from './kit/terminal.ts';
import { createProgress, progressLine } from './progress.ts';

function screen(watched: boolean): { terminal: Terminal; drawn: string[]; tidy(): void } {
  const drawn: string[] = [];
  let tidy = (): void => {};
  const terminal: Terminal = {
    out: () => {},
    err: (text) => drawn.push(text),
    colour: false,
    watched,
    interactive: false,
    columns: 60,
    tidy: () => tidy(),
    onTidy: (act) => {
      tidy = act;
    },
    paint: (_style, text) => text,
  };
  return { terminal, drawn, tidy: () => tidy() };
}

describe('a progress line', () => {
  it('shows a bar where the whole is known', () => {
    expect(progressLine('Reading', 6200, 12400)).toBe(
      'Reading  [############............]  50 %  6,200 of 12,400',
    );
    expect(progressLine('Reading', 99999, 100000)).toContain(' 99 %');
    expect(progressLine('Nothing', 0, 0)).toContain('100 %');
  });

  it('counts where it is not known', () => {
    expect(progressLine('Reading', 0, null)).toBe('Reading');
    expect(progressLine('Reading', 1234, null)).toBe('Reading  1,234');
  });
});

describe('a progress display', () => {
  it('draws at most every 80 ms, never wider than the terminal, and wipes itself', () => {
    let now = 0;
    const { terminal, drawn } = screen(true);
    const progress = createProgress(terminal, () => now);
    progress.step('A step with a very long name that goes beyond the width of it', 100);
    for (let i = 0; i < 50; i++) progress.advance(1);
    expect(drawn).toHaveLength(1);
    now = 80;
    progress.advance(1);
    expect(drawn).toHaveLength(2);
    for (const line of drawn)
      expect(stripVTControlCharacters(line).replace('\r', '').length).toBeLessThan(60);
    progress.end();
    expect(drawn.at(-1)).toBe('\r\u001b[2K\u001b[?25h');
    progress.end();
    expect(drawn).toHaveLength(3);
  });

  it('gives the cursor back when work is broken off', () => {
    const { terminal, drawn, tidy } = screen(true);
    createProgress(terminal, () => 0).step('Reading', null);
    tidy();
    expect(drawn.at(-1)).toContain('\u001b[?25h');
  });

  it('draws nothing where nobody watches', () => {
    const { terminal, drawn } = screen(false);
    const progress = createProgress(terminal, () => 0);
    progress.step('Reading', 10);
    progress.advance(10);
    progress.end();
    expect(drawn).toEqual([]);
  });
});
