import { z } from 'zod';
import { carryOut, EXIT_ABOUT } from './kit/carry-out.ts';
import { defineWord } from './kit/word.ts';

export default defineWord({
  group: 'pipeline',
  summary: 'Makes the warehouse anew from the raw files and label.json. Nothing is lost by it.',
  about: EXIT_ABOUT,
  params: z.strictObject({ json: z.boolean().default(false).describe('The report as JSON.') }),
  async run({ json }, here) {
    const { rebuild } = await import('../pipeline/run.ts');
    return carryOut(here, json, rebuild);
  },
});
