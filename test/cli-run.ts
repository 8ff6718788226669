import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../core/config.ts';

export const MAIN = join(PROJECT, 'cli', 'bedrot.mjs');

export interface Said {
  status: number | null;
  out: string;
  err: string;
}

/** A folder of its own in which the real program is started, as a person would from a shell that is no terminal. */
export class Shell {
  /** Working directory; the data folder is `data` in it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'bedrot-cli-'));
  readonly data = join(this.folder, 'data');

  /** The environment is ours alone: what the machine has set must not matter. */
  env(more: Record<string, string> = {}): Record<string, string> {
    const { PATH = '', HOME = '', TMPDIR } = process.env;
    return {
      PATH,
      HOME,
      ...(TMPDIR ? { TMPDIR } : {}),
      BEDROT_DATA: this.data,
      BEDROT_LOG_LEVEL: 'silent',
      ...more,
    };
  }

  bedrot(argv: readonly string[], more: Record<string, string> = {}): Said {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...argv], {
      cwd: this.folder,
      env: this.env(more),
      encoding: 'utf8',
      timeout: 170_000,
      maxBuffer: 64 * 2 ** 20,
    });
    return { status, out: stdout, err: stderr };
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
