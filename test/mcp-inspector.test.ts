import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random } from '../sandbox/label/random.ts';
import { Inspector } from './support/inspector.ts';

let inspector: Inspector;
beforeAll(() => {
  inspector = new Inspector();
});
afterAll(() => inspector.remove());

const SAMPLE = 6;

describe('the official inspector', () => {
  it('lists every tool, strictly, and calls some of them and the picture, without a complaint', async () => {
    const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
    console.log(`seed ${seed} (TEST_SEED runs it again)`);
    const names = await inspector.list();
    expect(names.length).toBeGreaterThanOrEqual(10);
    const lot = random(seed, 'tools');
    const drawn = Array.from({ length: SAMPLE }, () => names[lot.below(names.length)] as string);
    await inspector.callEach([...new Set([...drawn, 'render_chart'])]);
  }, 180_000);

  it('does complain when a call fails', async () => {
    const { status, complaints } = await inspector.inspect(
      '--method',
      'tools/call',
      '--tool-name',
      'top_items',
      '--tool-args-json',
      '{"metric":"strems"}',
    );
    expect(status).toBe(5);
    expect(complaints).toContain('isError');
  });
});
