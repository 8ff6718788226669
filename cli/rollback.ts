import { z } from 'zod';
import { carryOut } from './kit/carry-out.ts';
import { defineWord } from './kit/word.ts';

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export default defineWord({
  group: 'pipeline',
  summary: 'Takes back what one file brought; what it had replaced counts again.',
  about:
    'Without --yes it only says what it would do. The file stays in landing, and --undo makes it count again.',
  params: z.strictObject({
    file: z
      .string()
      .min(1)
      .meta({ placeholder: 'FILE', description: 'Its landing path, the start of its SHA-256, or its name.' }),
    yes: z.boolean().default(false).describe('Do it.'),
    undo: z.boolean().default(false).describe('Make a file that was taken back count again.'),
    json: z.boolean().default(false).describe('The report as JSON.'),
  }),
  async run({ file, yes, undo, json }, here) {
    const { rollBack, rollbackEffect, undoRollBack } = await import('../pipeline/rollback.ts');
    if (undo) return carryOut(here, json, (house) => undoRollBack(house, file));
    const effect = rollbackEffect(here.config.data, file);
    const would = [
      `${effect.file.originalName} (${effect.file.path}, brought ${effect.file.landedAt.slice(0, 10)}):`,
      `  ${many(effect.gone, 'row that only it tells is', 'rows that only it tells are')} taken back`,
      `  ${many(effect.restored, 'value it changed is', 'values it changed are')} again what earlier files said`,
      `  ${many(effect.returned, 'row it withdrew counts', 'rows it withdrew count')} again`,
    ].join('\n');
    if (!json) here.terminal.out(`${would}\n`);
    if (!yes) {
      here.terminal.out(
        json
          ? `${JSON.stringify({ ...effect, done: false }, null, 2)}\n`
          : 'Nothing was done. Say it again with --yes.\n',
      );
      return 0;
    }
    return carryOut(here, json, (house) => rollBack(house, file));
  },
});
