import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig, PROJECT } from './config.ts';
import { loadLabel, parseLabel } from './label.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedrot-config-'));

it('reads .env, lets the environment win, and hangs the data folder on the project', () => {
  const file = join(folder, '.env');
  writeFileSync(file, 'BEDROT_ROLE=analyst\nBEDROT_LOG_LEVEL=warn\nQUICKCHART_HOST=\n');
  const config = loadConfig({ BEDROT_LOG_LEVEL: 'error' }, file);
  expect(config).toMatchObject({
    BEDROT_ROLE: 'analyst',
    BEDROT_LOG_LEVEL: 'error',
    data: join(PROJECT, 'data'),
  });
  // Left empty is not set.
  expect(config.QUICKCHART_HOST).toBe('quickchart.io');
  expect(loadConfig({ BEDROT_DATA: '/somewhere' }, 'none').data).toBe('/somewhere');
});

it('an agent sees no money unless the owner says so', () => {
  expect(loadConfig({}, 'none').BEDROT_ROLE).toBe('viewer');
});

it('stops with one readable sentence instead of falling back', () => {
  expect(() => loadConfig({ BEDROT_ROLE: 'boss' }, 'none')).toThrow(
    /^The environment does not fit: BEDROT_ROLE: /,
  );
});

it('the example label fits, and says where it does not', () => {
  const text = readFileSync(join(PROJECT, 'label.example.json'), 'utf8');
  const label = parseLabel(text);
  expect(label.artists.map((artist) => artist.name)).toEqual([
    'ZONE A0',
    'PIG1987',
    'DEEPCURSE',
    'Sxnctuary',
  ]);
  expect(label.targets.find((target) => target.metric === 'streams' && target.by)?.value).toBe(100_000_000);
  expect(() => parseLabel(text.replace('"#0f172a"', '"navy"'))).toThrow(
    /theme\.background: a colour is #rrggbb/,
  );
  expect(() => parseLabel('{"name": "x", "artists": [], "colour": 1}')).toThrow(/artists/);
  expect(() => parseLabel('{')).toThrow(/is not JSON/);
});

it('a house without label.json says what to do', () => {
  expect(() => loadLabel(folder)).toThrow(/Run "bedrot init" first/);
});

it('sends the token to Discord or stays on this machine, whatever the base is dressed as', () => {
  const base = (DISCORD_API_BASE: string) => loadConfig({ DISCORD_API_BASE }, 'none').DISCORD_API_BASE;
  expect(loadConfig({}, 'none').DISCORD_API_BASE).toBe('https://discord.com/api');
  for (const mine of ['http://127.0.0.1:4001/api', 'http://localhost:80/api', 'http://[::1]:9/api'])
    expect(base(mine)).toBe(mine);
  for (const foreign of [
    'http://discord.com/api',
    'https://discord.com.evil.example/api',
    'https://evil.example/api',
    'http://127.0.0.1@evil.example/api',
    'http://localhost.evil.example/api',
    'http://127.evil.example/api',
    'file:///api',
    'not an address',
  ])
    expect(() => base(foreign), foreign).toThrow(/DISCORD_API_BASE: the token goes there/);
});

it('ids of Discord are text of 17 to 20 digits', () => {
  const owner = (DISCORD_OWNER_ID: string) => loadConfig({ DISCORD_OWNER_ID }, 'none').DISCORD_OWNER_ID;
  expect(owner('123456789012345678')).toBe('123456789012345678');
  expect(() => owner('Alex#1234')).toThrow(/DISCORD_OWNER_ID: an id of Discord has 17 to 20 digits/);
});
