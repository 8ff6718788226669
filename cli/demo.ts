import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT } from '../core/config.ts';
import { dayIn } from '../core/days.ts';
import { createLog } from '../core/log.ts';
import { shortest } from './kit/ask-files.ts';
import { defineWord, type Here } from './kit/word.ts';

/** Loaded when a demo runs, and by nothing else but tests. */
async function loadSandbox() {
  const [{ generateLabel }, { startDiscord }, { chatPage }, { startDistrokidSite }] = await Promise.all([
    import('../sandbox/label/index.ts'),
    import('../sandbox/discord/index.ts'),
    import('../sandbox/discord/page/routes.ts'),
    import('../sandbox/sites/distrokid.ts'),
  ]);
  return { generateLabel, startDiscord, chatPage, startDistrokidSite };
}
/** The made-up label and the stand-ins. */
export type Sandbox = Awaited<ReturnType<typeof loadSandbox>>;

export default defineWord({
  summary: 'A made-up label with the bot in a chat of this machine: everything there is, without an account.',
  about:
    'It makes up the last 18 months of a label, loads them, collects the newest from a site of this machine with a real browser that is asked for a code, and prints the address of the chat. Ctrl-C ends it. The folder is demo-data of the project unless --data says another; your own data is never touched, and every answer and picture says that it is demo data. A second demo on the same day starts from what is there; one beside another takes a folder of its own.',
  params: z.strictObject({
    headless: z
      .boolean()
      .default(false)
      .describe('Gives the code itself, asks every command on every surface, prints the answers and ends.'),
    keep: z
      .boolean()
      .default(false)
      .describe('Takes the label as it is, even if it was made up on an earlier day.'),
    fresh: z.boolean().default(false).describe('Makes everything anew.'),
  }),
  async run({ headless, keep, fresh }, outer) {
    const { claimFolder, freeFolder, startAgain } = await import('./kit/demo-folder.ts');
    const wanted = outer.dataChosen ? outer.config.data : join(PROJECT, 'demo-data');
    const { data, lock } = await freeFolder(wanted);
    try {
      // Some of the made-up files are bad on purpose; what became of each is printed, so the log need not say it again.
      const level = outer.config.BEDROT_LOG_LEVEL;
      const log = level === 'info' || level === 'warn' ? createLog('error') : outer.log;
      const here: Here = { ...outer, log, config: { ...outer.config, BEDROT_DATA: data, data } };
      const day = dayIn(here.clock.now(), 'America/New_York');
      const ready = await claimFolder(data, { day, keep, fresh });
      const sandbox = await loadSandbox();
      if (ready) here.terminal.out(`The demo label of ${ready} is there already, in ${shortest(data)}\n\n`);
      else await (await import('./kit/demo-label.ts')).makeLabel(here, sandbox, day, fresh ? data : wanted);
      await startAgain(data);
      const { showEverything } = await import('./kit/demo-show.ts');
      return await showEverything(here, sandbox, headless);
    } finally {
      lock.release();
    }
  },
});
