import type { Db } from '../kit/open.ts';

export type SlotOutcome = 'ok' | 'failed' | 'busy';

/** A piece of work that was due at an instant. */
export interface Slot {
  name: string;
  dueAt: string;
  takenAt: string;
  doneAt: string | null;
  outcome: SlotOutcome | null;
  /** Slots before it that nobody was there for. */
  missed: number;
}

const COLUMNS = 'name, due_at AS dueAt, taken_at AS takenAt, done_at AS doneAt, outcome, missed';

/** Takes a slot. @returns false when it was taken before: each is done once */
export const takeSlot = (ops: Db, name: string, dueAt: Date, missed: number, at: Date): boolean =>
  ops
    .prepare('INSERT OR IGNORE INTO schedule_slots (name, due_at, taken_at, missed) VALUES (?, ?, ?, ?)')
    .run(name, dueAt.toISOString(), at.toISOString(), missed).changes === 1;

export const finishSlot = (ops: Db, name: string, dueAt: Date, outcome: SlotOutcome, at: Date): void =>
  void ops
    .prepare('UPDATE schedule_slots SET done_at = ?, outcome = ? WHERE name = ? AND due_at = ?')
    .run(at.toISOString(), outcome, name, dueAt.toISOString());

/** Slots that a killed scheduler left half done are free to be taken again. Only with its lock held. */
export const freeSlots = (ops: Db): number =>
  ops.prepare('DELETE FROM schedule_slots WHERE done_at IS NULL').run().changes;

export const lastSlot = (ops: Db, name: string): Slot | undefined =>
  ops
    .prepare<[string], Slot>(
      `SELECT ${COLUMNS} FROM schedule_slots WHERE name = ? ORDER BY due_at DESC LIMIT 1`,
    )
    .get(name);

export const listSlots = (ops: Db): Slot[] =>
  ops.prepare<[], Slot>(`SELECT ${COLUMNS} FROM schedule_slots ORDER BY due_at, name`).all();

/** A process that is alive. `at` is its last sign. */
export interface Heartbeat {
  service: string;
  pid: number;
  startedAt: string;
  at: string;
}

export const beat = (ops: Db, { service, pid, startedAt, at }: Heartbeat): void =>
  void ops
    .prepare(
      `INSERT INTO heartbeats (service, pid, started_at, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (service) DO UPDATE SET pid = excluded.pid, started_at = excluded.started_at, at = excluded.at`,
    )
    .run(service, pid, startedAt, at);

export const listHeartbeats = (ops: Db): Heartbeat[] =>
  ops
    .prepare<[], Heartbeat>(
      'SELECT service, pid, started_at AS startedAt, at FROM heartbeats ORDER BY service',
    )
    .all();
