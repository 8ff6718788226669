import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { exists } from '../publish.ts';

/** What npm brought is packed, 67 MB; it is unpacked once for a version, in about two seconds, to 210 MB. */
const PACKAGE = '@sparticuz/chromium';

/** In a process of its own: the package unpacks into the temporary folder, and that is told by the environment alone. */
const UNPACK = `const { default: chromium, inflate } = await import(process.argv[1]);
await chromium.executablePath();
await inflate(process.argv[2]);`;

/**
 * The browser of the npm package, unpacked in the user's cache. It runs without root and without anything installed:
 * it brings the libraries that a bare system lacks.
 * @param dry tells where it would be, and unpacks nothing
 * @returns null where the package is absent or has nothing for this machine.
 */
export async function unpacked(
  env: NodeJS.ProcessEnv,
  dry: boolean,
): Promise<{ path: string; env: Record<string, string> } | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const entry = resolved();
  if (entry === null) return null;
  const root = dirname(dirname(fileURLToPath(entry)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const cache = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'bedrot', `chromium-${version}`);
  if (!existsSync(folder) && !dry) await unpackInto(folder, entry, join(root, 'bin', 'al2023.tar.br'));
  const path = join(folder, 'chromium');
  return { path, env: needed(path, folder, env) };
}

function resolved(): string | null {
  try {
    return import.meta.resolve(PACKAGE);
  } catch {
    return null;
  }
}

/** Beside its final name first: two processes may unpack at once, and one may be killed. */
async function unpackInto(folder: string, entry: string, libraries: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}.`);
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK, entry, libraries], {
      env: { ...process.env, TMPDIR: staging },
      timeout: 120_000,
    });
    await rename(staging, folder).catch(async (cause) => {
      if (!(await exists(folder))) throw cause;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What the browser needs in its environment on a bare system. */
function needed(path: string, folder: string, given: NodeJS.ProcessEnv): Record<string, string> {
  const env: Record<string, string> = {};
  if (lacksLibrary(path, 'libnss3')) {
    const own = join(folder, 'al2023', 'lib');
    env.LD_LIBRARY_PATH = given.LD_LIBRARY_PATH ? `${own}:${given.LD_LIBRARY_PATH}` : own;
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(folder, 'fonts');
  return env;
}

/** True when a program lacks this library here. Only Linux can tell. */
function lacksLibrary(program: string, library: string): boolean {
  const said = spawnSync('ldd', [program], { encoding: 'utf8' });
  return said.status === 0 && new RegExp(`${library}\\S* => not found`).test(said.stdout);
}
