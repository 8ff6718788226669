import { createHash } from 'node:crypto';
import type { Label } from '../../core/label.ts';
import type { Settlement } from '../ops/decisions.ts';
import { fold } from './names-fold.ts';
import { normalIsrc } from './names-tracks.ts';

/** A decision that changes nothing, and why, in words. */
export interface Idle<S extends Settlement = Settlement> {
  decision: S;
  why: string;
}

/**
 * label.json with what was decided since, in the shapes it has itself. What label.json says wins; the order in which was
 * decided does not show. A decision that cannot be applied any more is left out, and never stops a run.
 */
export const applyDecisions = (label: Label, decisions: readonly Settlement[]): Label =>
  mergeDecisions(label, decisions).label;

/** The same, with the decisions that change nothing. */
export function mergeDecisions<S extends Settlement>(
  label: Label,
  decisions: readonly S[],
): { label: Label; idle: Idle<S>[] } {
  if (decisions.length === 0) return { label, idle: [] };
  const merged: Label = {
    ...label,
    artists: label.artists.map((artist) => ({ ...artist, aliases: [...artist.aliases] })),
    collaborations: [...label.collaborations],
    stores: [...label.stores],
    tracks: label.tracks.map((track) => ({ ...track, aliases: [...track.aliases] })),
    countries: [...label.countries],
    campaigns: [...label.campaigns],
    categories: [...label.categories],
  };
  const idle: Idle<S>[] = [];
  // Rules are taken in their order, the first that fits: the more words, the earlier.
  const sorted = decisions.toSorted(
    (a, b) => wordCount(b.what) - wordCount(a.what) || compare(fold(a.what), fold(b.what)),
  );
  const of = (kind: Settlement['kind']): S[] => sorted.filter((decision) => decision.kind === kind);
  const apply = (list: readonly S[], how: (decision: S) => string | null): void => {
    for (const decision of list) {
      const why = how(decision);
      if (why !== null) idle.push({ decision, why });
    }
  };

  const names = new Names(merged, of('artist'));
  // Artists of their own before other spellings of them, then the credits they share.
  const isNew = ({ value }: S): boolean => 'role' in value;
  apply(of('artist').filter(isNew), (decision) => names.addArtist(decision));
  apply(
    of('artist').filter((decision) => !isNew(decision)),
    (decision) => names.addAlias(decision),
  );
  apply(of('collaboration'), (decision) => names.addJoint(decision));
  apply(of('store'), (decision) => addStore(merged, decision));
  apply(of('track'), (decision) => addTrack(merged, label, decision));
  apply(of('country'), (decision) => addCountry(merged, decision));
  apply(of('campaign'), (decision) => addCampaign(merged, names, decision));
  apply(of('category'), (decision) => addCategory(merged, decision));
  return { label: merged, idle };
}

/** Why a decision is idle of which label.json has the last word. */
export const SAID = 'label.json says what this name is';

/** Who is known by which name while decisions are applied. */
class Names {
  private readonly label: Label;
  /** Folded spelling -> display name of the artist; '' for the credit of several. */
  private readonly known = new Map<string, string>();
  private readonly decided: ReadonlyMap<string, Settlement>;

  constructor(label: Label, artists: readonly Settlement[]) {
    this.label = label;
    this.decided = new Map(artists.map((decision) => [fold(decision.what), decision]));
    for (const { name, aliases, accounts } of label.artists)
      for (const spelling of [name, ...aliases, ...Object.values(accounts).flat()])
        this.known.set(fold(spelling), name);
    for (const { name, artists: joint } of label.collaborations) {
      // Named by the owner beside others, so known.
      for (const one of joint) if (!this.known.has(fold(one))) this.known.set(fold(one), one);
      this.known.set(fold(name), '');
    }
  }

  /** The artist a name stands for; null: nobody, or several. */
  artist(name: string, seen: ReadonlySet<string> = new Set()): string | null {
    const key = fold(name);
    const known = this.known.get(key);
    if (known !== undefined) return known || null;
    const decision = this.decided.get(key);
    if (!decision || seen.has(key) || !('of' in decision.value)) return null;
    return this.artist(decision.value.of, new Set([...seen, key]));
  }

  addArtist({ what, value }: Settlement): string | null {
    if (this.known.has(fold(what))) return SAID;
    if (!('role' in value)) return null;
    this.label.artists.push({ name: what, role: value.role, aliases: [], accounts: {} });
    this.known.set(fold(what), what);
    return null;
  }

