import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { envText, setInEnv, settings } from '../cli/env-example.ts';
import { environment, PROJECT } from '../core/config.ts';

const file = readFileSync(join(PROJECT, '.env.example'), 'utf8');

describe('.env.example', () => {
  it('is what the schema of the environment makes ("npm run format:env" writes it)', () => {
    expect(file).toBe(envText());
  });

  it('has every setting, and never a value', () => {
    const read = parseEnv(file);
    expect(Object.keys(read).sort()).toEqual(Object.keys(environment.shape).sort());
    expect(Object.values(read).filter((value) => value !== '')).toEqual([]);
  });

  it('says of every setting what it is, where it comes from and what needs it', () => {
    for (const setting of settings()) {
      const before = file.slice(0, file.indexOf(`\n${setting.name}=`));
      const block = before
        .slice(before.lastIndexOf('\n\n') + 2)
        .replaceAll('\n# ', ' ')
        .replace(/^# /, '');
      expect(block).toContain(setting.description);
      expect(block).toContain(setting.where);
      expect(block).toContain(setting.for);
    }
  });
});

describe('setting a value in .env', () => {
  it('changes its line, or adds it, and leaves the rest as it is', () => {
    const text = '# mine\nTOKEN=secret # keep\nBEDROT_ROLE=\n';
    const next = setInEnv(text, { BEDROT_ROLE: 'analyst', BEDROT_DATA: '/a b/c#1' });
    expect(next).toBe('# mine\nTOKEN=secret # keep\nBEDROT_ROLE=analyst\nBEDROT_DATA="/a b/c#1"\n');
    expect(parseEnv(next)).toEqual({ TOKEN: 'secret', BEDROT_ROLE: 'analyst', BEDROT_DATA: '/a b/c#1' });
  });

  it('does not take a commented line or a longer name for the setting', () => {
    const text = '# BEDROT_ROLE=owner\nMY_BEDROT_ROLE=x';
    expect(setInEnv(text, { BEDROT_ROLE: 'viewer' })).toBe(`${text}\nBEDROT_ROLE=viewer\n`);
  });
});
