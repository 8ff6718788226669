import { createHash } from 'node:crypto';

/** What a button asks. Values are as they were given, params that have their default left out. */
export interface Asked {
  command: string;
  params: Readonly<Record<string, string>>;
}

/** r: the same again, p: another period, c: CSV, d: the document (PDF), x: explain, s: show to all. */
export const ACTS = ['r', 'p', 'c', 'd', 'x', 's'] as const;
export type Act = (typeof ACTS)[number];

/** Prefix of our custom ids, with the version of their form: one of an older form says so when it is pressed. */
export const PREFIX = 'q1';
const LIMIT = 100;

/**
 * The state of a button, kept in its custom id so that it works after a restart: `q1:r:streams:artist=ZONE A0`. A
 * question that is too long for it is kept in ops.db under its own hash: `q1:r:#0123456789abcdef`.
 */
export function customId(act: Act, asked: Asked): { id: string; keep?: { key: string; text: string } } {
  const text = toText(asked);
  const id = `${PREFIX}:${act}:${text}`;
  if (id.length <= LIMIT) return { id };
  const key = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { id: `${PREFIX}:${act}:#${key}`, keep: { key, text } };
}

/** What follows the prefix. `key`: the question is kept under it. null: not of ours. */
export function readCustomId(rest: string): ({ act: Act } & ({ asked: Asked } | { key: string })) | null {
  const act = ACTS.find((one) => rest.startsWith(`${one}:`));
  if (act === undefined) return null;
  const text = rest.slice(2);
  return text.startsWith('#') ? { act, key: text.slice(1) } : { act, asked: fromText(text) };
}

export function toText({ command, params }: Asked): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${escaped(value)}`);
  return `${command}:${pairs.join(';')}`;
}

export function fromText(text: string): Asked {
  const colon = text.indexOf(':');
  const pairs = text
    .slice(colon + 1)
    .split(';')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), unescaped(pair.slice(equals + 1))];
    });
  return { command: text.slice(0, colon), params: Object.fromEntries(pairs) };
}

const escaped = (value: string): string => value.replace(/[%;]/g, encodeURIComponent);
const unescaped = (value: string): string => value.replace(/%(25|3B)/g, decodeURIComponent);
