import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeBlock, marked, plain } from './markdown.ts';

it('names of tracks are printed letter by letter', () => {
  expect(plain('**LOUD** _x_ ~~y~~ ||z|| `c`')).toBe(
    '\\*\\*LOUD\\*\\* \\_x\\_ \\~\\~y\\~\\~ \\|\\|z\\|\\| \\`c\\`',
  );
  expect(plain('[free](https://x.y) <@123> @everyone <t:1:R>')).toBe(
    '\\[free\\](https\\://x.y) \\<\\@123> \\@everyone \\<t:1:R>',
  );
  expect(plain('# 1\n-# small\n> quote\n- item')).toBe('\\# 1\n\\-# small\n\\> quote\n\\- item');
  // A number reads as it is.
  expect(plain('-1,531.02 USD ▲ +12.4 %')).toBe('-1,531.02 USD ▲ +12.4 %');
  expect(plain('ZONE A0: 1,531.02 USD (2026-11)')).toBe('ZONE A0: 1,531.02 USD (2026-11)');
});

it('an address of ours can be pressed', () => {
  expect(marked('https://tiktok.example')).toBe('https://tiktok.example');
});

it('what Discord shows of any text is the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 *_~|`[]()<>@#-+\\:/\n') }), (text) => {
      const shown = plain(text).replace(/\\([^A-Za-z0-9\s])/g, '$1');
      expect(shown).toBe(text);
      // Nothing that begins markdown stands there without its escape.
      expect(plain(text).replace(/\\./g, 'x')).not.toMatch(/[*_~|`[\]<@]|:\/\/|^\s*(#{1,3}|[>+-]|-#)\s/m);
    }),
  );
});

it('a block of code ends where it should', () => {
  expect(codeBlock(['a ``` b'], 'sql')).toBe('```sql\na ˋˋˋ b\n```');
});
