import { BedrotError } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import { idOf } from './ids.ts';

/** What spellings are compared by: NFKC, lower case, runs of `. _ - blank` as one blank. "Zone.A0" -> "zone a0". */
export function fold(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFKC');
  const folded = plain.replace(/[._\-\s]+/g, ' ').trim();
  // A name made of nothing but dots and dashes is still a name.
  return folded || plain.trim();
}

/** One artist of a credit, as the credit spells it. */
export interface Credited {
  /** Folded name of the artist it stands for: `artists.key`. */
  key: string;
  /** `artists.id`. */
  id: number;
  spelling: string;
  role: 'primary' | 'featured';
}

export interface KnownArtist {
  key: string;
  name: string;
  status: 'own' | 'collaborator';
}

/** Who is known, and how a credit is read. Built from label.json; holds no state of the warehouse. */
export interface Roster {
  artists: ReadonlyMap<string, KnownArtist>;
  /** The artists a credit names, in its order, each once. Never empty for a credit that is not blank. */
  read(credit: string): Credited[];
}

// "A & B", "A x B", "A, B", "A feat. B", "A ft. B": a separator stands between blanks, so that no word is cut.
const SEPARATOR = /(\s+(?:&|x|feat\.?|ft\.?)\s+|,\s+)/i;
const FEATURING = /^\s+f(?:ea)?t/i;

/**
 * Whole names only: display names, aliases, account handles and collaborations of label.json, compared folded. There is
 * no test for a part of a name, so "Pigeon" and "Danger Zone" are nobody's alias.
 * @throws BedrotError `config_invalid`: label.json gives one name to two artists.
 */
export function createRoster(label: Label): Roster {
  const artists = new Map<string, KnownArtist>();
  // Folded spelling -> keys of the artists it stands for.
  const spellings = new Map<string, readonly string[]>();
  const claim = (spelling: string, keys: readonly string[]): void => {
    const folded = fold(spelling);
    const holder = spellings.get(folded);
    if (holder && holder.join() !== keys.join()) {
      const names = [...holder, ...keys].map((key) => artists.get(key)?.name ?? key);
      throw new BedrotError(
        'config_invalid',
        `label.json gives the name "${spelling}" to more than one: ${[...new Set(names)].join(', ')}.`,
      );
    }
    spellings.set(folded, keys);
  };

  for (const artist of label.artists) {
    const key = fold(artist.name);
    if (artists.has(key))
      throw new BedrotError('config_invalid', `label.json names the artist "${artist.name}" twice.`);
    artists.set(key, { key, name: artist.name, status: artist.role });
  }
  for (const artist of label.artists) {
    const names = [artist.name, ...artist.aliases, ...Object.values(artist.accounts).flat()];
    for (const name of names) claim(name, [fold(artist.name)]);
  }
  for (const joint of label.collaborations) {
    const keys = joint.artists.map((name) => {
      const known = spellings.get(fold(name))?.[0];
      if (known !== undefined) return known;
      // Named by the owner, so known: only the artist list does not have it.
      const key = fold(name);
      artists.set(key, { key, name, status: 'collaborator' });
      claim(name, [key]);
      return key;
    });
    claim(joint.name, [...new Set(keys)]);
  }

  const ids = new Map<string, number>();
  const idOfKey = (key: string): number => {
    const id = ids.get(key) ?? idOf(key);
    ids.set(key, id);
    return id;
  };
  return { artists, read: (credit) => readCredit(credit, spellings, idOfKey) };
}

function readCredit(
  credit: string,
  spellings: ReadonlyMap<string, readonly string[]>,
  idOfKey: (key: string) => number,
): Credited[] {
  // name, separator, name, separator, name ...
  const pieces = credit.trim().split(SEPARATOR);
  const found = new Map<string, Credited>();
  let role: Credited['role'] = 'primary';
  for (let at = 0; at < pieces.length; ) {
    if (at > 0 && FEATURING.test(pieces[at - 1] ?? '')) role = 'featured';
    // The longest known name wins, so "Earth, Wind & Fire" stays one artist once label.json knows it.
    let end = pieces.length;
    while (end > at + 1 && !spellings.has(fold(pieces.slice(at, end).join('')))) end -= 2;
    const spelling = pieces.slice(at, end).join('').trim();
    if (spelling !== '') {
      for (const key of spellings.get(fold(spelling)) ?? [fold(spelling)]) {
        if (!found.has(key)) found.set(key, { key, id: idOfKey(key), spelling, role });
      }
    }
    at = end + 1;
  }
  return [...found.values()];
}
