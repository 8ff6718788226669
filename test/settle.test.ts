import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../commands/kit/answer.ts';
import { takeRunLock } from '../pipeline/kit/lock.ts';
import { FACTS } from '../warehouse/kit/facts.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { listAudit } from '../warehouse/ops/audit.ts';
import { listAllDecisions, listDecisions } from '../warehouse/ops/decisions.ts';
import { Shell } from './cli-run.ts';
import { hashTables } from './support/tables.ts';

const HEADER =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSource Type\tCountry of Sale\tEarnings (USD)\n';
const line = (
  month: string,
  store: string,
  artist: string,
  isrc: string,
  quantity: number,
  usd: string,
): string =>
  `2025-05-15\t${month}\t${store}\t${artist}\tSong ${isrc}\t${isrc}\t195000000000\t${quantity}\t100\tSong\tUS\t${usd}\n`;
const LABEL = {
  name: 'TEST LABEL',
  artists: [{ name: 'ZONE A0', aliases: ['zonea0'] }, { name: 'PIG1987' }],
};

let shell: Shell;
beforeAll(() => {
  shell = new Shell();
  writeFileSync(shell.at('label.json'), JSON.stringify(LABEL));
  writeFileSync(
    shell.at('bank.tsv'),
    HEADER +
      line('2025-02', 'Spotify', 'ZONE A0', 'QZABC2500001', 1000, '3.00') +
      line('2025-02', 'Spotify', 'zone ao', 'QZABC2500002', 200, '0.50') +
      line('2025-03', 'Spotify', 'Zone-AO & PIG1987', 'QZABC2500003', 100, '0.25') +
      line('2025-03', 'Boomplay', 'PIG1987', 'QZABC2500004', 50, '0.10') +
      line('2025-03', 'Spotify', 'Whoever', 'QZABC2500005', 10, '0.01'),
  );
  expect(shell.bedrot(['init', '--from', shell.at('label.json'), '--env', shell.at('.env')]).status).toBe(0);
  expect(shell.bedrot(['import', shell.at('bank.tsv')]).status).toBe(0);
});
afterAll(() => shell.remove());

const say = (...argv: string[]): string => {
  const { status, out, err } = shell.bedrot(argv);
  expect(err).toBe('');
  expect(status).toBe(0);
  return out;
};
const refused = (...argv: string[]): string => {
  const { status, err } = shell.bedrot(argv);
  expect(status).toBe(64);
  return err;
};
const ask = (...argv: string[]): Answer => JSON.parse(say(...argv, '--json')) as Answer;
/** Name -> what stands in the queue beside it. */
const queue = (): Record<string, unknown> => {
  const { table } = ask('unmatched');
  const at = (key: string): number => table?.columns.findIndex((column) => column.key === key) ?? -1;
  return Object.fromEntries(
    (table?.rows ?? []).map((row) => [
      row[at('name')],
      [row[at('kind')], row[at('money')], row[at('rows')], row[at('near')]],
    ]),
  );
};
const artists = (): Record<string, unknown> => {
  const { table } = ask('top', '--metric', 'revenue', '--by', 'artist', '--period', 'all');
  return Object.fromEntries((table?.rows ?? []).map(([, name, value]) => [name, value]));
};
const hashes = (): Record<string, string> => hashTables(shell.data);
const facts = (): Record<string, string> =>
  Object.fromEntries(Object.entries(hashes()).filter(([table]) => table in FACTS));
const withOps = <T>(read: (ops: ReturnType<typeof openOps>) => T): T => {
  const ops = openOps(shell.data);
  try {
    return read(ops);
  } finally {
    ops.close();
  }
};

