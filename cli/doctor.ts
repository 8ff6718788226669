import { z } from 'zod';
import { padEnd, wrap } from '../commands/view/text-layout.ts';
import { toBedrotError } from '../core/errors.ts';
import type { Check, Finding } from './kit/check.ts';
import { backupChecks } from './kit/checks-backup.ts';
import { dataChecks } from './kit/checks-data.ts';
import { discordChecks } from './kit/checks-discord.ts';
import { machineChecks } from './kit/checks-machine.ts';
import { defineWord, type Here } from './kit/word.ts';

const STYLES = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

export default defineWord({
  summary: 'Looks whether everything is in order, and says what to do where it is not.',
  about:
    'It changes nothing, unless it is told to install. Exit status: 1 when something fails; warnings alone give 0.',
  params: z.strictObject({
    json: z.boolean().default(false).describe('The findings as JSON.'),
    install_browser: z
      .boolean()
      .default(false)
      .describe('Gets a browser to collect with first: Playwright downloads one, or apt installs it.'),
  }),
  async run({ json, install_browser }, here) {
    if (install_browser) await getBrowser(here);
    const findings: (Finding & { what: string })[] = [];
    for (const check of [...machineChecks, ...dataChecks, ...backupChecks, ...discordChecks]) {
      findings.push({ what: check.what, ...(await examine(check, here)) });
    }
    const { terminal } = here;
    if (json) terminal.out(`${JSON.stringify(findings, null, 2)}\n`);
    else terminal.out(findings.map((finding) => line(finding, here)).join(''));
    return findings.some(({ state }) => state === 'fail') ? 1 : 0;
  },
});

async function getBrowser({ terminal }: Here): Promise<void> {
  const { installBrowser } = await import('../pipeline/kit/browser/install.ts');
  const { sayBrowser } = await import('../pipeline/kit/browser/find.ts');
  const found = await installBrowser((line) => terminal.err(`${line}\n`));
  terminal.err(`Installed: ${sayBrowser(found)}\n`);
}

/** A check that throws has found something. */
async function examine(check: Check, here: Here): Promise<Finding> {
  try {
    return await check.look(here);
  } catch (thrown) {
    const error = toBedrotError(thrown);
    const { cause } = error;
    const says = error.code === 'internal' && cause instanceof Error ? cause.message : error.message;
    return { state: 'fail', says: says.split('\n')[0] ?? '' };
  }
}

function line({ what, state, says, todo }: Finding & { what: string }, { terminal }: Here): string {
  const width = Math.max(40, Math.min(terminal.columns, 120) - 26);
  const lines = [...wrap(says, width), ...(todo ? wrap(`-> ${todo}`, width) : [])];
  const head = `${terminal.paint(STYLES[state], padEnd(state, 4))}  ${padEnd(what, 18)}  `;
  return `${head}${lines.join(`\n${' '.repeat(26)}`)}\n`;
}
