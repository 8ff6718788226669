import { describe, expect, it } from 'vitest';
import { type Conversion, countOf, otherActions, parseActions } from './actions.ts';

const list = (...actions: [type: string, value: string | number, more?: object][]): string =>
  JSON.stringify(actions.map(([action_type, value, more]) => ({ action_type, value, ...more })));
const count = (text: string, conversion: Conversion) => countOf(parseActions(text) ?? new Map(), conversion);

describe('a conversion', () => {
  it('is counted once, by the widest of its names, wherever that stands', () => {
    const text = list(
      ['offsite_conversion.fb_pixel_purchase', '2'],
      ['purchase', '3'],
      ['omni_purchase', '4'],
      ['view_content', '5'],
      ['offsite_conversion.fb_pixel_view_content', '6'],
    );
    expect(count(text, 'purchases')).toBe('4');
    expect(count(text, 'view_content')).toBe('5');
    expect(count(text, 'leads')).toBe('');
    expect(otherActions(parseActions(text) ?? new Map())).toBe('');
  });

  it('adds the parts it is broken down to, and takes a repeated entry once', () => {
    expect(
      count(
        list(
          ['link_click', '11', { action_device: 'iphone' }],
          ['link_click', '8', { action_device: 'ipad' }],
          ['link_click', '8', { action_device: 'ipad' }],
        ),
        'link_clicks',
      ),
    ).toBe('19');
  });

  it('is read from what the old data lake kept', () => {
    expect(count('{"ViewContent": 5, "view_content": 6, "MessagingStarted": 2}', 'view_content')).toBe('6');
    expect(count('{"MessagingStarted": 2}', 'messages_started')).toBe('2');
    expect(otherActions(parseActions('{"b": 2, "a": 1.5, "LinkClick": 3}') ?? new Map())).toBe(
      '{"a":1.5,"b":2}',
    );
  });

  it.each([
    '',
    'x',
    '7',
    'null',
    '[7]',
    '["a"]',
    '[null]',
    '[{"action_type":"a"}]',
    '[{"value":"1"}]',
    '{"a":[]}',
  ])('%j is no list of actions', (text) => expect(parseActions(text)).toBeNull());
});
