import type { Clock } from '../../core/clock.ts';
import { type Label, parseLabel } from '../../core/label.ts';
import type { LocalDiscord, Message } from '../../sandbox/discord/index.ts';
import type { Finding } from '../../warehouse/ops/incidents.ts';

export const NUMBERS = '1300000000000000001';
export const ALERTS = '1300000000000000002';

/** Alerts go to #alerts, where money may be seen. */
export const LABEL: Label = parseLabel(
  JSON.stringify({
    name: 'Test Label',
    artists: [{ name: 'PIG1987' }],
    channels: [
      { id: NUMBERS, audience: 'numbers' },
      { id: ALERTS, audience: 'money', alerts: true },
    ],
  }),
);

/** Twenty times as fast as the real one, so that a back-off of 1 s takes 50 ms. */
export function fastClock(): Clock {
  const start = Date.now();
  return { now: () => new Date(start + (Date.now() - start) * 20) };
}

export const finding = (name: string, more: Partial<Finding> = {}): Finding => ({
  subject: `source:${name}`,
  kind: 'freshness',
  severity: 'critical',
  audience: 'numbers',
  message: `The ${name} is overdue`,
  since: '2026-11-20',
  details: {
    about: `The ${name}`,
    facts: [['Newest data', '2026-11-15']],
    text: 'Late at 3 days of age, overdue at 5.',
    howToGet: { page: 'https://example.com/x', steps: ['Open it.', 'Click "Export".'], file: 'a_b.csv' },
  },
  ...more,
});

export const embedOf = (message: Message | undefined) => message?.embeds[0];

/** Titles of what stands in #alerts, oldest first. */
export const titles = (discord: LocalDiscord): (string | undefined)[] =>
  discord.messages(ALERTS).map((message) => embedOf(message)?.title);
