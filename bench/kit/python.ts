import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Measured, runMeasured } from './processes.ts';

const PYTHON = '/usr/bin/python3';
const PEERS = join(import.meta.dirname, '..', 'peers');

/** Which pandas the system's Python has; null: none. */
export function pandasVersion(): string | null {
  const asked = spawnSync(PYTHON, [
    '-c',
    'import pandas, platform; print(pandas.__version__, platform.python_version())',
  ]);
  return asked.status === 0 ? String(asked.stdout).trim() : null;
}

export const NO_PANDAS =
  'pandas is not there, so the peers were not measured: "apt-get install python3-pandas" brings it (Debian, Ubuntu).';

/** Runs a script of `peers/` over a file into a folder. `-B`: nothing is written beside the script. */
export const runPeer = (script: string, file: string, out: string): Promise<Measured> =>
  runMeasured(PYTHON, ['-B', join(PEERS, script), file, out]);
