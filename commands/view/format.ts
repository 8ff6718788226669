import type { Figure, Format, Value } from '../kit/answer.ts';

/** What a person reads where nothing is known. Never "0". */
export const NOT_KNOWN = 'not known';

const LOCALE = 'en-US';

type Numeric = Parameters<Intl.NumberFormat['format']>[0];

/** Made when first asked for: a program that prints no number need not wait for it. */
function numbers(options: Intl.NumberFormatOptions): (value: Numeric) => string {
  let made: Intl.NumberFormat | undefined;
  return (value) => {
    made ??= new Intl.NumberFormat(LOCALE, { ...options, signDisplay: 'negative' });
    return made.format(value);
  };
}
const whole = numbers({ maximumFractionDigits: 0 });
const cents = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const six = numbers({ minimumFractionDigits: 6, maximumFractionDigits: 6 });
const tenth = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const short = numbers({ notation: 'compact', maximumFractionDigits: 1 });

/**
 * The one way a value is printed, on every surface: "12,345", "218.4k", "1,531.02 USD", "0.003062 USD/stream", "12.4 %",
 * "2.41", "3 days". Money stays exact: its decimal string is never made a float. Null is "not known".
 */
export function formatValue(value: Value, format: Format, unit = ''): string {
  if (value === null) return NOT_KNOWN;
  switch (format) {
    case 'text':
    case 'day':
      return String(value);
    case 'count':
      return whole(numeric(value));
    case 'compact':
      return short(numeric(value)).replace('K', 'k');
    case 'money':
      return withUnit(cents(numeric(value)), unit);
    case 'money6':
      return withUnit(six(numeric(value)), unit);
    case 'percent':
      return `${tenth(Number(value) * 100)} %`;
    case 'ratio':
      return cents(numeric(value));
    case 'days':
      return `${whole(numeric(value))} ${Number(value) === 1 ? 'day' : 'days'}`;
  }
}

/** The same, short enough for an axis or a tile: counts and money compact ("218.4k", "1.5k USD"). */
export function formatShort(value: Value, format: Format, unit = ''): string {
  if (value === null) return NOT_KNOWN;
  if (Math.abs(Number(value)) < 10_000) return formatValue(value, format, unit);
  if (format === 'count') return formatValue(value, 'compact');
  if (format === 'money') return withUnit(formatValue(value, 'compact'), unit);
  return formatValue(value, format, unit);
}

/** "▲ +12.4 % against the 28 days before"; "" when a figure is compared with nothing. */
export function formatChange(figure: Pick<Figure, 'change' | 'format' | 'unit'>): string {
  const { change } = figure;
  if (!change) return '';
  if (change.relative === null && change.absolute === null) return `no comparison with ${change.against}`;
  return `${formatDelta(change.relative, change.absolute, figure.format, figure.unit)} against ${change.against}`;
}

/**
 * "▲ +12.4 %", "▼ -3.0 %", "= 0.0 %". Where a fraction makes no sense the difference is told: "▲ +120". A percentage moves
 * by points: from 6.5 % to 6.9 % is "▲ +0.4 points", for "+6.2 %" of a percentage says nothing to anybody.
 */
export function formatDelta(
  relative: number | null,
  absolute: Value = null,
  format: Format = 'count',
  unit = '',
): string {
  if (relative === null && absolute === null) return NOT_KNOWN;
  const points = format === 'percent' && absolute !== null;
  const value = points ? Number(absolute) : (relative ?? Number(absolute));
  const text = points
    ? `${tenth(value * 100)} points`
    : relative === null
      ? formatValue(absolute, format, unit)
      : formatValue(relative, 'percent');
  const zero = !/[1-9]/.test(text);
  if (zero) return `= ${text}`;
  return value > 0 ? `▲ +${text}` : `▼ ${text}`;
}

const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`);

/** Intl reads decimal strings exactly. */
const numeric = (value: number | string): number | `${number}` =>
  typeof value === 'number' ? value : (value as `${number}`);
