import { once } from 'node:events';
import type { RunReport } from '../../pipeline/kit/report.ts';
import type { Sandbox } from '../demo.ts';
import { askEverything } from './demo-ask.ts';
import { type Chat, giveCode, startChat } from './demo-chat.ts';
import { type Collecting, importLeft, sayFoundBrowser, startCollecting } from './demo-collect.ts';
import { reportText } from './report-text.ts';
import type { Here } from './word.ts';

/** Longest a browser takes to come to the code. */
const BROWSER_MS = 60_000;

/**
 * The part of the demo that is seen: the bot in the chat, its alerts, the collecting with a code.
 * @returns exit status
 */
export async function showEverything(here: Here, sandbox: Sandbox, headless: boolean): Promise<number> {
  const { terminal } = here;
  const stop = headless ? undefined : stopSignal();
  const browser = await sayFoundBrowser(here);
  const chat = await startChat(here, sandbox);
  let collecting: Collecting | undefined;
  try {
    await sayAlerts(here, chat);
    if (!headless) terminal.out(welcome(chat.discord.url));

    terminal.out(browser ? `Collecting from DistroKid with ${browser}\n` : NO_BROWSER);
    collecting = browser ? await startCollecting(here, sandbox) : undefined;
    if (collecting)
      void collecting.code.then(
        (code) => terminal.out(sent(code, headless)),
        () => {},
      );
    if (headless) {
      const report = collecting ? await withCode(collecting, chat) : await importLeft(here);
      await sayCollected(here, chat, report);
      const { answered, failed } = await askEverything(here, chat.discord);
      const wrong = chat.discord.violations;
      for (const { route, where, message } of wrong) terminal.out(`failed: ${route} ${where}: ${message}\n`);
      terminal.out(`${answered} answers on three surfaces, ${failed + wrong.length} failed\n`);
      return failed + wrong.length === 0 ? 0 : 1;
    }
    const done = (collecting?.report ?? importLeft(here)).then(
      async (report) => stop?.aborted || (await sayCollected(here, chat, report)),
      (error) =>
        stop?.aborted || terminal.out(`Nothing was collected: ${error.message}\nThe rest goes on.\n`),
    );
    if (stop && !stop.aborted) await once(stop, 'abort');
    terminal.out('\nStopping ...\n');
    await collecting?.stop();
    await done;
    return 0;
  } finally {
    await collecting?.stop();
    await chat.close();
  }
}

/** As a person in the page would. */
async function withCode({ code, report }: Collecting, chat: Chat): Promise<RunReport> {
  // What ends the collector early is told instead of the wait for its code.
  const given = code.then((sent) => giveCode(chat, sent, BROWSER_MS));
  const [, collected] = await Promise.all([given, report]);
  return collected;
}

/** What came, and the alerts that are over by it. */
async function sayCollected(
  { terminal }: Pick<Here, 'terminal'>,
  chat: Chat,
  report: RunReport,
): Promise<void> {
  terminal.out(`\n${reportText(report, terminal.paint)}\n`);
  await sayAlerts({ terminal }, chat);
}

async function sayAlerts({ terminal }: Pick<Here, 'terminal'>, chat: Chat): Promise<void> {
  await chat.look();
  for (const title of chat.cards()) terminal.out(`In #alerts: ${title}\n`);
  terminal.out('\n');
}

/** Aborted by Ctrl-C and SIGTERM: what has begun is ended. A second Ctrl-C does not wait for it. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  process.removeAllListeners('SIGINT');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
  }
  return stop.signal;
}

const NO_BROWSER =
  'There is no browser on this machine, so nothing is collected: the files are imported as if fetched by hand. "bedrot doctor --install-browser" gets one.\n';

const welcome = (url: string): string => `
The chat is at   ${url}
Type / there: /kpi streams, /kpi summary, /data freshness. Ctrl-C here ends the demo.

`;

function sent(code: string, headless: boolean): string {
  if (code === '') return '';
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`;
  const todo = headless ? '' : ' Give it in the direct messages with the bot: the button under its question.';
  return `DistroKid has sent the code ${shown}.${todo}\n`;
}
