import type { Column } from '../../kit/platform.ts';
import { count, type day, text } from '../../kit/types.ts';

/** A count that may be missing. */
export const counted = (header: string, required = false): Column => ({
  type: count({ min: 0, unknown: ['-', 'n/a'] }),
  headers: [header],
  required,
});

/** Not in the file: the name, the address or the day of landing tells it, and `clean` or the reader fills it in. */
export const told = (name: string, type: ReturnType<typeof day> = text()): Column => ({
  type,
  headers: [name],
  required: false,
  filled: true,
});

/** A text that may be missing; then it overwrites nothing. */
export const maybe = (name: string): Column => ({
  type: text({ unknown: [''] }),
  headers: [name],
  required: false,
});
