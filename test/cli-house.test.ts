import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../commands/kit/answer.ts';
import { PROJECT } from '../core/config.ts';
import { takeRunLock } from '../pipeline/kit/lock.ts';
import type { RunReport } from '../pipeline/kit/report.ts';
import { Shell } from './cli-run.ts';

const EXAMPLE = join(PROJECT, 'label.example.json');
const PNG = [0x89, 0x50, 0x4e, 0x47];
const HEADER =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSource Type\tCountry of Sale\tEarnings (USD)\n';
const line = (store: string, artist: string, country: string, quantity: number, earnings: string): string =>
  `2025-05-15\t2025-03\t${store}\t${artist}\tSong of ${artist}\tQZABC25000${artist.length}0\t195000000000\t${quantity}\t100\tSong\t${country}\t${earnings}\n`;

let shell: Shell;
beforeAll(() => {
  shell = new Shell();
  writeFileSync(
    shell.at('bank.tsv'),
    HEADER +
      line('Spotify', 'ZONE A0', 'US', 1000, '3.062') +
      line('Spotify', 'zonea0', 'DE', 234, '0.5') +
      line('Apple Music', 'PIG1987', 'NA', 100, '0.75') +
      line('Apple Music', 'PIG1987', 'US', 7, 'N/A'),
  );
  writeFileSync(
    shell.at('login.csv'),
    '<!doctype html><title>Sign in</title><form><input type=password></form>',
  );
});
afterAll(() => shell.remove());

const json = <T>(...argv: string[]): T => {
  const { status, out, err } = shell.bedrot([...argv, '--json']);
  expect(err).toBe('');
  expect(status).toBe(0);
  return JSON.parse(out) as T;
};
const total = (answer: Answer, key: string) => answer.figures.find((figure) => figure.key === key)?.value;

