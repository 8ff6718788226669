import { z } from 'zod';
import { traceText } from './kit/trace-text.ts';
import { defineWord } from './kit/word.ts';

export default defineWord({
  group: 'data',
  summary: 'What a file became: its paths, facts, refused lines, and what later files changed of it.',
  about:
    'The other way round, "bedrot explain" names the files behind a number. With --line also the record of that line as it was written, and the fact it became or why it was refused.',
  params: z.strictObject({
    file: z
      .string()
      .min(1)
      .meta({ placeholder: 'FILE', description: 'Its landing path, the start of its SHA-256, or its name.' }),
    line: z.number().int().min(1).optional().describe('Only this line of it; the header is line 1.'),
    json: z.boolean().default(false).describe('All of it as JSON.'),
  }),
  async run({ file, line, json }, here) {
    const { trace } = await import('../pipeline/trace.ts');
    const traced = await trace(here.config.data, file, line);
    here.terminal.out(json ? `${JSON.stringify(traced, null, 2)}\n` : traced.map(traceText).join('\n'));
    return 0;
  },
});
