// Not by query.ts: that would load the compiler, where only a word is looked for (the start of every surface).
import { nearest } from '../../warehouse/kit/query-nearest.ts';
import { cleanText } from './clean-text.ts';

/**
 * The one sentence for a name nobody knows: `There is no metric "stream". Did you mean "streams"? Valid: ...`.
 * What was said is cleaned, for it is printed back.
 */
export function noSuch(what: string, said: string, valid: readonly string[]): string {
  const all = valid.length === 0 ? 'There is none.' : `Valid: ${valid.join(', ')}.`;
  return `There is no ${what} "${cleanText(said, 60)}". ${didYouMean(said, valid)}${all}`;
}

/** `Did you mean "streams"? ` or nothing. */
export function didYouMean(said: string, valid: readonly string[]): string {
  const [near] = nearest(said.slice(0, 100), valid, 1);
  return near === undefined ? '' : `Did you mean "${near}"? `;
}
