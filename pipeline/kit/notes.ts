import { nanosToDecimal } from '../../core/money.ts';
import { type UnknownName, unknownNames } from '../../warehouse/kit/names-unknown.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { Policy, Source } from '../../warehouse/ops/policies.ts';
import type { NameCounts } from './name-counts.ts';
import type { Platform } from './platform.ts';

/** What the commands are to know of each source, as rows. */
export const policiesOf = (platforms: readonly Platform[]): Policy[] =>
  platforms.flatMap((platform) =>
    platform.feeds.flatMap(({ name, label, kind, freshness, load, howToGet }) =>
      freshness === null
        ? []
        : [
            {
              source: name,
              platform: platform.name,
              label,
              kind,
              ...freshness,
              tables: [load.table],
              howToGet,
            },
          ],
    ),
  );

/** Every feed as the commands are to know it, those without a rhythm too. */
export const sourcesOf = (platforms: readonly Platform[]): Source[] =>
  platforms.flatMap((platform) =>
    platform.feeds.map(({ name, label, kind, freshness, howToGet }) => ({
      source: name,
      platform: platform.name,
      platformLabel: platform.label,
      label,
      kind,
      cadence: freshness?.cadence ?? null,
      howToGet,
    })),
  );

/** What a run leaves for the owner to settle: names in its files that nobody knows, most rows first. */
export function notesOfNames(warehouse: Db, counts: NameCounts): string[] {
  const { artists, stores } = unknownNames(warehouse);
  return [...say('artist', artists, counts), ...say('store', stores, counts)];
}

function say(part: 'artist' | 'store', names: readonly UnknownName[], counts: NameCounts): string[] {
  return names
    .map(({ name, written }) => ({ name, ...counts.of(part, written) }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
    .map(({ name, rows, money }) => {
      const amounts = [...money]
        .map(([currency, nanos]) => `${nanosToDecimal(nanos)} ${currency}`)
        .join(', ');
      const told = `${rows} ${rows === 1 ? 'row' : 'rows'}${amounts ? `, ${amounts}` : ''}`;
      return `nobody knows the ${part} "${name}" (${told}): kept under its own name; "bedrot unmatched" says how to settle it`;
    });
}
