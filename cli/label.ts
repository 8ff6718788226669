import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { LABEL_FILE, loadLabel } from '../core/label.ts';
import { archive, publishText } from '../pipeline/kit/publish.ts';
import { archivePath, inData } from '../pipeline/kit/zones.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { listDecisions, withdrawDecisions } from '../warehouse/ops/decisions.ts';
import { type Exported, exportLabel } from './kit/label-export.ts';
import { defineWord, type Here } from './kit/word.ts';

export default defineWord({
  group: 'pipeline',
  summary: 'Prints label.json with what was decided since (bedrot settle), or writes it.',
  about:
    'With --write the old file is kept in archive/, and the decisions count as written: every number stays as it is.',
  params: z.strictObject({
    what: z.enum(['export']).meta({ placeholder: 'export', description: 'The only thing it does.' }),
    write: z.boolean().default(false).describe('Write it into label.json in place of printing it.'),
  }),
  async run({ write }, here) {
    const { data } = here.config;
    loadLabel(data);
    const file = join(data, LABEL_FILE);
    const before = readFileSync(file, 'utf8');
    const ops = openOps(data);
    try {
      const exported = exportLabel(before, listDecisions(ops));
      for (const { decision, why } of exported.idle)
        here.terminal.err(
          `Left out, since it changes nothing: the ${decision.kind} "${decision.what}" (${why}).\n`,
        );
      if (!write) {
        here.terminal.out(exported.text);
        return 0;
      }
      await writeLabel(exported, file, before, here);
      // A crash before this leaves decisions that label.json says already: they change nothing, and go with the next.
      const ids = [...exported.written, ...exported.said].map(({ id }) => id);
      withdrawDecisions(ops, ids, 'in label.json', here.clock.now());
      return 0;
    } finally {
      ops.close();
    }
  },
});

async function writeLabel(
  { text, written }: Exported,
  file: string,
  before: string,
  { config: { data }, clock, terminal }: Here,
): Promise<void> {
  if (written.length === 0) {
    terminal.out('Nothing was decided that label.json does not say already.\n');
    return;
  }
  const kept = archivePath(LABEL_FILE, clock.now());
  await archive(file, inData(data, kept));
  // Somebody who edits it at this moment must not lose what he wrote.
  if (readFileSync(file, 'utf8') !== before)
    throw new BedrotError('busy', `${file} was changed meanwhile. Say it again.`);
  await publishText(file, text);
  const many = written.length === 1 ? '1 decision is' : `${written.length} decisions are`;
  terminal.out(`${many} in ${file} now. The one before is kept as ${kept}\n`);
}
