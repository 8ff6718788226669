/**
 * Money is an integer in units of 1e-9 of its currency ("nanos"). Never floating point.
 * Files carry up to 12 decimals; what is below 1e-9 is rounded half to even, which over a statement cancels out.
 */
export const NANOS = 1_000_000_000n;

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads a plain decimal ("-0.691", "5.612034170012", "1e-7"). Null where it is not one. No thousands marks. */
export function parseNanos(text: string): bigint | null {
  const short = parseShort(text);
  if (!Number.isNaN(short)) return BigInt(short);
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const fraction = match[3] ?? '';
  // value = digits * 10^exponent; shift to nanos
  const digits = BigInt((match[2] ?? '') + fraction);
  const shift = Number(match[4] ?? 0) - fraction.length + 9;
  const nanos = shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfEven(digits, 10n ** BigInt(-shift));
  return match[1] === '-' ? -nanos : nanos;
}

const SHORT_INTEGER = 6;
const PICOS_PER_NANO = 1_000;

/** What statements are full of, without a bigint: up to 999999 and 12 decimals. NaN where the text is not of that form. */
function parseShort(text: string): number {
  const negative = text.charCodeAt(0) === 45;
  const start = negative ? 1 : 0;
  let point = text.indexOf('.', start);
  if (point < 0) point = text.length;
  const decimals = Math.max(0, text.length - point - 1);
  if (point === start || point - start > SHORT_INTEGER || decimals > 12) return Number.NaN;
  let whole = 0;
  for (let at = start; at < point; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    whole = whole * 10 + digit;
  }
  let picos = 0;
  for (let at = point + 1; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    picos = picos * 10 + digit;
  }
  picos *= POWERS[12 - decimals] as number;
  let nanos = Math.floor(picos / PICOS_PER_NANO);
  const rest = picos - nanos * PICOS_PER_NANO;
  if (rest > 500 || (rest === 500 && nanos % 2 === 1)) nanos++;
  nanos += whole * 1e9;
  return negative ? -nanos : nanos;
}

const POWERS = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent);

/** Integer division of non-negative numbers, ties to the even neighbour. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** "1531.02", "-0.000000031"; trailing zeros are dropped, at least `minDecimals` stay. */
export function nanosToDecimal(nanos: bigint, minDecimals = 2): string {
  const sign = nanos < 0n ? '-' : '';
  const absolute = nanos < 0n ? -nanos : nanos;
  const fraction = (absolute % NANOS).toString().padStart(9, '0').replace(/0+$/, '').padEnd(minDecimals, '0');
  return `${sign}${absolute / NANOS}${fraction ? `.${fraction}` : ''}`;
}

/** For ratios and charts only, never for sums. */
export const nanosToNumber = (nanos: bigint): number => Number(nanos) / 1e9;
