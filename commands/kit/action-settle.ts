import { BedrotError } from '../../core/errors.ts';
import { nanosToDecimal } from '../../core/money.ts';
import { mergeDecisions } from '../../warehouse/kit/decisions.ts';
import { createRoster, fold } from '../../warehouse/kit/names-fold.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { platformKey } from '../../warehouse/kit/stores.ts';
import { territoryOf } from '../../warehouse/kit/territories.ts';
import { fileTitle, normalIsrc } from '../../warehouse/kit/track-aliases.ts';
import {
  knownNames,
  UNMATCHED_KINDS,
  type UnmatchedKind,
  usesOfName,
} from '../../warehouse/kit/unmatched.ts';
import type { Uses } from '../../warehouse/kit/unmatched-uses.ts';
import type { DecisionKind, DecisionValue, Settlement } from '../../warehouse/ops/decisions.ts';
import { formatValue } from '../view/format.ts';
import { seesMoney } from './access.ts';
import type { ActionContext } from './action.ts';
import { didYouMean, noSuch } from './did-you-mean.ts';

/** What a person says of a name. */
export interface Said {
  kind: DecisionKind;
  name: string;
  as: string;
  usage?: DecisionValue<'store'>['usage'] | undefined;
  flow?: DecisionValue<'category'>['kind'] | undefined;
}

type Where = Pick<ActionContext, 'warehouse' | 'label'>;

/** What was said as a decision. @throws BedrotError `bad_question`: there is no such artist, platform, track ... */
export function settlementOf(said: Said, context: Where): Settlement {
  const { kind, name: what } = said;
  const settled = { kind, what, value: VALUES[kind](said, context) };
  return settled as Settlement;
}

const isWord = (as: string, ...words: string[]): boolean => words.includes(as.toLowerCase());

const VALUES: { [K in DecisionKind]: (said: Said, context: Where) => DecisionValue<K> } = {
  artist({ as }, { label }) {
    if (isWord(as, 'new')) return { role: 'own' };
    if (isWord(as, 'collaborator', 'ignore')) return { role: 'collaborator' };
    return { of: artistNamed(as, label) };
  },
  collaboration({ as }, { label }) {
    const roster = createRoster(label);
    const artists = roster.read(as).map(({ spelling }) => artistNamed(spelling, label));
    if (artists.length < 2)
      throw new BedrotError(
        'bad_question',
        'A collaboration is of at least two artists: as "ZONE A0 & PIG1987".',
      );
    return { artists };
  },
  store({ name, as, usage }, { warehouse }) {
    if (isWord(as, 'ignore')) return { platform: name, usage: usage ?? 'other' };
    if (isWord(as, 'new')) return { platform: name, usage: usage ?? 'stream' };
    const names = warehouse
      .prepare<[], { key: string; name: string }>(
        'SELECT key, name FROM platforms WHERE known = 1 ORDER BY name',
      )
      .all();
    const found = names.find((one) => one.key === platformKey(as) || fold(one.name) === fold(as));
    if (!found)
      throw unknown(
        'platform',
        as,
        names.map((one) => one.name),
      );
    return { platform: found.name, usage: usage ?? 'stream' };
  },
  track: ({ as }, { warehouse }) => (isWord(as, 'new', 'ignore') ? {} : trackNamed(as, warehouse)),
  country({ name, as }) {
    if (isWord(as, 'new', 'ignore')) return { name };
    const code = as.toUpperCase();
    if (territoryOf(code).known && /^[A-Z]{2}$/.test(code)) return { code };
    throw new BedrotError('bad_question', `"${as}" is no country: say its two letters, e.g. DE, or ignore.`);
  },
  campaign({ name, as }, { label, warehouse }) {
    const [id, another] = warehouse
      .prepare<[string, string], string>(
        "SELECT campaign_id FROM campaigns WHERE (name = ? OR campaign_id = ?) AND campaign_id <> ''",
      )
      .pluck()
      .all(name, name);
    const which = id !== undefined && another === undefined ? { id } : {};
    if (isWord(as, 'ignore', 'label')) return which;
    const roster = createRoster(label);
    const [artist, second] = roster.read(as);
    if (artist && !second && roster.artists.has(artist.key))
      return { ...which, artist: artistNamed(as, label) };
    const { isrc, title } = trackNamed(as, warehouse, knownNames(warehouse, label, 'campaign'));
    return { ...which, track: (isrc ?? title) as string };
  },
  category({ as, flow }) {
    if (isWord(as, 'ignore')) return { category: 'ignored', kind: flow ?? 'transfer' };
    if (isWord(as, 'new'))
      throw new BedrotError('bad_question', 'Say the category the line has, e.g. software.');
    return { category: as.toLowerCase(), ...(flow ? { kind: flow } : {}) };
  },
};

