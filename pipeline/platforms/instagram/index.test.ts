import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Document } from '../../kit/read/document.ts';
import { openBrought } from '../../kit/read/open.ts';
import instagram from './index.ts';

const [insights] = instagram.feeds;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function brought(name: string, text: string): Promise<Document> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-instagram-'));
  folders.push(folder);
  const path = join(folder, 'file');
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
  const [document] = (await openBrought(path, name)).documents;
  if (!document) throw new Error('no document');
  return document;
}
const suite = (title: string, header = '"Date","Primary"', row = '"2026-08-22T00:00:00","8226"') =>
  `sep=,\n"${title}"\n${header}\n${row}\n`;
const answer = (insight: object, rest: object = {}) => JSON.stringify({ data: [insight], ...rest });
const reach = {
  name: 'reach',
  period: 'day',
  values: [{ value: 5, end_time: '2026-06-22T07:00:00+0000' }],
  id: '17841457215396811/insights/reach/day',
};

async function rows(document: Document): Promise<number> {
  let count = 0;
  for await (const cells of insights?.read(document) ?? []) count += cells.rows;
  return count;
}

describe('a table of Business Suite', () => {
  it('is taken by title and header, with the account of its name', async () => {
    const document = await brought('Views-zone.a0.csv', suite('Views'));
    expect(insights?.detect(document)).toEqual({ account: 'zone.a0' });
    expect(insights?.header?.(document)).toEqual({
      preamble: 2,
      delimiter: ',',
      cells: ['Date', 'views', 'Metric', 'Account'],
    });
  });

  it.each([
    [
      'Views.csv',
      suite('Views'),
      /neither it nor its name tells which\. Name the file with the account, like "Views-zone\.a0\.csv"/,
    ],
    [
      'Views-zone.a0.csv',
      suite('Facebook follows'),
      /'Facebook follows', which is Facebook's\. Choose the Instagram account/,
    ],
    [
      'Views-zone.a0.csv',
      suite('Visualizaciones'),
      /called 'Visualizaciones', which is not known here\. Set Meta Business Suite to English/,
    ],
    [
      'Views-zone.a0.csv',
      suite('Visualizaciones', '"Fecha","Principal"'),
      /another language: its table is called 'Visualizaciones'\. Set Meta Business Suite to English/,
    ],
  ])('%s is refused and says what to do (%#)', async (name, text, sentence) => {
    const document = await brought(name, text);
    expect(() => insights?.detect(document)).toThrow(sentence);
  });

  it('is not what only looks like one', async () => {
    for (const text of [
      '"Date","Primary"\n"2026-08-22T00:00:00","1"\n',
      'sep=,\n"Earnings"\n"Date","Primary","stars"\n"2026-08-06T00:00:00","23.936","0"\n',
      'sep=,\n"Age & gender"\n"","Men"\n"18-24","3"\n"Follows"\n"Date","Primary"\n"2026-08-22T00:00:00","1"\n',
      'date,views\n2026-08-22,1\n',
    ])
      expect(insights?.detect(await brought('Views-zone.a0.csv', text))).toBeNull();
  });
});

describe('an answer of the API', () => {
  it('is taken by the ids in it, with the account asked for or that of its name', async () => {
    const named = await brought('insights-zone.a0.json', answer(reach));
    expect(insights?.detect(named)).toEqual({ account: 'zone.a0' });
    const asked = await brought('x.json', answer(reach, { username: 'pig1987' }));
    expect(insights?.detect(asked)).toEqual({ account: 'pig1987' });
  });

  it('is refused where nothing tells the account, or it tells two', async () => {
    const nobody = await brought('x.json', answer(reach));
    expect(() => insights?.detect(nobody)).toThrow(/like "insights-zone\.a0\.json"/);
    const both = `[${answer(reach, { username: 'a' })},${answer(reach, { username: 'b' })}]`;
    const two = await brought('x.json', both);
    expect(() => insights?.detect(two)).toThrow(/insights of a and b\. Bring each account by itself/);
  });

  it('is not that of a post, of a Facebook page, or an empty one', async () => {
    for (const text of [
      answer({
        name: 'reach',
        period: 'lifetime',
        values: [{ value: 2 }],
        id: '17900000000000001/insights/reach/lifetime',
      }),
      answer({ ...reach, name: 'page_impressions', id: '1/insights/page_impressions/day' }),
      '{"data":[]}',
      '{"data":[{"campaign_id":"120210000000000080","reach":"5"}]}',
    ])
      expect(insights?.detect(await brought('insights-zone.a0.json', text))).toBeNull();
  });

  it('has no rows where Instagram has no data', async () => {
    const document = await brought('insights-zone.a0.json', answer({ ...reach, values: [] }));
    expect(insights?.detect(document)).toEqual({ account: 'zone.a0' });
    expect(await rows(document)).toBe(0);
  });

  it('is refused when it is cut off, of another shape, or a total of nobody knows which day', async () => {
    const refused = async (text: string, name = 'insights-zone.a0.json') => rows(await brought(name, text));
    await expect(refused(answer(reach).slice(0, -1))).rejects.toThrow(/cut off or damaged/);
    await expect(refused(answer({ ...reach, values: 7 }))).rejects.toThrow(/not in the shape of an answer/);
    const total = answer({ ...reach, values: undefined, total_value: { value: 5 } });
    await expect(refused(total)).rejects.toThrow(/the total of reach, but not of which day/);
    expect(await refused(total, 'insights-zone.a0-2026-06-21.json')).toBe(1);
  });
});
