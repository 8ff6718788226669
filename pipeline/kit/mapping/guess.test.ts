import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { probe, toDocument } from '../read/probe.ts';
import { type Guess, guessMapping } from './guess.ts';
import { lacks, propose } from './propose.ts';
import { fingerprintOf } from './table.ts';
import { targetNamed } from './targets.ts';

async function guess(text: string, as?: string): Promise<Guess> {
  const bytes = Buffer.from(text);
  const open = async function* () {
    yield bytes;
  };
  const document = await toDocument(
    await probe(open(), 'sha256'),
    { originalName: 'x.csv', entry: null },
    open,
  );
  expect((await buffer(document.bytes())).length).toBeGreaterThan(0);
  const found = await guessMapping(document, as === undefined ? undefined : targetNamed(as));
  if (!found) throw new Error('no table');
  return found;
}
const fieldsOf = (found: Guess) => found.columns.map(({ header, field }) => `${header}=${field}`);

describe('guessMapping', () => {
  it('knows a statement by its words and its cells, below a title', async () => {
    const found = await guess(
      'Royalties of ZONE A0;;;;\n\nPeriod;Retailer;Code;Track Name;Total Units;Net Royalty (EUR);Whatever\n2026-08;Spotify;QZHN52412345;X;1.204;4,33;a\n2026-09;Deezer;QZHN52412346;Y;3;0,25;b\n',
    );
    expect(found.target.name).toBe('revenue');
    expect(fieldsOf(found)).toEqual([
      'Period=month',
      'Retailer=store',
      'Code=isrc',
      'Track Name=title',
      'Total Units=quantity',
      'Net Royalty (EUR)=amount',
      'Whatever=null',
    ]);
    expect(found.constants).toEqual({ decimals: 'comma', currency: 'EUR' });
    expect(found.columns[2]?.reason).toBe('all of its texts are ISRCs');
    expect(found.columns[0]?.confidence).toBeGreaterThan(found.columns[2]?.confidence ?? 1);
  });

  it.each([
    ['streams', 'Date,Store,Distributor,Streams\n2026-10-01,Spotify,Amuse,12\n'],
    ['track-days', 'Date,Artist,Track,Platform,Streams,Listeners\n2026-10-01,ZONE A0,X,Deezer,12,3\n'],
    ['social', 'Date,Impressions,Likes,Reposts,New follows,Profile visits\n2026-10-01,12,3,1,0,2\n'],
    ['links', 'Day,Page views,Unique visitors,Clicks,CTR\n2026-10-01,120,96,41,34.2%\n'],
    ['transactions', 'Booking date,Payee,Amount,Currency,Balance\n2026-10-01,META ADS,-12.50,EUR,100.00\n'],
    ['transactions', 'Date,Description,Money out,Money in\n31/10/2026,META ADS,12.50,\n'],
  ])('takes a table for %s', async (target, text) => {
    expect((await guess(text)).target.name).toBe(target);
  });

  it('takes no name for a column whose cells say otherwise', async () => {
    const found = await guess('Date,Store,Amount,Net\n2026-10-01,Spotify,free,3.10\n');
    expect(fieldsOf(found)).toContain('Amount=null');
    expect(fieldsOf(found)).toContain('Net=amount');
  });

  it('says the order of days only where the days tell it', async () => {
    const days = async (...texts: string[]) =>
      guess(`Date,Store,Net,Currency\n${texts.map((text) => `${text},Spotify,1.10,USD\n`).join('')}`);
    expect(await days('03/04/2026', '31/04/2026', '13/04/2026')).toMatchObject({
      datesOpen: false,
      constants: { dates: 'dmy' },
    });
    expect(await days('04/03/2026', '04/13/2026')).toMatchObject({ constants: { dates: 'mdy' } });
    const open = await days('03/04/2026', '04/05/2026');
    expect(open).toMatchObject({ datesOpen: true, constants: {} });
    const proposal = propose(open, { set: [], constants: { distributor: 'Amuse' } }, 'x.csv');
    expect(lacks(proposal, open)).toEqual([expect.stringContaining('two orders')]);
    const said = propose(open, { set: [], constants: { distributor: 'Amuse', dates: 'mdy' } }, 'x.csv');
    expect(lacks(said, open)).toEqual([]);
    expect(await days('2026-10-01')).toMatchObject({ datesOpen: false, constants: {} });
  });

  it('is told by a header whatever the order and case of its names', () => {
    expect(fingerprintOf(['Date', ' Net  Amount'])).toBe(fingerprintOf(['net amount', 'DATE']));
    expect(fingerprintOf(['Date', 'Net'])).not.toBe(fingerprintOf(['Date', 'Net', 'Store']));
  });
});

describe('propose', () => {
  const TEXT = 'When,Where,Money\n2026-10-01,Spotify,3.10\n';

  it('takes what a person says before what is guessed', async () => {
    const found = await guess(TEXT, 'revenue');
    const said = propose(
      found,
      {
        set: ['when=month', '2=store', 'Money=amount'],
        constants: { distributor: 'CD Baby', currency: 'usd' },
      },
      'My file.csv',
    );
    expect(said).toMatchObject({
      name: 'cd-baby-revenue',
      target: 'revenue',
      columns: { month: 'When', store: 'Where', amount: 'Money' },
      constants: { distributor: 'cd-baby', currency: 'USD' },
    });
    expect(lacks(said, found)).toEqual([]);
    const other = propose(found, { set: ['When=none'], constants: { store: 'Spotify' } }, 'x.csv');
    expect(other.columns).not.toHaveProperty('month');
    expect(lacks(other, found).join()).toMatch(/month of the sale.*--set column=month.*--currency X/);
  });

  it('refuses what cannot be', async () => {
    const found = await guess(TEXT, 'revenue');
    const say = (set: string[], constants: Record<string, string>) => () =>
      propose(found, { set, constants }, 'x');
    expect(say(['Nope=month'], {})).toThrow(/no column "Nope"/);
    expect(say(['When=moon'], {})).toThrow(/revenue has no column "moon"/);
    expect(say(['When'], {})).toThrow(/column=field/);
    expect(say([], { currency: 'dollars' })).toThrow(/is no currency/);
    expect(say([], { dates: 'ymd' })).toThrow(/dmy or mdy/);
  });
});
