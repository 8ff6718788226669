import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../../core/days.ts';
import { dayOfRow, daysApart } from './clean.ts';
import { isEnglishDay, LOCALES, monthDaysOf } from './months.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** All days a year can have, as a page in this language writes them. */
const writerOf = (locale: string) => {
  const base = { timeZone: 'UTC', numberingSystem: 'latn', calendar: 'gregory' } as const;
  const format = new Intl.DateTimeFormat(locale, { ...base, month: 'long', day: 'numeric' });
  const texts = new Map<string, string>();
  return (day: string): string => {
    const text = texts.get(day.slice(5)) ?? format.format(new Date(`${day}T00:00:00Z`));
    texts.set(day.slice(5), text);
    return text;
  };
};

describe('monthDaysOf', () => {
  // As exports had them.
  it.each([
    ['August 31', '08-31'],
    ['31 de agosto', '08-31'],
    ['18 tháng Sáu', '06-18'],
    ['18 thán\u0067 Sáu'.normalize('NFD'), '06-18'],
    ['2 tháng Mười Hai', '12-02'],
    ['2 tháng Mười', '10-02'],
    ['18 января', '01-18'],
    ['11 septembre', '09-11'],
    ['1er août', '08-01'],
    ['9月13日', '09-13'],
    ['12月12日', '12-12'],
    ['8월 31일', '08-31'],
    ['15 Ιανουαρίου', '01-15'],
    ['8 Juli', '07-08'],
    ['31. August', '08-31'],
    ['  FEBRUARY 29 ', '02-29'],
  ])('%s is %s', (text, day) => expect(monthDaysOf(text)).toEqual([day]));

  it.each([
    '',
    'August',
    '31',
    'August 32',
    'February 30',
    'August 1 2',
    '2026-08-31',
    '8/31',
    'Augst 6',
    '31 31',
  ])('%j is no day', (text) => expect(monthDaysOf(text)).toEqual([]));

  it('knows what English pages write from what others do', () => {
    expect(isEnglishDay('August 31')).toBe(true);
    expect(isEnglishDay('31 August')).toBe(true);
    expect(isEnglishDay('31 de agosto')).toBe(false);
    expect(isEnglishDay('31. August')).toBe(false);
  });

  it.each(LOCALES)('reads every day of a leap year as %s writes it', (locale) => {
    expect(Intl.DateTimeFormat.supportedLocalesOf([locale])).toEqual([locale]);
    const write = writerOf(locale);
    const wrong: string[] = [];
    for (let day = '2024-01-01'; day <= '2024-12-31'; day = addDays(day, 1))
      if (!monthDaysOf(write(day)).includes(day.slice(5))) wrong.push(`${day}: ${write(day)}`);
    expect(wrong).toEqual([]);
  });
});

describe('the days of an export', () => {
  it(`come back in every language, from any day on, for 60 days and 365 (SEED=${seed})`, () => {
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return Math.floor((state / 2 ** 31) * below);
    };
    const wrong: string[] = [];
    for (const locale of LOCALES) {
      const write = writerOf(locale);
      for (const rows of [60, 365]) {
        const first = addDays('2015-01-01', random(4000));
        const last = addDays(first, rows - 1);
        // The download is on the last row's day or up to two days after it.
        const downloaded = addDays(last, random(3));
        const named = { tab: 'Overview', handle: 'a', first, downloaded } as const;
        const short = { tab: 'Viewers', handle: 'a', first: null, downloaded: null } as const;
        for (let index = 0; index < rows; index++) {
          const day = addDays(first, index);
          const row = { index, rows };
          const step = daysApart(write(day), write(addDays(day, 1)));
          const found = [
            dayOfRow(write(day), row, named, '1999-01-01'),
            dayOfRow(write(day), row, short, downloaded),
          ];
          // From February 28 to March 1 it is two where nobody says whether the year has a 29th.
          const follows = step === 1 || (step === 2 && day.endsWith('02-28'));
          if (!follows || found.some((one) => !('day' in one) || one.day !== day))
            wrong.push(`${locale} ${day}: ${write(day)}, ${step} days to the next, ${JSON.stringify(found)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are refused when a row is not the day of its place', () => {
    const name = { tab: 'Overview', handle: 'a', first: '2026-01-01', downloaded: '2026-12-31' } as const;
    for (const locale of LOCALES) {
      const text = writerOf(locale)(dayOf(new Date(Date.UTC(2026, 5, 15))));
      expect(dayOfRow(text, { index: 0, rows: 365 }, name, '2026-12-31'), locale).toHaveProperty('refuse');
    }
  });
});
