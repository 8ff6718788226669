import { expect, it } from 'vitest';
import { benchMcpStart, sayMcpStart } from './mcp-start.ts';

it('the MCP server answers initialize within twice the time of a trivial server on the same SDK', async () => {
  let start = await benchMcpStart(undefined, 5);
  // A machine with other work tells little in five rounds.
  if (start.ratio > 2) start = await benchMcpStart(undefined, 25);
  expect(start.ratio, sayMcpStart(start)).toBeLessThanOrEqual(2);
  // Both really started: no process answers in less than Node itself takes.
  expect(Math.min(start.ours, start.trivial)).toBeGreaterThan(20);
});
