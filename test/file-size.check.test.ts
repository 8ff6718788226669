import { describe, expect, it } from 'vitest';
import { readAll, type SourceFile } from './house/files.ts';

const ASK_WHY = 200;
const REFUSED = 300;

/** Files of more lines than `most`, largest first, as `path (lines)`. */
function longer(files: readonly SourceFile[], most: number): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > most)
    .sort((a, b) => b.lines - a.lines)
    .map(({ path, lines }) => `${path} (${lines})`);
}

describe('the size of files', () => {
  const files = readAll('.ts', '.mjs', '.js', '.css');

  it(`no file has more than ${REFUSED} lines`, () => {
    expect(longer(files, REFUSED)).toEqual([]);
    const many = longer(files, ASK_WHY);
    if (many.length > 0) console.log(`More than ${ASK_WHY} lines, ask why: ${many.join(', ')}`);
  });

  it('a file of 301 lines would be refused, one of 300 not', () => {
    const lines = (count: number): string => 'x\n'.repeat(count);
    const planted = [
      { path: 'core/long.ts', text: lines(301) },
      { path: 'core/full.ts', text: lines(300) },
    ];
    expect(longer(planted, REFUSED)).toEqual(['core/long.ts (301)']);
  });
});
