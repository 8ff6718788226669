import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboxName, inboxOf, putIntoInbox } from '../warehouse/ops/inbox.ts';
import { isLeftAlone, leaveInbox, lookIntoInbox, type Seen, wholeOf } from './inbox.ts';
import { sweep } from './kit/publish.ts';

let data: string;
let inbox: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-inbox-'));
  inbox = inboxOf(data);
  mkdirSync(inbox, { recursive: true });
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const drop = (name: string, text = 'a,b\n1,2\n'): string => {
  const path = join(inbox, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const names = (files: readonly Seen[]): string[] =>
  files.map(({ path }) => relative(inbox, path).replaceAll('\\', '/'));

describe('what lies in the inbox', () => {
  it('is every file, in sub-folders too, but what systems, editors and downloads put there', async () => {
    const theirs = ['.DS_Store', '~$x.xlsx', 'a.csv.part', 'b.crdownload', '.~lock.c#', 'Thumbs.db', 'd.tmp'];
    for (const name of [...theirs, '__MACOSX/e.csv', '.git/config', 'f.csv.download/f.csv']) drop(name);
    for (const name of ['bank.tsv', 'spotify/2026/songs.csv', 'part.csv', 'täglich ü.csv']) drop(name);
    symlinkSync(join(data, 'elsewhere'), join(inbox, 'link.csv'));
    const found = names(await lookIntoInbox(data));
    expect(found.toSorted()).toEqual(['bank.tsv', 'part.csv', 'spotify/2026/songs.csv', 'täglich ü.csv']);
    expect(theirs.filter((name) => !isLeftAlone(name))).toEqual([]);
  });

  it('is not the empty file that keeps the name of a download', async () => {
    drop('bank.tsv', '');
    drop('bank.tsv.part');
    expect(await lookIntoInbox(data)).toEqual([]);
    rmSync(join(inbox, 'bank.tsv.part'));
    expect(names(await lookIntoInbox(data))).toEqual(['bank.tsv']);
  });
});

describe('a file is whole', () => {
  it('when two looks find it the same; one that grew, or has just come, waits', async () => {
    drop('still.csv');
    const grows = drop('grows.csv');
    const before = await lookIntoInbox(data);
    appendFileSync(grows, '3,4\n');
    drop('new.csv');
    const { whole, growing } = await wholeOf(before, await lookIntoInbox(data));
    expect([names(whole), names(growing)]).toEqual([['still.csv'], ['grows.csv', 'new.csv']]);
  });

  it.runIf(process.platform === 'linux')('when no other process has it open for writing', async () => {
    const path = drop('slow.csv');
    // A download that stalls: it has the file open and writes nothing for a while.
    const script = `exec 5>>"${path}" 6<"${join(inbox, 'read.csv')}"; echo ready; read wait`;
    drop('read.csv');
    const writer = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(writer.stdout, 'data');
    const look = () => lookIntoInbox(data);
    const during = await wholeOf(await look(), await look());
    expect([names(during.whole), names(during.growing)]).toEqual([['read.csv'], ['slow.csv']]);
    writer.stdin.end();
    await once(writer, 'close');
    const after = await wholeOf(await look(), await look());
    expect(names(after.whole)).toEqual(['read.csv', 'slow.csv']);
  });
});

it('takes out what was taken in and the folders it emptied; what changed since stays', async () => {
  drop('a.csv');
  drop('deep/er/b.csv');
  drop('kept/c.csv');
  drop('kept/.DS_Store');
  const changed = drop('d.csv');
  const seen = await lookIntoInbox(data);
  appendFileSync(changed, '5,6\n');
  expect(await leaveInbox(data, seen)).toEqual(['d.csv']);
  expect(names(await lookIntoInbox(data))).toEqual(['d.csv']);
  expect(['deep', 'kept', ''].map((folder) => existsSync(join(inbox, folder)))).toEqual([false, true, true]);
});

it('a run sweeps its own temporary files out of landing, and nothing out of the inbox', async () => {
  drop('theirs.tmp');
  writeFileSync(join(data, 'landing', 'ours.0123abcd.tmp'), 'x');
  expect(await sweep([join(data, 'landing')])).toEqual(['ours.0123abcd.tmp']);
  expect(existsSync(join(inbox, 'theirs.tmp'))).toBe(true);
});

describe('a file that a program puts there', () => {
  const now = new Date();
  const put = (name: string, text: string) =>
    putIntoInbox(data, name, async (path) => writeFileSync(path, text), now);

  it('replaces nothing, and is not seen before it is whole', async () => {
    expect(await put('bank.tsv', 'one')).toBe('bank.tsv');
    const second = await put('bank.tsv', 'two');
    expect(second).toMatch(/^[0-9a-f]{12}\/bank\.tsv$/);
    expect(names(await lookIntoInbox(data)).toSorted()).toEqual(['bank.tsv', second].toSorted());
    const failing = putIntoInbox(
      data,
      'half.csv',
      async (path) => {
        closeSync(openSync(path, 'w'));
        expect(names(await lookIntoInbox(data))).not.toContain('half.csv');
        throw new Error('cut off');
      },
      now,
    );
    await expect(failing).rejects.toThrow('cut off');
    expect(await lookIntoInbox(data)).toHaveLength(2);
  });

  it('has a name that stays in the inbox, that every system takes and that is not passed over', () => {
    expect(
      ['../../etc/passwd', 'C:\\x\\bank.tsv', '.DS_Store', '~$x.csv', 'con.csv', 'a:b?.csv', '..', ''].map(
        inboxName,
      ),
    ).toEqual(['passwd', 'bank.tsv', 'DS_Store', 'x.csv', '_con.csv', 'a_b_.csv', 'file', 'file']);
    expect(inboxName('PIG1987-audience-timeline (1).csv')).toBe('PIG1987-audience-timeline (1).csv');
  });
});
