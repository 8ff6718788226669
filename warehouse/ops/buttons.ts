import type { Db } from '../kit/open.ts';

/** Keeps the question behind a button. The same text has the same key: what is kept twice is kept once. */
export const keepButton = (ops: Db, key: string, text: string, at: Date): void =>
  void ops
    .prepare('INSERT INTO buttons (key, text, kept_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING')
    .run(key, text, at.toISOString());

export const findButton = (ops: Db, key: string): string | undefined =>
  ops.prepare<[string], { text: string }>('SELECT text FROM buttons WHERE key = ?').get(key)?.text;
