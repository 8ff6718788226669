import type { Label } from '../../core/label.ts';

/** What statements write beside ISO 3166-1 alpha-2. */
const STATEMENT_CODES: Readonly<Record<string, string>> = {
  OU: 'Outside the US',
  ZZ: 'Unknown',
};

export interface Territory {
  code: string;
  name: string;
  /** False: no list has it; it keeps its code as its name. */
  known: boolean;
}

let regions: Intl.DisplayNames | undefined;

/**
 * The English name of a country code: 'NA' is Namibia. '' is "not broken down by country". What label.json says of a code
 * counts where no list has it.
 */
export function territoryOf(code: string, label?: Pick<Label, 'countries'>): Territory {
  const listed = listedTerritory(code);
  const rule = listed.known ? undefined : label?.countries.find(({ match }) => match === code);
  if (!rule) return listed;
  const name = rule.code === undefined ? (rule.name ?? code) : listedTerritory(rule.code).name;
  return { code, name, known: true };
}

function listedTerritory(code: string): Territory {
  if (code === '') return { code, name: '', known: true };
  const own = STATEMENT_CODES[code];
  if (own !== undefined) return { code, name: own, known: true };
  if (!/^[A-Z]{2}$/.test(code)) return { code, name: code, known: false };
  regions ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const name = regions.of(code);
  return { code, name: name ?? code, known: name !== undefined };
}
