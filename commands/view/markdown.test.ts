import { describe, expect, it } from 'vitest';
import { documentSample as sample } from './document-sample.testing.ts';
import { answerToMarkdown } from './markdown.ts';
import { escapeName, escapeText } from './markdown-escape.ts';

const chart = sample.parts?.[0]?.chart;
if (!chart) throw new Error('no chart');

describe('answerToMarkdown', () => {
  it('is a document: heading, figures, sections with tables and pictures, as of when, notes', () => {
    const pictures = new Map([[chart, { path: 'my report (1)-1.png', alt: 'Streams a day. 300 [to] 450.' }]]);
    expect(answerToMarkdown(sample, pictures)).toBe(`# Report: 2026-10 · TEST LABEL

> **DEMO DATA: generated, not the numbers of a real label.**

2026-10-01 to 2026-10-31

| Figure | Value | Change |  |
| --- | ---: | --- | --- |
| Streams | 12,345 | ▲ +12.4 % against the month before | not complete |
| Ad spend | not known |  |  |

- Ad spend: No ads \\| yet.

## Top tracks

streams, by track

NEON leads.

Others follow.

![Streams a day. 300 \\[to\\] 450.](my%20report%20%281%29-1.png)

| Track | Streams | Earned (USD) |
| --- | ---: | ---: |
| NEON \\*ABATTOIR\\* | 11,000 | 31.50 |
| 夜 \\<b\\>\\|x | 1,345 | not known |

… 2 of 12 rows

- Statements come later.

## Money

| Figure | Value | Change |
| --- | ---: | --- |
| Net | -1,531.02 USD |  |

| Category | Total (USD) |
| --- | ---: |
| software | -1,531.02 |

---

Kind: of several kinds, never added to each other

As of: Statements 2026-10-31 (30 days old, late)

- See https://example.com/a\\_b for \\<more\\>.
`);
  });

  it('has no picture where none was drawn, and no rule where nothing follows it', () => {
    const text = answerToMarkdown({ ...sample, notes: [], as_of: [], kind: undefined } as typeof sample);
    expect(text).not.toContain('![');
    expect(text).toMatch(/software \| -1,531\.02 \|\n$/);
  });
});

describe('names out of data', () => {
  it.each([
    ['[click](http://evil.example)', '\\[click\\](http:\\/\\/evil.example)'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['a|b\n| c', 'a\\|b \\| c'],
    ['# 1. not a heading', '\\# 1. not a heading'],
    ['1. no list', '1\\. no list'],
    ['- no list', '\\- no list'],
    ['www.evil.example @someone', 'www\\.evil.example \\@someone'],
    ['&lt;b&gt; $x$', '\\&lt;b\\&gt; \\$x\\$'],
  ])('%s is printed as it is', (name, escaped) => {
    expect(escapeName(name)).toBe(escaped);
  });

  it('a sentence of ours keeps its address', () => {
    expect(escapeText('Get it at https://distrokid.com/bank: click.')).toBe(
      'Get it at https://distrokid.com/bank: click.',
    );
  });
});
