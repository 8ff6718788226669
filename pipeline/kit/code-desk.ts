import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright';
import type { Clock } from '../../core/clock.ts';
import { causeOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import {
  answerChallenge,
  askAgain,
  CHALLENGE_MINUTES,
  type Challenge,
  type ChallengeOutcome,
  createChallenge,
  expireChallenges,
  findChallenge,
  isAnswerLost,
  openChallenge,
  settleChallenge,
  takeAnswer,
} from '../../warehouse/ops/challenges.ts';
import { newSealKeys, type SealKeys, seal, unseal } from '../../warehouse/ops/seal.ts';
import { CollectFailed } from './collect-failed.ts';
import type { Source } from './collector.ts';
import type { CodeDesk } from './sign-in.ts';
import { type Vault, vaultName } from './vault.ts';

/** State of a browser: cookies and storage of origins. */
export type BrowserState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Asks a person here and now, beside the chat: the first answer counts. Null or an abort: none from here. */
export type AskHere = (challenge: Challenge, signal: AbortSignal) => Promise<string | null>;

export interface DeskOptions {
  ops: Db;
  vault: Vault;
  source: Source;
  account: string;
  clock: Clock;
  log: Log;
  ask?: AskHere | undefined;
  /** Stops the waiting. */
  signal: AbortSignal;
}

/** What of a login is kept while its code is awaited, so that a collector that was killed can go on. */
interface Kept {
  publicKey: string;
  privateKey: string;
  url: string;
  state: BrowserState;
}

const LOOK_EVERY = 200;
const nameOf = ({ source, account }: DeskOptions): string => vaultName(source.platform, account, 'challenge');

/** Opens a challenge for the login at the page. Its private half is kept before the row asks anybody for a code. */
export async function openDesk(options: DeskOptions, page: Page): Promise<CodeDesk> {
  const { ops, source, account, clock, log } = options;
  const keys = newSealKeys();
  await keep(options, keys, page);
  const { hint } = source.login;
  const challenge = createChallenge(
    ops,
    { platform: source.platform, account, hint, publicKey: keys.publicKey },
    clock.now(),
  );
  log.info('code_asked', { challenge: challenge.id });
  return desk(options, challenge.id, keys, page);
}

/**
 * Takes up a challenge that a killed collector left open.
 * @param restore opens a page with the state kept; true when the page asks for the code
 * @returns null when there is none, or it cannot go on: then it is settled
 */
export async function resumeDesk(
  options: DeskOptions,
  restore: (url: string, state: BrowserState) => Promise<Page | null>,
): Promise<{ desk: CodeDesk; page: Page } | null> {
  const { ops, vault, source, account, clock } = options;
  expireChallenges(ops, clock.now());
  const challenge = openChallenge(ops, source.platform, account);
  if (!challenge) return null;
  const kept = await vault.read(nameOf(options));
  const { publicKey, privateKey, url, state } = (kept ? JSON.parse(kept.toString()) : {}) as Partial<Kept>;
  const keys = { publicKey: fromBase64(publicKey), privateKey: fromBase64(privateKey) };
  const page = keys.publicKey.equals(challenge.publicKey) && url && state ? await restore(url, state) : null;
  if (page !== null && (!isAnswerLost(ops, challenge.id) || askAgain(ops, challenge.id, clock.now()))) {
    return { desk: desk(options, challenge.id, keys, page), page };
  }
  await page?.context().close();
  await settle(options, challenge.id, 'superseded');
  return null;
}

function desk(options: DeskOptions, id: number, keys: SealKeys, page: Page): CodeDesk {
  const { ops, source, clock } = options;
  return {
    async next() {
      for (;;) {
        const code = unseal(await awaitAnswer(options, id), keys, id);
        if (code !== null) return code;
        // Not sealed to this challenge: the site is not bothered with it.
        if (!askAgain(ops, id, clock.now())) throw tooLate(source);
      }
    },
    async again() {
      const more = askAgain(ops, id, clock.now());
      if (more) await keep(options, keys, page);
      else await settle(options, id, 'refused');
      return more;
    },
    settle: (outcome) => settle(options, id, outcome),
  };
}

/** Waits for a sealed answer, from the chat or from here. @throws CollectFailed `code-needed` */
async function awaitAnswer(options: DeskOptions, id: number): Promise<Buffer> {
  const { ops, source, clock, signal, log } = options;
  const done = new AbortController();
  answerHere(options, id, AbortSignal.any([signal, done.signal])).catch((thrown: unknown) =>
    log.warn('code_answered', { challenge: id, taken: false, ...causeOf(thrown) }),
  );
  try {
    for (;;) {
      const sealed = takeAnswer(ops, id);
      if (sealed !== null) {
        log.info('code_answered', { challenge: id });
        return sealed;
      }
      if (signal.aborted) {
        await settle(options, id, 'cancelled');
        throw new CollectFailed('code-needed', `${source.label} waits for a code, and was told to stop.`);
      }
      expireChallenges(ops, clock.now());
      if (findChallenge(ops, id)?.settledAt !== null) {
        await forget(options);
        throw tooLate(source);
      }
      await sleep(LOOK_EVERY);
    }
  } finally {
    done.abort();
  }
}

/** A code given here takes the same way as one from the chat: sealed, through the row, once. */
async function answerHere(options: DeskOptions, id: number, signal: AbortSignal): Promise<void> {
  const { ops, ask, clock } = options;
  const challenge = findChallenge(ops, id);
  if (!ask || !challenge) return;
  const code = await ask(challenge, signal).catch(() => null);
  if (code !== null && code !== '') {
    answerChallenge(ops, id, seal(code, challenge.publicKey, id), clock.now());
  }
}

async function keep(options: DeskOptions, keys: SealKeys, page: Page): Promise<void> {
  const kept: Kept = {
    publicKey: keys.publicKey.toString('base64'),
    privateKey: keys.privateKey.toString('base64'),
    url: page.url(),
    state: await page.context().storageState({ indexedDB: true }),
  };
  await options.vault.write(nameOf(options), Buffer.from(JSON.stringify(kept)));
}

async function settle(options: DeskOptions, id: number, outcome: ChallengeOutcome): Promise<void> {
  settleChallenge(options.ops, id, outcome, options.clock.now());
  options.log.info('code_settled', { challenge: id, outcome });
  await forget(options);
}

/** Without its private half, what was sealed to it is readable by nobody any more. */
const forget = (options: DeskOptions): Promise<void> => options.vault.remove(nameOf(options));

const fromBase64 = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');

const tooLate = ({ label }: Source): CollectFailed =>
  new CollectFailed(
    'code-needed',
    `${label} wanted a code, and none came within ${CHALLENGE_MINUTES} minutes. Collect again when you are at hand.`,
  );
