import type { Clock } from '../../core/clock.ts';

const EPOCH = 1_420_070_400_000n;

/** Makes Discord's ids: milliseconds since 2015 by the clock in the upper bits; each greater than the one before. */
export function snowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const now = (BigInt(clock.now().getTime()) - EPOCH) << 22n;
    last = now > last ? now : last + 1n;
    return String(last);
  };
}
