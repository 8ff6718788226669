import fc from 'fast-check';
import type { z } from 'zod';
import type { Command } from '../../commands/kit/define.ts';
import { unwrap } from '../../commands/kit/registry.ts';

/** What a free text may be, by the name of its param: mostly names the sample has, and some nobody has. */
const TEXTS: Record<string, readonly string[]> = {
  period: [
    'last_28d',
    'last_90d',
    'mtd',
    'ytd',
    'last_month',
    'all',
    '2026-10',
    '2026',
    '2026-09-25..2026-11-20',
    '2026-06-01..2026-09-30',
    'last week',
  ],
  artist: ['ZONE A0', 'zonea0', 'PIG1987', 'Nobody'],
  platform: ['spotify', 'Apple Music', 'tiktok'],
  country: ['US', 'NA', 'OU'],
  metrics: ['streams', 'streams,followers', 'revenue, streams', 'growth,video_views', 'saves,strems', 'cpm'],
  by: ['artist', 'platform', 'artist,platform', 'track', 'country', 'artsit'],
  where: ['platform=spotify', 'artist=ZONE A0,PIG1987; kind=observed', 'track="NEON"', 'artist'],
  track: ['NEON', 'DUET'],
  metric: [
    'streams',
    'revenue',
    'revenue_per_stream',
    'followers',
    'video_views',
    'engagement_rate',
    'strems',
  ],
};

function wordFor(name: string, schema: z.ZodType): fc.Arbitrary<string> {
  const inner = unwrap(schema) as z.ZodEnum | z.ZodNumber | z.ZodString;
  if ('options' in inner) return fc.constantFrom(...inner.options.map(String));
  // Most answers have one page: one beyond the end is asked for as often as one that is there.
  if (name === 'page') return fc.integer({ min: 1, max: 3 }).map(String);
  if ('minValue' in inner) return fc.integer({ min: 1, max: inner.maxValue ?? 9 }).map(String);
  return fc.constantFrom(...(TEXTS[name] ?? ['ZONE A0, PIG1987', 'spotify, apple-music', 'x']));
}

/** A command with at most three of its params, as words: what a terminal and a chat give, and an agent may. */
export const questionOf = <C extends Command>(commands: readonly C[]) =>
  fc.constantFrom(...commands).chain((command) => {
    const shape = command.params.shape as Record<string, z.ZodType>;
    const all = Object.entries(shape);
    return fc.subarray(all, { maxLength: Math.min(3, all.length) }).chain((chosen) =>
      fc.record({
        command: fc.constant(command),
        params: fc.record(Object.fromEntries(chosen.map(([name, schema]) => [name, wordFor(name, schema)]))),
      }),
    );
  });
