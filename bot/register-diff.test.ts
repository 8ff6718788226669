import { expect, it } from 'vitest';
import { changesBetween } from './register-diff.ts';

const option = { type: 3, name: 'period', description: 'When.', autocomplete: true };
const streams = { type: 1, name: 'streams', description: 'Streams.', options: [option] };
const kpi = { type: 1, name: 'kpi', description: 'Numbers.', options: [streams] };

/** What Discord adds by itself. */
const there = (command: object) => ({
  ...{ id: '1', application_id: '2', version: '3', nsfw: false, default_member_permissions: null },
  ...{ name_localizations: null, integration_types: [0], contexts: null },
  ...command,
});

it('sees no difference in what Discord fills in', () => {
  const filled = { ...kpi, options: [{ ...streams, options: [{ ...option, required: false }] }] };
  expect(changesBetween([there(filled)], [kpi])).toEqual([]);
  expect(changesBetween([there({ ...kpi, options: undefined })], [{ ...kpi, options: [] }])).toEqual([]);
});

it('names what is new, gone or different, where it is', () => {
  expect(changesBetween([], [kpi])).toEqual(['+ /kpi']);
  expect(changesBetween([there({ ...kpi, name: 'old' })], [kpi])).toEqual(['- /old', '+ /kpi']);
  const limit = { type: 4, name: 'limit', description: 'How many.', max_value: 50 };
  const wanted = { ...kpi, options: [{ ...streams, description: 'Plays.', options: [option, limit] }] };
  expect(changesBetween([there(kpi)], [wanted])).toEqual([
    '~ /kpi streams: description',
    '+ /kpi streams limit',
  ]);
  const choices = [{ name: 'a', value: 'a' }];
  const narrowed = { ...kpi, options: [{ ...streams, options: [{ ...option, choices }] }] };
  expect(changesBetween([there(kpi)], [narrowed])).toEqual(['~ /kpi streams period: choices']);
});

it('sees another order, and places only where they are said', () => {
  const top = { ...streams, name: 'top' };
  expect(
    changesBetween([there({ ...kpi, options: [streams, top] })], [{ ...kpi, options: [top, streams] }]),
  ).toEqual(['~ /kpi: order']);
  const everywhere = { ...kpi, contexts: [0, 1] };
  expect(changesBetween([there(kpi)], [everywhere])).toEqual(['~ /kpi: contexts']);
  expect(changesBetween([there({ ...kpi, contexts: [1, 0] })], [everywhere])).toEqual([]);
});
