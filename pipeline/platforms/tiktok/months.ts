import { isDay } from '../../../core/days.ts';

/**
 * Languages of TikTok's pages, as locales whose months the system knows. TikTok writes the days of an export in the
 * language its page is set to ("August 31", "31 de agosto", "8月31日"), mostly under English headers.
 */
export const LOCALES: readonly string[] = [
  ...['en', 'en-GB', 'es', 'pt', 'pt-PT', 'fr', 'de', 'it', 'nl', 'ca', 'gl', 'eu', 'ga', 'is'],
  ...['sv', 'da', 'nb', 'fi', 'et', 'lv', 'lt', 'pl', 'cs', 'sk', 'sl', 'hr', 'sr', 'sr-Latn', 'bs', 'mk'],
  ...['hu', 'ro', 'bg', 'el', 'sq', 'ru', 'uk', 'kk', 'uz', 'az', 'ka', 'hy', 'tr', 'he', 'ar', 'ur'],
  ...['hi', 'bn', 'ta', 'te', 'mr', 'gu', 'si', 'ne', 'th', 'km', 'lo', 'my', 'vi', 'id', 'ms', 'jv'],
  ...['fil', 'sw', 'af', 'zu', 'ja', 'ko', 'zh', 'zh-Hant'],
];

/** Vietnamese pages write months in words ("18 tháng Sáu"); the system writes them in figures ("18 tháng 6"). */
const VIETNAMESE: readonly string[] = [
  ...['một', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'],
];

/** A month's name around its day, the day left out ("# de agosto") -> the months it may be, and who writes it so. */
interface Pattern {
  /** 1 to 12. More than one where languages do not agree: `listopada` is October in Croatian, November in Polish. */
  months: Set<number>;
  english: boolean;
}

let patterns: ReadonlyMap<string, Pattern> | undefined;

/** Days as different languages write them differ in case, kinds of blanks and apostrophes, and marks nobody sees. */
const fold = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200e\u200f\u061c\ufeff]/g, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll('’', "'")
    .trim()
    .toLowerCase()
    // The first of a month: "1er août", "1º de maio".
    .replace(/(?<=\d)(?:er|º|°)(?= )/, '');

function buildPatterns(): Map<string, Pattern> {
  const all = new Map<string, Pattern>();
  const add = (text: string, month: number, english = false): void => {
    const key = fold(text);
    const known = all.get(key) ?? { months: new Set(), english: false };
    known.months.add(month);
    all.set(key, { months: known.months, english: known.english || english });
  };
  for (const locale of LOCALES) {
    const base = { timeZone: 'UTC', numberingSystem: 'latn', calendar: 'gregory' } as const;
    const dated = new Intl.DateTimeFormat(locale, { ...base, month: 'long', day: 'numeric' });
    const alone = new Intl.DateTimeFormat(locale, { ...base, month: 'long' });
    for (let month = 1; month <= 12; month++) {
      const at = new Date(Date.UTC(2024, month - 1, 22));
      const parts = dated.formatToParts(at).map(({ type, value }) => (type === 'day' ? '#' : value));
      const english = locale.startsWith('en');
      add(parts.join(''), month, english);
      // Some pages put the name as it stands alone beside the number.
      const name = alone.format(at);
      if (/\d/.test(name)) continue;
      add(`# ${name}`, month, english);
      add(`${name} #`, month, english);
    }
  }
  VIETNAMESE.forEach((word, index) => {
    add(`# tháng ${word}`, index + 1);
  });
  return all;
}

interface Read {
  /** `MM-DD`. */
  monthDay: string;
  english: boolean;
}

function readings(text: string): Read[] {
  patterns ??= buildPatterns();
  const folded = fold(text);
  const found = new Map<string, Read>();
  for (const { 0: number, index } of folded.matchAll(/(?<!\d)\d{1,2}(?!\d)/g)) {
    const pattern = patterns.get(`${folded.slice(0, index)}#${folded.slice(index + number.length)}`);
    for (const month of pattern?.months ?? []) {
      const monthDay = `${String(month).padStart(2, '0')}-${number.padStart(2, '0')}`;
      // 2024 had every day a year can have.
      if (!isDay(`2024-${monthDay}`)) continue;
      const english = (pattern?.english ?? false) || (found.get(monthDay)?.english ?? false);
      found.set(monthDay, { monthDay, english });
    }
  }
  return [...found.values()];
}

/**
 * The days a text without a year may mean, as `MM-DD`: "31 de agosto" -> ["08-31"]. Almost always one; none where no
 * language of `LOCALES` writes so; two where two languages give one name to two months.
 */
export const monthDaysOf = (text: string): string[] => readings(text).map(({ monthDay }) => monthDay);

/** True where an English page writes the day so, whatever other languages do. */
export const isEnglishDay = (text: string): boolean => readings(text).some(({ english }) => english);
