import { nearest } from '../../warehouse/kit/query-nearest.ts';

/** 'Did you mean "streams" or "top"? ', or nothing. Light, because every start loads it. */
export function didYouMean(said: string, known: readonly string[]): string {
  const names = nearest(said.slice(0, 100), known, 2).map((name) => `"${name}"`);
  return names.length === 0 ? '' : `Did you mean ${names.join(' or ')}? `;
}
