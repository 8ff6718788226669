import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright';
import type { Environment } from '../core/config.ts';
import { BedrotError, causeOf, toBedrotError } from '../core/errors.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { type DeedSummary, finishDeed, startDeed } from '../warehouse/ops/deeds.ts';
import { findBrowser } from './kit/browser/find.ts';
import { launchBrowser } from './kit/browser/launch.ts';
import type { AskHere, DeskOptions } from './kit/code-desk.ts';
import { CollectFailed, SessionEnded } from './kit/collect-failed.ts';
import { openOf, outcomeOf, tellCollected, tellNotCollected } from './kit/collect-incident.ts';
import { credentialsOf, siteOf, sourceIn } from './kit/collect-settings.ts';
import type { Source } from './kit/collector.ts';
import { bring, type Entry, enter } from './kit/entry.ts';
import type { House } from './kit/house.ts';
import { takeLock } from './kit/lock.ts';
import type { Platform } from './kit/platform.ts';
import type { RunReport } from './kit/report.ts';
import type { Way } from './kit/sign-in.ts';
import { openVault } from './kit/vault.ts';
import { importFiles, loadPlatforms } from './run.ts';

export interface CollectOptions {
  /** Settings: the browser, the key of the vault, what signs in. */
  config: Environment;
  /** Asks for the code here, beside the chat. */
  ask?: AskHere;
  /** Another origin than the platform's own; only one of this machine. */
  site?: string;
  /** A person is there and wants it: the limits on signing in by itself do not hold. */
  insist?: boolean;
  /** Stops it: the waiting for a code, and the browser. */
  signal?: AbortSignal;
  /** Longest to wait for anything the site does, ms. */
  patience?: number;
}

export interface Collected {
  /** How the browser got in. */
  by: Way;
  report: RunReport;
}

const PATIENCE = 20_000;
/** Longest to wait for another run to end, s. */
const RUN_PATIENCE = 600;

/**
 * Collects from a platform with a browser and takes in what it brought. What was brought before a failure is kept. A
 * failure that nobody watches becomes an incident, where label.json says `browser`; the next success closes it.
 * @throws CollectFailed; BedrotError `bad_question` (no such way in), `config_invalid` (settings), `busy`, `not_found` (no browser)
 */
export async function collect(house: House, name: string, options: CollectOptions): Promise<Collected> {
  const platforms = await loadPlatforms();
  const source = sourceIn(platforms, name);
  const platform = platforms.find((each) => each.name === name) as Platform;
  const log = house.log.with({ platform: name });
  const ops = openOps(house.data);
  const told = { ops, label: house.label, clock: house.clock, log };
  const deed = startDeed(ops, 'collect', name, house.clock.now());
  const finish = (outcome: 'ok' | 'failed', summary: DeedSummary): void =>
    finishDeed(ops, deed, outcome, summary, house.clock.now());
  try {
    const collected = await collectFrom({ ...house, log }, source, options, ops);
    finish('ok', { files: collected.report.files.length });
    tellCollected(told, name);
    log.info('collecting_completed', {
      ...{ by: collected.by, files: collected.report.files.length, outcome: collected.report.outcome },
    });
    return collected;
  } catch (thrown) {
    const error = toBedrotError(thrown);
    const { failure } = error.details;
    const cause = error.code === 'internal' ? causeOf(error.cause) : {};
    log.error('collecting_failed', {
      id: error.id,
      code: error.code,
      failure,
      says: error.message,
      ...cause,
    });
    const why = options.signal?.aborted ? null : outcomeOf(error);
    finish('failed', { error: options.signal?.aborted ? 'stopped' : (why ?? error.code), id: error.id });
    // Who sits at the terminal knows; a card that stands there is kept true.
    if (why !== null && (!options.insist || openOf(ops, name))) {
      const id = error.code === 'internal' ? ` The log has the cause under ${error.id}.` : '';
      tellNotCollected(told, platform, why, `${error.message}${id}`);
    }
    throw error;
  } finally {
    ops.close();
  }
}

async function collectFrom(
  house: House,
  source: Source,
  options: CollectOptions,
  ops: Db,
): Promise<Collected> {
  const { config, ask, patience = PATIENCE, signal = new AbortController().signal } = options;
  const { log } = house;
  const site = siteOf(source, options.site);
  const credentials = credentialsOf(source, config);
  const vault = openVault(house.data, config.BEDROT_VAULT_KEY);
  const found = await findBrowser(config.BROWSER_PATH);
  const lock = takeLock(
    house.data,
    `collect-${source.platform}.lock`,
    `${source.label} is being collected from at this moment. Wait for it to end, then try again.`,
  );
  const folder = join(house.data, 'collecting', source.platform);
  let browser: Browser | undefined;
  const close = (): void => void browser?.close().catch(() => {});
  try {
    log.info('collecting_started', { site: new URL(site).host, browser: found.from });
    house.progress.step(`opening ${source.label}`, null);
    browser = await launchBrowser(found);
    // Whatever is being waited for ends with the browser.
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    const account = credentials.user;
    const desk: DeskOptions = { ops, vault, source, account, clock: house.clock, log, ask, signal };
    const entry: Entry = {
      browser,
      source,
      site,
      credentials,
      patience,
      desk,
      insist: options.insist ?? false,
    };
    const paths: string[] = [];
    let by: Way | undefined;
    let failure: unknown;
    try {
      const entered = await enter(entry);
      by = entered.by;
      await bring(house, entered.page, entry, folder, paths);
    } catch (thrown) {
      failure = plainly(thrown, source);
    }
    await browser.close();
    const report = paths.length > 0 ? await importWhenFree(house, paths) : null;
    if (failure !== undefined) throw failure;
    if (!by || !report) throw new CollectFailed('empty', `${source.label} had nothing to bring.`);
    return { by, report };
  } finally {
    signal.removeEventListener('abort', close);
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
    lock.release();
  }
}

/** Another run may hold the lock for a while; what was collected waits for it. */
async function importWhenFree(house: House, paths: readonly string[]): Promise<RunReport> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await importFiles(house, paths);
    } catch (thrown) {
      if (!(thrown instanceof BedrotError && thrown.code === 'busy') || waited >= RUN_PATIENCE) throw thrown;
      await sleep(1000);
    }
  }
}

/** What the browser says of a failure is for nobody: it tells of selectors and quotes addresses. */
function plainly(thrown: unknown, { label }: Source): unknown {
  if (thrown instanceof BedrotError) return thrown;
  if (thrown instanceof SessionEnded) {
    return new CollectFailed(
      'blocked',
      `${label} ends every session at once. Sign in there by hand and look.`,
    );
  }
  const said = thrown instanceof Error ? `${thrown.name} ${thrown.message}` : '';
  if (!/^TimeoutError|Target .*closed|browser has been closed|net::ERR|Page crashed/i.test(said))
    return thrown;
  return new CollectFailed(
    'timeout',
    `${label} did not finish in time, or the browser stopped. Try again later.`,
  );
}