/** Its display name. */
function artistNamed(said: string, label: Where['label']): string {
  const roster = createRoster(label);
  const [artist, another] = roster.read(said);
  const known = artist && !another ? roster.artists.get(artist.key) : undefined;
  if (known) return known.name;
  throw unknown(
    'artist',
    said,
    [...roster.artists.values()].map(({ name }) => name),
  );
}

function trackNamed(
  said: string,
  warehouse: Db,
  known: readonly [string, string][] = [],
): DecisionValue<'track'> {
  const isrc = normalIsrc(said);
  const rows = warehouse
    .prepare<[], { title: string; isrc: string | null }>(
      "SELECT title, isrc FROM tracks WHERE content_type <> 'album' ORDER BY title, isrc",
    )
    .all();
  const found = rows.filter((row) =>
    isrc === null ? fileTitle(row.title) === fileTitle(said) : row.isrc === isrc,
  );
  const [first] = found;
  if (!first) {
    const names = known.length > 0 ? known.map(([, name]) => name) : rows.map(({ title }) => title);
    throw unknown('track', said, [...new Set(names)]);
  }
  const codes = found.flatMap((row) => row.isrc ?? []);
  if (codes.length > 1)
    throw new BedrotError(
      'bad_question',
      `"${said}" is the title of several tracks. Say the ISRC of one: ${codes.join(', ')}.`,
    );
  return codes[0] === undefined ? { title: first.title } : { isrc: codes[0] };
}

/** Names the nearest; all of them only where they are few. */
const unknown = (what: string, said: string, names: readonly string[]): BedrotError =>
  new BedrotError(
    'bad_question',
    names.length <= 20
      ? noSuch(what, said, names)
      : `There is no ${what} "${said}". ${didYouMean(said, names)}`.trim(),
  );

/** "another spelling of the artist ZONE A0": what the name then is. */
export function sayMeaning({ kind, value }: Settlement): string {
  switch (kind) {
    case 'artist':
      if ('of' in value) return `another spelling of the artist ${value.of}`;
      return value.role === 'own' ? 'an artist of the label' : 'an artist who is not of the label';
    case 'collaboration':
      return `a credit of ${value.artists.join(' and ')}`;
    case 'store':
      return `a store of ${value.platform} (${value.usage.replace('_', ' ')})`;
    case 'track': {
      const track = value.isrc ?? value.title;
      return track === undefined ? 'a track of its own' : `the track ${track}`;
    }
    case 'country':
      return 'code' in value ? `the country ${territoryOf(value.code).name}` : 'a code of its own';
    case 'campaign':
      if (value.artist === undefined && value.track === undefined)
        return 'a campaign of the label as a whole';
      return value.track === undefined
        ? `a campaign for ${value.artist}`
        : `a campaign for the track ${value.track}`;
    case 'category':
      return `in the category ${value.category}${value.kind ? ` (${value.kind})` : ''}`;
  }
}

/** "1,234 rows, 12.34 USD, 2025-03 to 2026-07"; money only for those who see it. */
export function sayUses(uses: Uses, role: ActionContext['role']): string {
  const amounts = seesMoney(role)
    ? uses.money.map(({ currency, nanos }) => formatValue(nanosToDecimal(nanos), 'money', currency))
    : [];
  const span =
    uses.first === null || uses.last === null
      ? []
      : [uses.first === uses.last ? uses.first : `${uses.first} to ${uses.last}`];
  const rows = `${formatValue(uses.rows, 'count')} ${uses.rows === 1 ? 'row' : 'rows'}`;
  return [rows, ...amounts, ...span].join(', ');
}

/** What is told under the name of a decision. A joint credit is an artist's name too. */
export function usesOfDecision(
  { warehouse, label }: Where,
  { kind, what }: Pick<Settlement, 'kind' | 'what'>,
): Uses {
  const used = (UNMATCHED_KINDS as readonly string[]).includes(kind) ? (kind as UnmatchedKind) : 'artist';
  return usesOfName(warehouse, label, used, what);
}

/** Why a decision would change nothing, beside those that hold; null: it counts. */
export function whyIdle(
  settlement: Settlement,
  others: readonly Settlement[],
  ownLabel: ActionContext['ownLabel'],
): string | null {
  const { idle } = mergeDecisions(ownLabel, [...others, settlement]);
  return idle.find(({ decision }) => decision === settlement)?.why ?? null;
}
