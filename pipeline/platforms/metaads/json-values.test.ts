import { describe, expect, it } from 'vitest';
import { parseValues } from './json-values.ts';

describe('parseValues', () => {
  it('keeps every digit of an id and of an amount', () => {
    expect(
      parseValues('{"id": 120224907266750075, "spend": 9.50, "all": [1e3, -0, "7"], "no": null}'),
    ).toEqual([{ id: '120224907266750075', spend: '9.50', all: ['1e3', '-0', '7'], no: null }]);
  });

  it.each([
    ['{"a":1}{"a":2}', 2],
    ['{"a":"}{"}\n\n[{"b":"\\"]"}]\r\n{}', 3],
    ['{"a":"\\\\"},{"b":2},', 2],
    [' \n', 0],
  ])('%j holds values side by side', (text, count) => expect(parseValues(text)).toHaveLength(count));

  it.each(['{"a":1', '{"a":"x', '[1,2', '{"a":1}]', '{"a":1} x', '{"a":1}{"b":', '{a:1}', ']'])(
    '%j is not whole',
    (text) => expect(() => parseValues(text)).toThrow(/not whole/),
  );
});
