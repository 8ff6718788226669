import { existsSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../core/config.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Check, Finding } from './check.ts';

const GIB = 2 ** 30;
const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

/** The machine: Node, room, rights, and the two native modules that a wrong machine breaks. */
export const machineChecks: readonly Check[] = [
  {
    what: 'Node',
    look: () => ({
      state: 'ok',
      says: `${process.version} at ${process.execPath}`,
    }),
  },
  {
    what: 'data folder',
    look({ config: { data } }) {
      if (!existsSync(data)) {
        return { state: 'fail', says: `${data} does not exist.`, todo: 'Run "bedrot init".' };
      }
      const probe = join(data, `doctor-${process.pid}.tmp`);
      try {
        writeFileSync(probe, '');
      } catch (cause) {
        const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
        return {
          state: 'fail',
          says: `${data} cannot be written (${why}).`,
          todo: 'Give yourself the right to write there, or set BEDROT_DATA to another folder.',
        };
      } finally {
        rmSync(probe, { force: true });
      }
      return { state: 'ok', says: `${data} can be written.` };
    },
  },
  {
    what: 'free room',
    look({ config: { data } }) {
      const { bavail, bsize } = statfsSync(existsSync(data) ? data : PROJECT);
      const free = bavail * bsize;
      const says = `${gib(free)} free.`;
      if (free >= 2 * GIB) return { state: 'ok', says };
      return { state: free < GIB / 4 ? 'fail' : 'warn', says, todo: 'Make room on this disk.' };
    },
  },
  {
    what: '.env',
    look: () => examineEnv(join(PROJECT, '.env')),
  },
  {
    what: 'pictures',
    async look() {
      const { FAMILY, loadCanvas } = await import('../../commands/view/fonts.ts');
      const canvas = loadCanvas().createCanvas(80, 20);
      const pen = canvas.getContext('2d');
      pen.font = `14px ${FAMILY}`;
      pen.fillText('bedrot', 2, 15);
      const { data } = pen.getImageData(0, 0, 80, 20);
      if (data.every((byte) => byte === 0)) {
        return { state: 'fail', says: 'A text was drawn and nothing came out.', todo: 'Run "npm ci" again.' };
      }
      return { state: 'ok', says: `Charts can be drawn, in ${FAMILY}.` };
    },
  },
  {
    what: 'browser',
    async look({ config }) {
      const { findBrowser, sayBrowser } = await import('../../pipeline/kit/browser/find.ts');
      try {
        return {
          state: 'ok',
          says: `${sayBrowser(await findBrowser(config.BROWSER_PATH, process.env, true))}.`,
        };
      } catch (thrown) {
        if (!(thrown instanceof BedrotError && thrown.code === 'not_found')) throw thrown;
        return {
          state: 'warn',
          says: 'There is none; only "bedrot collect" needs one.',
          todo: 'bedrot doctor --install-browser',
        };
      }
    },
  },
  {
    what: 'DuckDB',
    async look() {
      const { DuckDBInstance, version } = await import('@duckdb/node-api');
      const instance = await DuckDBInstance.create(':memory:');
      try {
        const connection = await instance.connect();
        await connection.run('SELECT 1');
        connection.closeSync();
      } finally {
        instance.closeSync();
      }
      return { state: 'ok', says: `${version()} can write Parquet files.` };
    },
  },
];

/** Settings hold what opens accounts, so nobody else may read them. */
export function examineEnv(file: string): Finding {
  if (!existsSync(file)) return { state: 'ok', says: 'There is none; every setting has its default.' };
  // Windows keeps rights elsewhere; its mode bits say nothing.
  const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  return open
    ? { state: 'fail', says: `Others can read ${file}.`, todo: `chmod 600 ${file}` }
    : { state: 'ok', says: 'It fits, and only you can read it.' };
}
