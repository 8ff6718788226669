import { FileRefused } from '../../kit/platform.ts';

/**
 * The JSON values of a text, one after another: pages that were saved into one file. Numbers come as they are written, in
 * text: an id of 18 digits is no number of JavaScript's.
 * @throws FileRefused where the text is not whole JSON.
 */
export function parseValues(text: string): unknown[] {
  const values: unknown[] = [];
  for (const part of split(text)) {
    try {
      values.push(JSON.parse(part, asWritten));
    } catch {
      throw new FileRefused('It is not whole: its JSON is cut off or damaged. Get it again.');
    }
  }
  return values;
}

const asWritten = (_: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' ? (context?.source ?? String(value)) : value;

/** Cuts between values that stand side by side, with or without commas or lines between them. */
function* split(text: string): Generator<string> {
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '{' || sign === '[') {
      if (depth++ === 0) start = at;
    } else if (sign === '}' || sign === ']') {
      if (--depth === 0) {
        yield text.slice(start, at + 1);
        start = -1;
      }
    } else if (depth === 0 && !/[\s,]/.test(sign as string)) yield text.slice(at);
    // What stands between values, or closes nothing, is no JSON.
    if (depth < 0) yield text.slice(at);
  }
  if (depth > 0) yield text.slice(start);
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
