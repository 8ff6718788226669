import { z } from 'zod';
import { defineWord } from './kit/word.ts';

export default defineWord({
  summary: 'Serves the questions to an agent (MCP over standard input and output).',
  about:
    'An agent asks as the role in BEDROT_ROLE: viewer (no money) unless the owner chooses otherwise, because what it reads goes to its model provider.',
  params: z.strictObject({
    print_config: z
      .boolean()
      .default(false)
      .describe('Prints the block for an MCP client, with absolute paths, and ends.'),
  }),
  async run({ print_config }, { config, clock, log, terminal }) {
    if (print_config) {
      const { printConfig } = await import('../mcp-server/client-config.ts');
      terminal.out(`${printConfig(config)}\n`);
      return 0;
    }
    const { startMcp } = await import('../mcp-server/main.ts');
    await startMcp(config, clock, log);
    return 0;
  },
});
