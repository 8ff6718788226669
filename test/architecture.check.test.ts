import { describe, expect, it } from 'vitest';
import { read, readAll, type SourceFile } from './house/files.ts';
import { importsOf } from './house/imports.ts';
import { breaches, folderCircles, type Packages } from './house/rules.ts';

const packages: Packages = JSON.parse(read('package.json').text);
const file = (path: string, ...lines: string[]): SourceFile => ({ path, text: lines.join('\n') });
/** What the rules say of one file, with the files it imports beside it. */
const told = (path: string, line: string, ...beside: SourceFile[]): string =>
  breaches([file(path, line), ...beside], {
    dependencies: { 'discord.js': '1', '@modelcontextprotocol/sdk': '1', '@napi-rs/canvas': '1' },
    devDependencies: { vitest: '1' },
  }).join('\n');

describe('who imports whom', () => {
  const files = readAll('.ts');

  it('holds in every file of the house', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(breaches(files, packages)).toEqual([]);
  });

  it('has no folders that load each other', () => {
    // kit words its sentences with view/format.ts, the one function that renders a figure.
    const together = ['commands/kit', 'commands/view'];
    expect(folderCircles(files).filter((group) => group.join() !== together.join())).toEqual([]);
  });
});

describe('every rule can fail', () => {
  const cases: [why: string, path: string, line: string, says: string][] = [
    [
      'core imports nothing of ours',
      'core/a.ts',
      "import { x } from '../warehouse/kit/x.ts';",
      'nothing of ours',
    ],
    [
      'warehouse stands on core',
      'warehouse/kit/a.ts',
      "import type { X } from '../../commands/kit/x.ts';",
      'warehouse may import core',
    ],
    [
      'commands never import pipeline',
      'commands/a.ts',
      "export { x } from '../pipeline/x.ts';",
      'commands may import',
    ],
    ['pipeline never imports commands', 'pipeline/a.ts', "import '../commands/x.ts';", 'pipeline may import'],
    [
      'an agent cannot start a scrape',
      'mcp-server/a.ts',
      "const x = await import('../pipeline/x.ts');",
      'mcp-server may import',
    ],
    ['nor can the bot', 'bot/a.ts', "const x = require('../pipeline/x.ts');", 'bot may import'],
    [
      'nobody imports a surface',
      'commands/a.ts',
      "import x from '../mcp-server/x.ts';",
      'commands may import',
    ],
    [
      'surfaces do not import each other',
      'mcp-server/a.ts',
      "import x from '../cli/x.ts';",
      'mcp-server may import',
    ],
    [
      'sandbox stands on core',
      'sandbox/a.ts',
      "import x from '../pipeline/x.ts';",
      'sandbox may import core',
    ],
    [
      'only the demo loads sandbox',
      'cli/doctor.ts',
      "const x = await import('../sandbox/x.ts');",
      'cli may import',
    ],
    ['and only at run time', 'cli/demo.ts', "import x from '../sandbox/x.ts';", 'only at run time'],
    [
      'a test is bound as its folder is',
      'warehouse/kit/a.test.ts',
      "import x from '../../pipeline/x.ts';",
      'warehouse may import core',
    ],
    ['the product imports no test', 'commands/a.ts', "import x from '../test/x.ts';", 'commands may import'],
    [
      'a process started by URL counts',
      'pipeline/a.ts',
      "const w = new URL('../cli/x.ts', import.meta.url);",
      'pipeline may import',
    ],
    [
      'nothing outside the project',
      'core/a.ts',
      "import x from '../../elsewhere/x.ts';",
      'outside the project',
    ],
    ['a new folder needs a rule', 'web/a.ts', "import x from '../core/x.ts';", 'no rule says'],
    [
      'one file knows the MCP SDK',
      'mcp-server/a.ts',
      "import { S } from '@modelcontextprotocol/sdk/server/mcp.js';",
      'only mcp-server/adapter.ts',
    ],
    ['one folder knows discord.js', 'cli/a.ts', "import { Client } from 'discord.js';", 'only bot/'],
    ['a package is a declared one', 'core/a.ts', "import x from 'left-pad';", 'no dependency'],
    ['the product uses no test tool', 'core/a.ts', "import x from 'vitest';", 'no dependency'],
    [
      'a command is light',
      'commands/a.ts',
      "import c from '@napi-rs/canvas';",
      'commands/a.ts -> @napi-rs/canvas',
    ],
    ['a platform is light', 'pipeline/platforms/x/index.ts', "import 'discord.js';", 'heavy package'],
    ['a metric is light', 'warehouse/metrics/a.ts', "import { c } from '@napi-rs/canvas';", 'heavy package'],
  ];
  it.each(cases)('%s', (_, path, line, says) => {
    const to = importsOf(file(path, line)).filter((edge) => edge.ours && !edge.to.startsWith('..'));
    expect(told(path, line, ...to.map((edge) => file(edge.to)))).toContain(says);
  });

  it('a heavy package is found through other files, and not where it is loaded when used', () => {
    const middle = file(
      'commands/view/b.ts',
      "import type { X } from 'discord.js';",
      "import '@napi-rs/canvas';",
    );
    expect(told('commands/a.ts', "import { b } from './view/b.ts';", middle)).toContain(
      'commands/a.ts -> commands/view/b.ts -> @napi-rs/canvas',
    );
    expect(told('commands/a.ts', "const b = () => import('./view/b.ts');", middle)).not.toContain('heavy');
    expect(told('commands/a.ts', "import type { B } from './view/b.ts';", middle)).not.toContain('heavy');
  });

  it('core has room for eight files', () => {
    const nine = Array.from({ length: 9 }, (_, i) => file(`core/f${i}.ts`));
    expect(breaches(nine, {})).toEqual(['core has 9 files, and at most 8 are allowed']);
    expect(breaches([...nine.slice(1), file('core/a.test.ts')], {})).toEqual([]);
  });

  it('a circle is found, of files and of folders', () => {
    const ring = [
      file('core/a.ts', "import { b } from './b.ts';"),
      file('core/b.ts', "import type { C } from './c.ts';"),
      file('core/c.ts', 'import {', '  a,', "} from './a.ts';"),
    ];
    expect(breaches(ring, {})).toEqual(['circle: core/a.ts <-> core/b.ts <-> core/c.ts']);
    expect(
      folderCircles([
        file('commands/kit/a.ts', "import { b } from '../view/b.ts';"),
        file('commands/view/c.ts', "import { a } from '../kit/a.ts';"),
        file('commands/kit/read/d.ts', "import { a } from '../a.ts';"),
        file('commands/kit/e.ts', "import { d } from './read/d.ts';"),
      ]),
    ).toEqual([['commands/kit', 'commands/view']]);
  });

  it('an import of a file that is not there is told', () => {
    expect(told('core/a.ts', "import { b } from './gone.ts';")).toContain('core/gone.ts, which is not there');
  });

  it('what is allowed is allowed, and a comment is no import', () => {
    expect(told('bench/a.ts', "const x = await import('../sandbox/x.ts');", file('sandbox/x.ts'))).toBe('');
    expect(told('cli/demo.ts', "const x = await import('../sandbox/x.ts');", file('sandbox/x.ts'))).toBe('');
    expect(told('core/a.ts', "// import x from '../cli/x.ts';")).toBe('');
    expect(told('core/a.ts', " * const x = import('../cli/x.ts')")).toBe('');
  });
});
