import type { Target } from './shape.ts';
import { links, social, streams, trackDays } from './targets-days.ts';
import { revenue, transactions } from './targets-money.ts';

/** Order = which is taken where two fit alike. */
export const TARGETS: readonly Target[] = [revenue, streams, trackDays, social, links, transactions];

export const targetNamed = (name: string): Target | undefined =>
  TARGETS.find((target) => target.name === name);
