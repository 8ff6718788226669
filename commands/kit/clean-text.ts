/**
 * Makes a text that came out of a file (a title, a store, an account) safe to print on any surface: no control, zero-width,
 * bidirectional or tag characters (they can hide instructions or reorder a line), blanks collapsed, at most `limit` characters.
 */
export function cleanText(text: string, limit = 200): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\t\n\r\v\f\u2028\u2029]+/gu, ' ')
    .replace(HIDDEN, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...plain];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : plain;
}

/** Cc, Cf (zero-width, bidi, tags U+E0000..E007F, soft hyphen), lone surrogates, private use, blank fillers, variation selectors 17-256. */
const HIDDEN =
  /\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\u034f|[\u115f\u1160\u3164\uffa0]|\u17b4|\u17b5|[\u{e0100}-\u{e01ef}]/gu;
