import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { discover } from './discover.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('discover', () => {
  const named = (name: string, value: unknown): asserts value is { name: string } => {
    if ((value as { name?: string }).name !== name) throw new Error(`${name} is named otherwise`);
  };

  it('reads files or folders by name, and refuses what does not fit', async () => {
    folder = mkdtempSync(join(tmpdir(), 'bedrot-discover-'));
    writeFileSync(join(folder, 'b.ts'), "export default { name: 'b' };");
    writeFileSync(join(folder, 'a.ts'), "export default { name: 'a' };");
    writeFileSync(join(folder, 'a.test.ts'), 'throw new Error("tests are no definitions");');
    mkdirSync(join(folder, 'kit'));
    mkdirSync(join(folder, 'room'));
    writeFileSync(join(folder, 'room', 'index.ts'), "export default { name: 'room' };");
    expect((await discover(folder, 'files', named)).map((one) => one.name)).toEqual(['a', 'b']);
    expect((await discover(folder, 'folders', named)).map((one) => one.name)).toEqual(['room']);
    writeFileSync(join(folder, 'c.ts'), 'export const c = 1;');
    await expect(discover(folder, 'files', named)).rejects.toThrow(
      /c\.ts: a definition must be the default export/,
    );
  });
});
