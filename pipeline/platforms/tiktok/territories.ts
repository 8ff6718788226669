import { territoryOf } from '../../../warehouse/kit/territories.ts';
import { countryCode } from '../../kit/countries.ts';
import { LOCALES } from './months.ts';

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Name in any language -> codes; null where languages do not agree. */
let byName: ReadonlyMap<string, string | null> | undefined;

function buildNames(): Map<string, string | null> {
  const names = new Map<string, string | null>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => isPlace(code));
  for (const locale of LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const regions = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none', style });
      for (const code of codes) {
        const name = regions.of(code);
        if (name === undefined) continue;
        const known = names.get(fold(name));
        names.set(fold(name), known === undefined || known === code ? code : null);
      }
    }
  }
  return names;
}

/** Codes that no country has, though the system has a name for them: "Unknown Region", test codes, unions. */
const NO_PLACES = new Set(['ZZ', 'QO', 'XA', 'XB', 'EU', 'EZ', 'UN', 'OU']);

function isPlace(code: string): boolean {
  if (NO_PLACES.has(code) || !territoryOf(code).known) return false;
  // A withdrawn code has the name of the one that took its place: "DD" is Germany.
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

/** The code of a country, told by its code or by its name in any language; null for "Others" and what nobody knows. */
export function territoryCode(text: string): string | null {
  const code = countryCode(text);
  if (/^[A-Z]{2}$/.test(code)) return isPlace(code) ? code : null;
  // The last row of every file; it need not wait for the names of all languages.
  if (code === 'Others') return null;
  byName ??= buildNames();
  return byName.get(fold(text)) ?? null;
}
