import { describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { fetchList, labelText, readAnswers, type Ways } from './label-text.ts';

const feed = (name: string): Ways[number]['feeds'][number] =>
  ({
    name,
    label: `Feed ${name}`,
    howToGet: { page: 'https://example.org/bank', steps: ['Click Export'], file: `${name}.tsv` },
  }) as unknown as Ways[number]['feeds'][number];
const ways: Ways = [
  { name: 'distrokid', label: 'DistroKid', waysIn: ['file'], feeds: [feed('distrokid_bank')] },
  { name: 'spotify', label: 'Spotify', waysIn: ['api', 'file'], feeds: [feed('spotify_audience')] },
];
const answers = (given: object) =>
  readAnswers(
    JSON.stringify({ name: 'L', timeZone: 'Europe/Berlin', artists: [{ name: 'A' }], ...given }),
    'answers.json',
  );

describe('answers', () => {
  it('become a label.json that fits, with nothing in it that was not said', () => {
    const text = labelText(
      answers({
        currency: 'eur',
        artists: [
          { name: ' A ', aliases: ['a', 'A.'], accounts: { tiktok: ['a.a'], spotify: [] } },
          { name: 'B', role: 'collaborator', aliases: [] },
        ],
        platforms: { distrokid: 'file', spotify: 'off' },
      }),
      ways,
    );
    expect(JSON.parse(text)).toEqual({
      name: 'L',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      artists: [
        { name: 'A', aliases: ['a', 'A.'], accounts: { tiktok: ['a.a'] } },
        { name: 'B', role: 'collaborator' },
      ],
      platforms: { distrokid: { via: 'file' }, spotify: { via: 'off' } },
    });
    expect(parseLabel(text).artists).toHaveLength(2);
  });

  it('are refused with what is wrong', () => {
    expect(() => answers({ timeZone: 'Mars/Olympus' })).toThrow('timeZone: not a time zone');
    expect(() => answers({ currency: 'dollars' })).toThrow('currency: three letters, e.g. USD');
    expect(() => answers({ artists: [] })).toThrow('artists: at least one artist');
    expect(() => readAnswers('{', 'x.json')).toThrow('x.json is not JSON');
    expect(() => labelText(answers({ platforms: { myspace: 'file' } }), ways)).toThrow(
      'There is no platform "myspace". Known: distrokid, spotify.',
    );
    expect(() => labelText(answers({ platforms: { distrokid: 'api' } }), ways)).toThrow(
      'DistroKid is not brought in by api, but by file.',
    );
  });
});

describe('the list of files to fetch', () => {
  it('names page, clicks and file of every platform that comes by file', () => {
    const label = parseLabel(labelText(answers({ platforms: { distrokid: 'file', spotify: 'api' } }), ways));
    const text = fetchList(ways, label, (_style, part) => part);
    expect(text).toContain('1. Feed distrokid_bank\n   https://example.org/bank\n   - Click Export');
    expect(text).not.toContain('spotify');
  });
});