// One name after the other, in order: each step stands on the one before.
describe('settling names in a terminal', () => {
  let before: Record<string, string>;

  it('begins with a queue: money, rows, and who it may be', () => {
    before = hashes();
    expect(queue()).toEqual({
      'Zone-AO': ['artist', '0.75 USD', 2, 'ZONE A0'],
      Boomplay: ['store', '0.10 USD', 1, ''],
      Whoever: ['artist', '0.01 USD', 1, ''],
    });
  });

  it('says what it would do, and does nothing without --yes', () => {
    expect(say('settle', 'artist', 'zone ao', '--as', 'zonea0')).toBe(
      '"zone ao" will be another spelling of the artist ZONE A0. Re-labelled: 2 rows, 0.75 USD, 2025-02 to 2025-03. No number is changed.\n' +
        'Nothing was done. Say it again with --yes.\n',
    );
    expect(hashes()).toEqual(before);
    expect(withOps(listDecisions)).toEqual([]);
  });

  it('re-labels the past and touches no fact', () => {
    const told = facts();
    expect(artists()).toMatchObject({ 'ZONE A0': '3.00', 'Zone-AO': '0.75' });
    expect(say('settle', 'artist', 'zone ao', '--as', 'ZONE A0', '--yes')).toBe(
      '"zone ao" is another spelling of the artist ZONE A0. Re-labelled: 2 rows, 0.75 USD, 2025-02 to 2025-03.\n',
    );
    expect(artists()).toMatchObject({ 'ZONE A0': '3.75' });
    expect(Object.keys(artists())).not.toContain('Zone-AO');
    expect(facts()).toEqual(told);
    expect(Object.keys(queue())).toEqual(['Boomplay', 'Whoever']);
    expect(withOps((ops) => listAudit(ops, 1))).toMatchObject([
      { surface: 'cli', who: 'cli', what: 'settle' },
    ]);
  });

  it('settles stores and strangers, as words of a group too', () => {
    const out = say('pipeline', 'settle', 'store', 'Boomplay', 'new', '--usage', 'stream', '--yes');
    expect(out).toContain(
      '"Boomplay" is a store of Boomplay (stream). Re-labelled: 1 row, 0.10 USD, 2025-03.',
    );
    say('settle', 'artist', 'Whoever', 'ignore', '--yes');
    expect(queue()).toEqual({});
    expect(say('unmatched')).toContain('Every name in your files is known.');
    // 1,000 + 200 + 100 + 10, and Boomplay's 50 are streams now.
    const streams = ask('streams', '--period', 'all', '--kind', 'reported');
    expect(streams.figures.find(({ key }) => key === 'streams')?.value).toBe(1360);
  });

  it('gives the same after a rebuild', () => {
    const settled = hashes();
    expect(settled).not.toEqual(before);
    say('rebuild');
    expect(hashes()).toEqual(settled);
  });

  it('goes into label.json, and nothing is named otherwise by it', () => {
    const settled = hashes();
    const file = join(shell.data, 'label.json');
    const printed = say('label', 'export');
    expect(JSON.parse(printed)).toEqual({
      ...LABEL,
      artists: [
        { name: 'ZONE A0', aliases: ['zonea0', 'zone ao'] },
        { name: 'PIG1987' },
        { name: 'Whoever', role: 'collaborator' },
      ],
      stores: [{ match: 'Boomplay', platform: 'Boomplay', usage: 'stream', exact: true }],
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(LABEL);

    expect(say('label', 'export', '--write')).toContain('3 decisions are in');
    expect(readFileSync(file, 'utf8')).toBe(printed);
    const kept = readdirSync(join(shell.data, 'archive')).find((name) => name.startsWith('label_archived_'));
    expect(JSON.parse(readFileSync(join(shell.data, 'archive', kept ?? ''), 'utf8'))).toEqual(LABEL);
    expect(withOps(listDecisions)).toEqual([]);
    expect(withOps((ops) => listAllDecisions(ops, 9)).map(({ withdrawnWhy }) => withdrawnWhy)).toEqual(
      Array(3).fill('in label.json'),
    );
    expect(hashes()).toEqual(settled);
    say('run');
    expect(hashes()).toEqual(settled);
    say('rebuild');
    expect(hashes()).toEqual(settled);
    expect(say('label', 'export', '--write')).toBe(
      'Nothing was decided that label.json does not say already.\n',
    );
  });

  it('lets label.json win, and teaches', () => {
    expect(refused('settle', 'artist', 'Zone.AO', '--as', 'PIG1987', '--yes')).toContain(
      '"Zone.AO" cannot be settled so: label.json says what this name is. Nothing was done.',
    );
    expect(refused('settle', 'artist', 'x', '--as', 'PIG 1978')).toContain(
      'There is no artist "PIG 1978". Did you mean "PIG1987"?',
    );
    expect(refused('settle', 'artist', 'x')).toContain('It takes AS. See "bedrot settle --help".');
    expect(refused('settle', 'artits', 'x', 'new')).toContain('Did you mean "artist"?');
    expect(refused('unsettle', 'artist', 'zone ao', '--yes')).toContain(
      'Nothing was decided of the artist "zone ao".',
    );
    expect(refused('setle')).toContain('Did you mean "settle"');
    expect(withOps(listDecisions)).toEqual([]);
  });

  it('is taken back to the hash', () => {
    writeFileSync(join(shell.data, 'label.json'), JSON.stringify(LABEL));
    say('run');
    expect(hashes()).toEqual(before);
    say('settle', 'collaboration', 'Whoever', '--as', 'ZONE A0 & PIG1987', '--yes');
    expect(artists()).toMatchObject({ 'ZONE A0': '3.01' });
    expect(say('unsettle', 'collaboration', 'whoever', '--yes')).toContain(
      '"Whoever" is no longer a credit of ZONE A0 and PIG1987. Re-labelled: 1 row, 0.01 USD, 2025-03.',
    );
    expect(hashes()).toEqual(before);
  });

  it('leaves it to a run that is at work', () => {
    const lock = takeRunLock(shell.data);
    try {
      const out = say('settle', 'artist', 'zone ao', '--as', 'ZONE A0', '--yes', '--json');
      expect(JSON.parse(out)).toMatchObject({ done: true, carried: false });
      expect(hashes()).toEqual(before);
    } finally {
      lock.release();
    }
    say('run');
    expect(artists()).toMatchObject({ 'ZONE A0': '3.75' });
  });

  it('is told by the help', () => {
    expect(say('--help')).toMatch(/settle +Says what a name in your files stands for/);
    expect(say('settle', '--help')).toContain('Usage: bedrot settle KIND NAME AS [flags]');
    expect(say('pipeline', '--help')).toMatch(/unsettle/);
  });
});