// One person's first hour, in order: each step stands on the one before.
describe('the first hour', () => {
  it('init without a terminal wants a file, and writes nothing', () => {
    const { status, err } = shell.bedrot(['init', '--env', shell.at('.env')]);
    expect(status).toBe(64);
    expect(err).toContain('There is no terminal to ask in. Give --from label.json or --answers FILE');
    expect(existsSync(shell.data)).toBe(false);
  });

  it('init --from writes label.json and a private .env, and lists the files to fetch', () => {
    const { status, out } = shell.bedrot(['init', '--from', EXAMPLE, '--env', shell.at('.env')]);
    expect(status).toBe(0);
    expect(readFileSync(join(shell.data, 'label.json'), 'utf8')).toBe(readFileSync(EXAMPLE, 'utf8'));
    if (process.platform !== 'win32') expect(statSync(shell.at('.env')).mode & 0o777).toBe(0o600);
    expect(out).toContain('DistroKid bank details');
    expect(out).toContain('https://distrokid.com/bank/');
  });

  it('init again replaces only when told to, and keeps the old one', () => {
    const answers = {
      name: 'OTHER',
      timeZone: 'UTC',
      artists: [{ name: 'X' }],
      platforms: { distrokid: 'file' },
      role: 'analyst',
    };
    writeFileSync(shell.at('answers.json'), JSON.stringify(answers));
    const say = ['init', '--answers', shell.at('answers.json'), '--env', shell.at('.env')];
    const refused = shell.bedrot(say);
    expect(refused.status).toBe(64);
    expect(refused.err).toContain('Give --replace to replace it');

    expect(shell.bedrot([...say, '--replace']).status).toBe(0);
    expect(JSON.parse(readFileSync(join(shell.data, 'label.json'), 'utf8')).name).toBe('OTHER');
    expect(parseEnv(readFileSync(shell.at('.env'), 'utf8')).BEDROT_ROLE).toBe('analyst');
    const [kept] = readdirSync(join(shell.data, 'archive'));
    expect(kept).toMatch(/^label_archived_\d{8}_\d{6}\.json$/);
    expect(readFileSync(join(shell.data, 'archive', kept ?? ''), 'utf8')).toBe(readFileSync(EXAMPLE, 'utf8'));
    expect(shell.bedrot(['init', '--from', EXAMPLE, '--env', shell.at('.env'), '--replace']).status).toBe(0);
  });

  it('a question before the first import says what to do', () => {
    const { status, err } = shell.bedrot(['streams']);
    expect(status).toBe(1);
    expect(err).toContain('Run "bedrot import FILE..." first.');
  });

  it('import tells what became of a file; refused lines are a warning', () => {
    const report = json<RunReport>('import', shell.at('bank.tsv'));
    expect(report.outcome).toBe('partial');
    expect(report.files).toMatchObject([
      {
        originalName: 'bank.tsv',
        state: 'loaded',
        rows: 4,
        loaded: 3,
        corrected: 0,
        unchanged: 0,
        refused: 1,
        firstDay: '2025-03',
        lastDay: '2025-03',
        // 3.062 + 0.5 + 0.75
        money: { amount: '4.312', currency: 'USD' },
      },
    ]);
    expect(report.files[0]?.firstRefusals.join()).toContain('N/A');
  });

  it('import says in words what is known already and what is refused, exit status 65', () => {
    const { status, out } = shell.bedrot(['import', 'bank.tsv', 'login.csv']);
    expect(status).toBe(65);
    expect(out).toContain('Nothing to do: the same bytes came as');
    expect(out).toMatch(/refused {2}login\.csv\n.*(web page|login)/);
    expect(out).toContain('1 known, 1 refused');
  });

  it('answers as JSON, by alias, as a word of a group or alone', () => {
    const march = ['--period', '2025-03', '--kind', 'reported'];
    expect(total(json<Answer>('streams', ...march), 'streams')).toBe(1334);
    const one = json<Answer>('kpi', 'streams', '--artist', 'zonea0', ...march);
    expect(total(one, 'streams')).toBe(1234);
    expect(json<Answer>('streams', 'zonea0', ...march)).toEqual(one);
    expect(one.demo).toBe(false);
  });

  it('answers as text, with money, since the terminal asks as owner', () => {
    const { status, out } = shell.bedrot(['revenue', '--period', '2025-03'], { BEDROT_ROLE: 'viewer' });
    expect(status).toBe(0);
    expect(out).toContain('4.31 USD');
    expect(out).not.toContain('\u001b');
  });

  it('writes CSV into a file or to standard output', () => {
    const ask = ['revenue', '--period', '2025-03', '--by', 'country'];
    const { status, err } = shell.bedrot([...ask, '--csv', 'r.csv']);
    expect([status, err]).toEqual([0, 'Wrote r.csv\n']);
    const csv = readFileSync(shell.at('r.csv'), 'utf8');
    expect(csv).toContain('3.062');
    expect(csv).toMatch(/^2,Namibia,0\.75,/m);
    expect(shell.bedrot([...ask, '--csv', '-']).out).toBe(csv);
  });

  it('draws a chart, over an older one', () => {
    writeFileSync(shell.at('s.png'), 'old');
    const ask = ['streams', '--period', '2025-03', '--kind', 'reported'];
    const { status, err, out } = shell.bedrot([...ask, '--chart', 's.png']);
    expect([status, err]).toEqual([0, 'Wrote s.png\n']);
    expect(out).toContain('1,334');
    expect([...readFileSync(shell.at('s.png')).subarray(0, 4)]).toEqual(PNG);

    const nowhere = shell.bedrot([...ask, '--chart', 'no/such/s.png']);
    expect(nowhere.status).toBe(64);
    expect(nowhere.err).toContain('no/such/s.png could not be written: its folder does not exist.');
  });

  it('says beside an answer how to see where it comes from', () => {
    const { err, out } = shell.bedrot(['streams', '--period', '2025-03', '--kind', 'reported']);
    const said = 'bedrot explain streams --period 2025-03-01..2025-03-31 --kind reported';
    expect(err).toBe(`Where it comes from: ${said}\n`);
    expect(out).not.toContain('explain');
    expect(shell.bedrot(said.split(' ').slice(1)).out).toContain('1,334');
  });

  it('writes a PDF, and Markdown with its charts beside it', () => {
    const ask = ['streams', '--period', '2025-03', '--kind', 'reported'];
    const { status, err } = shell.bedrot([...ask, '--pdf', 's.pdf', '--md', 's.md']);
    expect([status, err]).toEqual([0, 'Wrote s.pdf\nWrote s-1.png\nWrote s.md\n']);
    const pdf = readFileSync(shell.at('s.pdf'), 'latin1');
    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf.trimEnd()).toMatch(/%%EOF$/);
    const text = readFileSync(shell.at('s.md'), 'utf8');
    expect(text).toMatch(/^\| Streams \| 1,334 /m);
    expect(text).toMatch(/^!\[.*\]\(s-1\.png\)$/m);
    expect([...readFileSync(shell.at('s-1.png')).subarray(0, 4)]).toEqual(PNG);
  });

  it('rebuild and run give the same numbers', () => {
    const march = ['--period', '2025-03', '--kind', 'reported'];
    const before = json<Answer>('streams', ...march);
    expect(shell.bedrot(['rebuild']).status).toBe(0);
    expect(json<Answer>('streams', ...march)).toEqual(before);
    expect(json<RunReport>('run').files).toEqual([]);
  });

  it('a second run waits for nobody: exit status 75', () => {
    const lock = takeRunLock(shell.data);
    try {
      const { status, err } = shell.bedrot(['run']);
      expect(status).toBe(75);
      expect(err).toContain('Another run is at work');
    } finally {
      lock.release();
    }
  });

  it('doctor finds a sound house, and a damaged one', () => {
    const sound = shell.bedrot(['doctor']);
    expect(sound.out).not.toContain('fail');
    expect(sound.status).toBe(0);
    expect(sound.out).toMatch(/^ok {4}warehouse\.db/m);

    writeFileSync(join(shell.data, 'warehouse.db'), 'not a database, whatever its name says'.repeat(100));
    const { status, out } = shell.bedrot(['doctor']);
    expect(status).toBe(1);
    expect(out).toMatch(/^fail {2}warehouse\.db .*\n? *.*damaged/m);
    expect(out).toContain('Run "bedrot rebuild".');
  });
});
