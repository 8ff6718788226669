import { z } from 'zod';
import { carryOut, EXIT_ABOUT } from './kit/carry-out.ts';
import { defineWord } from './kit/word.ts';

export default defineWord({
  group: 'pipeline',
  summary: 'Takes up whatever is landed and not loaded yet, and what an interrupted run left.',
  about: EXIT_ABOUT,
  params: z.strictObject({ json: z.boolean().default(false).describe('The report as JSON.') }),
  async run({ json }, here) {
    const { runPending } = await import('../pipeline/run.ts');
    return carryOut(here, json, runPending);
  },
});
