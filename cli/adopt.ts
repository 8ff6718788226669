import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Command } from '../commands/kit/define.ts';
import { EXIT_STATUS } from '../core/errors.ts';
import { loadLabel } from '../core/label.ts';
import { coverageOf } from '../warehouse/kit/coverage.ts';
import { openWarehouse, WAREHOUSE_FILE } from '../warehouse/kit/open.ts';
import { adoptJson, adoptText } from './kit/adopt-text.ts';
import { asOwner, textOf } from './kit/ask.ts';
import { giveWay } from './kit/give-way.ts';
import { defineWord, type Here } from './kit/word.ts';
import { createProgress } from './progress.ts';

export default defineWord({
  group: 'pipeline',
  summary: 'Takes over a folder of exports: the lake that came before, or years of downloads.',
  about:
    'DIR may be a zip of the folder. It is not changed, and nothing is written outside the data folder. Each file counts as of its own time: the stamp in its name, else when it was last written. Tables that another program made of exports are taken only for days nothing else tells. Cut off, it goes on where it was. Exit status: 0; 65 when a file that was taken cannot be read; 75 when another run is at work.',
  params: z.strictObject({
    dir: z.string().min(1).meta({ placeholder: 'DIR', description: 'The folder, or a zip of it.' }),
    dry_run: z.boolean().default(false).describe('Only says what it would take and leave.'),
    json: z.boolean().default(false).describe('The report as JSON, with every file.'),
  }),
  async run({ dir, dry_run: dryRun, json }, here) {
    const { adopt } = await import('../pipeline/adopt/adopt.ts');
    const { noProgress } = await import('../pipeline/kit/report.ts');
    const { terminal, config, clock, log } = here;
    const progress = json ? noProgress : createProgress(terminal, () => performance.now());
    const house = { data: config.data, label: loadLabel(config.data), clock, log, progress, giveWay };
    const adoption = await adopt(house, dir, { dryRun });
    const coverage = dryRun ? null : await coverageTold(here);
    if (json) {
      const report = { ...adoptJson(adoption), coverage: coverage?.data ?? null };
      terminal.out(`${JSON.stringify(report, null, 2)}\n`);
    } else terminal.out(`${adoptText(adoption, terminal.paint)}${coverage?.text ?? ''}`);
    const isRefused = adoption.run?.files.some((file) => file.state === 'quarantined');
    return isRefused ? (EXIT_STATUS.file_refused ?? 1) : 0;
  },
});

/** What is covered now, adopted or brought. Null: nothing was ever loaded. */
async function coverageTold(here: Here): Promise<{ text: string; data: unknown } | null> {
  if (!existsSync(join(here.config.data, WAREHOUSE_FILE))) return null;
  const { default: command } = await import('../commands/coverage.ts');
  const { answer } = await asOwner(command as unknown as Command, {}, here);
  const warehouse = openWarehouse(here.config.data);
  try {
    return { text: await textOf(answer, here), data: coverageOf(warehouse) };
  } finally {
    warehouse.close();
  }
}
