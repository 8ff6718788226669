import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT } from '../../core/config.ts';
import { BedrotError } from '../../core/errors.ts';
import { findBrowser, sayBrowser } from '../../pipeline/kit/browser/find.ts';
import type { RunReport } from '../../pipeline/kit/report.ts';
import type { Sandbox } from '../demo.ts';
import { downloadsOf } from './demo-folder.ts';
import { LEFT, type ToCollect } from './demo-label.ts';
import { newVaultKey } from './env-file.ts';
import type { Here } from './word.ts';

/** Longest a collector takes to end. */
const PATIENCE_MS = 5_000;
const MAIN = join(PROJECT, 'cli', 'bedrot.mjs');

export interface Collecting {
  /** When the site has 'sent' it: there is no phone here that it could come to. */
  code: Promise<string>;
  /** @throws Error with what the collector said at its end */
  report: Promise<RunReport>;
  stop(): Promise<void>;
}

/** The browser to collect with, as a person reads it; null: there is none. */
export async function sayFoundBrowser({ config }: Here): Promise<string | null> {
  try {
    return sayBrowser(await findBrowser(config.BROWSER_PATH));
  } catch (thrown) {
    if (thrown instanceof BedrotError && thrown.code === 'not_found') return null;
    throw thrown;
  }
}

/** `bedrot collect distrokid` against a site of this machine, in a process of its own as in earnest. */
export async function startCollecting({ config }: Here, sandbox: Sandbox): Promise<Collecting> {
  const left = await leftToCollect(config.data);
  const read = (name: string): Promise<Buffer> => readFile(join(downloadsOf(config.data), name));
  const sent = Promise.withResolvers<string>();
  const email = 'owner@demo.invalid';
  const password = randomBytes(12).toString('base64url');
  const site = await sandbox.startDistrokidSite({
    ...{ email, password, code: String(randomInt(10_000_000, 100_000_000)), onCode: sent.resolve },
    pages: {
      streams: await read(left.streams),
      applemusic: await read(left.applemusic),
      bank: { name: left.bank, bytes: await read(left.bank) },
    },
  });
  const child = bedrot(['collect', 'distrokid', '--site', site.url, '--json'], config, {
    ...{ DISTROKID_EMAIL: email, DISTROKID_PASSWORD: password, BEDROT_VAULT_KEY: newVaultKey() },
    ...(config.BROWSER_PATH ? { BROWSER_PATH: config.BROWSER_PATH } : {}),
  });
  const report = reportOf(child).finally(() => site.close());
  // Whoever waits for the code must not wait for a collector that is gone; whoever does not is not told twice.
  report.then(() => sent.resolve(''), sent.reject);
  sent.promise.catch(() => {});
  return {
    code: sent.promise,
    report,
    async stop() {
      // As Ctrl-C does: at SIGTERM Playwright closes the browser, and the collector would go on waiting for its code.
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await Promise.allSettled([report]);
      clearTimeout(timer);
    },
  };
}

/** Without a browser: the same files, as if the owner had fetched them by hand. */
export async function importLeft({ config }: Here): Promise<RunReport> {
  const left = await leftToCollect(config.data);
  const paths = Object.values(left).map((name) => join(downloadsOf(config.data), name));
  return reportOf(bedrot(['import', ...paths, '--json'], config, {}));
}

const leftToCollect = async (data: string): Promise<ToCollect> =>
  JSON.parse(await readFile(join(data, LEFT), 'utf8')) as ToCollect;

/** This program once more, on the data of the demo. */
export function bedrot(args: readonly string[], { data }: { data: string }, env: Record<string, string>) {
  return spawn(process.execPath, [MAIN, ...args, '--data', data], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, BEDROT_LOG_LEVEL: 'silent', ...env },
  });
}

async function reportOf(child: ChildProcess): Promise<RunReport> {
  child.stdin?.end();
  const [out, err, [status]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close'),
  ]);
  if (status === 0) return JSON.parse(out) as RunReport;
  throw new Error(err.trim().split('\n').at(-1) || `It ended with status ${status}.`);
}