  addAlias({ what, value }: Settlement): string | null {
    if (this.known.has(fold(what))) return SAID;
    const name = 'of' in value ? this.artist(value.of) : null;
    if (name === null) return `there is no artist "${'of' in value ? value.of : ''}" any more`;
    const artist = this.label.artists.find((one) => one.name === name);
    if (artist) artist.aliases.push(what);
    // Known from a joint credit alone.
    else this.label.artists.push({ name, role: 'collaborator', aliases: [what], accounts: {} });
    // Not `known`: other decisions must not see in which order these came.
    return null;
  }

  addJoint({ what, value }: Settlement): string | null {
    if (this.known.has(fold(what)) || this.decided.has(fold(what))) return SAID;
    if (!('artists' in value)) return null;
    const artists = value.artists.map((name) => this.artist(name));
    const lost = value.artists.find((_, at) => artists[at] === null);
    if (lost !== undefined) return `there is no artist "${lost}" any more`;
    this.label.collaborations.push({ name: what, artists: artists as string[] });
    return null;
  }
}

function addStore(label: Label, { what, value }: Settlement): string | null {
  if (!('platform' in value)) return null;
  const folded = fold(what);
  const said = label.stores.some(({ match, exact }) =>
    exact ? folded === fold(match) : folded.startsWith(fold(match)),
  );
  if (said) return SAID;
  label.stores.push({ match: what, platform: value.platform, usage: value.usage, exact: true });
  return null;
}

function addTrack(merged: Label, own: Label, decision: Settlement): string | null {
  if (decision.kind !== 'track') return null;
  const { what, value } = decision;
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && trackKey(a) === trackKey(b);
  const said = own.tracks.some(
    (track) =>
      same(track.title, what) || same(track.isrc, what) || track.aliases.some((alias) => same(alias, what)),
  );
  if (said) return SAID;
  const { isrc, title } = value;
  if (isrc === undefined && title === undefined) {
    // Another decision may have made it the target of an alias already.
    if (!merged.tracks.some((track) => same(track.title, what)))
      merged.tracks.push({ title: what, aliases: [] });
    return null;
  }
  if (same(isrc, what) || same(title, what)) return 'it is that track itself';
  const there = merged.tracks.find((track) =>
    isrc === undefined ? same(track.title, title) && track.isrc === undefined : same(track.isrc, isrc),
  );
  if (there) there.aliases.push(what);
  else merged.tracks.push({ ...(isrc === undefined ? { title } : { isrc }), aliases: [what] });
  return null;
}

/** ISRCs are the same with and without dashes; titles are folded. */
const trackKey = (text: string): string => normalIsrc(text) ?? fold(text);

function addCountry(label: Label, decision: Settlement): string | null {
  if (decision.kind !== 'country') return null;
  const { what, value } = decision;
  if (label.countries.some(({ match }) => match === what)) return SAID;
  label.countries.push({ match: what, ...value });
  return null;
}

function addCampaign(label: Label, names: Names, decision: Settlement): string | null {
  if (decision.kind !== 'campaign') return null;
  const { what, value } = decision;
  const { id, artist, track } = value;
  if (label.campaigns.some(({ match }) => match === id || fold(match) === fold(what))) return SAID;
  const whose = artist === undefined ? undefined : names.artist(artist);
  if (whose === null) return `there is no artist "${artist}" any more`;
  label.campaigns.push({
    match: id ?? what,
    ...(whose === undefined ? {} : { artist: whose }),
    ...(track === undefined ? {} : { track }),
    exact: true,
  });
  return null;
}

function addCategory(label: Label, decision: Settlement): string | null {
  if (decision.kind !== 'category') return null;
  const { what, value } = decision;
  if (!/[\p{L}\p{N}]/u.test(what)) return 'it has no word';
  if (label.categories.some(({ match }) => fold(match) === fold(what))) return SAID;
  label.categories.push({ match: what, ...value });
  return null;
}

const wordCount = (text: string): number => fold(text).split(' ').length;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The hash of whatever names are settled by: two labels with the same one give the same names. */
export function labellingOf(label: Label): string {
  const { name, artists, collaborations, stores, tracks, countries, splits, categories, campaigns } = label;
  const said = [name, artists, collaborations, stores, tracks, countries, splits, categories, campaigns];
  return createHash('sha256').update(JSON.stringify(said, sorted)).digest('hex');
}

/** Keys in one order, whoever made the object. */
const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compare(a, b)))
    : value;
