import { resolve } from 'node:path';
import { z } from 'zod';
import { carryOut, EXIT_ABOUT } from './kit/carry-out.ts';
import { defineWord } from './kit/word.ts';

export default defineWord({
  group: 'pipeline',
  summary: 'Brings files in: statements, exports, saved pages, zips. Nothing is loaded twice.',
  about: `Without FILE it takes whatever lies whole in landing/_inbox of the data folder; what was taken in leaves it. What a file is, is told by its content, not by its name. ${EXIT_ABOUT}`,
  params: z.strictObject({
    files: z
      .array(z.string().min(1))
      .optional()
      .meta({ placeholder: 'FILE', description: 'The files to bring in. None: those of the inbox.' }),
    json: z.boolean().default(false).describe('The report as JSON.'),
  }),
  async run({ files = [], json }, here) {
    const { importBrought, importInbox } = await import('../pipeline/import-inbox.ts');
    const paths = files.map((file) => resolve(file));
    return carryOut(here, json, (house) =>
      paths.length === 0 ? importInbox(house) : importBrought(house, paths),
    );
  },
});
