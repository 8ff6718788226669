import { expect, it } from 'vitest';
import { parseLabel } from '../core/label.ts';
import type { CardBody } from '../warehouse/ops/incidents.ts';
import { incidentCard, reminderCard } from './card.ts';

const { theme } = parseLabel('{"name": "L", "artists": [{"name": "A"}]}');
const look = { nonce: 'n0', theme, demo: false };
const body: CardBody = {
  id: 12,
  subject: 'source:x',
  kind: 'freshness',
  severity: 'critical',
  message: 'The @everyone *x* is overdue',
  since: '2026-11-20',
  details: { about: 'The x', facts: [['Newest data', '2026-11-15']], text: 'Late.' },
  openedAt: '2026-11-22T12:00:00.000Z',
  closedAt: null,
  acknowledgedBy: null,
  acknowledgedAt: null,
};
const fieldsOf = (card: ReturnType<typeof incidentCard>) =>
  Object.fromEntries((card.embeds[0]?.fields ?? []).map(({ name, value }) => [name, value]));

it('says the severity in words, pings nobody, and reads nothing of a file as markdown', () => {
  const card = incidentCard(body, look);
  expect(card.embeds[0]?.title).toBe('🔴 Critical: The \\@everyone \\*x\\* is overdue');
  expect(card.allowed_mentions).toEqual({ parse: [] });
  expect(card.flags).toBeUndefined();
  expect(card.embeds[0]?.footer?.text).toBe('ref n0');
  // 2026-11-22T12:00Z is 1,795,348,800 s after 1970.
  expect(fieldsOf(card)).toEqual({ 'Newest data': '2026-11-15', Noticed: '<t:1795348800:f>' });
});

it('a warning rings no phone; a card that is over has no button and says how long it was', () => {
  expect(incidentCard({ ...body, severity: 'warning' }, look).flags).toBe(4096);
  const over = incidentCard({ ...body, closedAt: '2026-11-25T16:30:00.000Z' }, look);
  expect(over.components).toEqual([]);
  expect(over.embeds[0]?.title).toBe('✅ Recovered: The x');
  expect(fieldsOf(over).Over).toMatch(/, after 3 d 4 h$/);
});

it('a file that was acknowledged is settled, and says by whom', () => {
  const at = '2026-11-22T12:12:00.000Z';
  const card = incidentCard(
    { ...body, kind: 'file', closedAt: at, acknowledgedBy: 'discord:42', acknowledgedAt: at },
    { ...look, demo: true },
  );
  expect(card.embeds[0]?.title).toBe('✅ Settled: The x');
  expect(fieldsOf(card).Acknowledged).toMatch(/^by <@42>, <t:\d+:f>$/);
  expect(fieldsOf(card).Over).toMatch(/, after 12 min$/);
  expect(card.embeds[0]?.author?.name).toMatch(/^DEMO DATA/);
});

it('holds to the limits of Discord whatever comes', () => {
  const long = 'x'.repeat(5000);
  const howToGet = { page: 'https://example.com', steps: [long, long], file: long };
  const hand = { label: long, howToGet };
  for (const more of [
    { facts: [['F', long]], howToGet },
    { facts: [['Why', 'code-needed']], byHand: [hand, hand, hand, hand] },
  ] as const) {
    const details = { about: long, text: long, ...more };
    const [embed] = incidentCard({ ...body, message: long, details }, look).embeds;
    expect(embed?.title).toHaveLength(256);
    const parts = [embed?.title, embed?.description, embed?.footer?.text];
    const fields = (embed?.fields ?? []).flatMap(({ name, value }) => [name, value]);
    expect([...parts, ...fields].join('').length).toBeLessThanOrEqual(6000);
  }
});

it('tells of each file how it is brought by hand, until it is over', () => {
  const howToGet = { page: 'https://example.com/bank', steps: ['Open it.'], file: 'a .tsv file' };
  const details = { ...body.details, byHand: [{ label: 'The bank', howToGet }] };
  expect(fieldsOf(incidentCard({ ...body, details }, look))['By hand: The bank']).toBe(
    'https://example.com/bank\n1. Open it.\n2. Run "bedrot import FILE" with a .tsv file',
  );
  const over = incidentCard({ ...body, details, closedAt: '2026-11-25T16:30:00.000Z' }, look);
  expect(Object.keys(fieldsOf(over))).not.toContain('By hand: The bank');
});

it('a reminder rings, and points to the card', () => {
  const card = reminderCard(
    { incident: 12, message: 'The x is overdue', since: '2026-11-20', severity: 'critical' },
    look,
  );
  expect(card.flags).toBeUndefined();
  expect(card.embeds[0]?.description).toBe('Since 2026-11-20. What to do stands on its card.');
});
