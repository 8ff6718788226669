import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateLabel } from '../../sandbox/label/index.ts';
import type { DiskFullReport } from './disk-full-worker.ts';
import { temporaryFolder } from './house.ts';

/** How a disk is made full: a small file system of its own, or a limit on the size of a file. */
export type Way = 'tmpfs' | 'ulimit';

const MOUNT = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"'];

/** The best way this system allows; null: none. */
export function wayHere(): Way | null {
  const folder = temporaryFolder();
  try {
    if (spawnSync('unshare', [...MOUNT, folder, 'true']).status === 0) return 'tmpfs';
    return spawnSync('/bin/bash', ['-c', 'ulimit -f 64']).status === 0 ? 'ulimit' : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Imports some files of a label again and again, each time into an empty data folder with less room than it takes. */
export async function fillDisk(way: Way, positions: number, seed: number): Promise<DiskFullReport> {
  const folder = temporaryFolder();
  try {
    const { files, label } = await generateLabel({
      folder: join(folder, 'downloads'),
      today: '2026-11-22',
      months: 3,
    });
    const paths = [/^dk_/, /^streams_/, /^Overview_.*pig1987/].flatMap((kind, at) =>
      files
        .filter(({ originalName }) => kind.test(originalName))
        .slice(at === 0 ? -2 : -1)
        .map(({ path }) => path),
    );
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(folder, 'label.json'), JSON.stringify(label));
    const worker = [process.execPath, join(import.meta.dirname, 'disk-full-worker.ts')];
    const argv = [
      ...worker,
      way,
      data,
      join(folder, 'label.json'),
      String(seed),
      String(positions),
      ...paths,
    ];
    const [program, ...rest] = way === 'tmpfs' ? ['unshare', ...MOUNT, data, ...argv] : argv;
    const { status, stdout, stderr } = spawnSync(program as string, rest, {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    if (status !== 0) throw new Error(`the worker ended with ${status}: ${stderr}`);
    return JSON.parse(stdout.trim().split('\n').at(-1) as string) as DiskFullReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
