import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../../core/config.ts';
import { generateLabel } from '../../sandbox/label/index.ts';
import { runMeasured } from './processes.ts';

/** The bulk file's last statement came on 2026-02-20. */
export const TODAY = '2026-02-25';

/** Loads what else a label has beside its statements of DistroKid: 18 months of every other platform, and its label.json. */
export async function restOfLabel(data: string): Promise<void> {
  const folder = join(data, 'downloads');
  const { files, label, truth } = await generateLabel({ folder, today: TODAY });
  writeFileSync(join(data, 'label.json'), JSON.stringify(label));
  const bank = /^(dk|distrokid)_bank/i;
  const paths = files
    .filter(({ originalName }) => !bank.test(originalName) && !truth.quarantined.includes(originalName))
    .map(({ path }) => path);
  const args = [join(PROJECT, 'cli', 'bedrot.mjs'), 'import', ...paths, '--json'];
  await runMeasured(process.execPath, args, { BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'error' });
  await rm(folder, { recursive: true });
}
