import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { Config, Role } from '../../core/config.ts';
import { dayIn } from '../../core/days.ts';
import { LABEL_FILE, loadLabel } from '../../core/label.ts';
import { applyDecisions } from '../../warehouse/kit/decisions.ts';
import { loadMetrics } from '../../warehouse/kit/discover-metrics.ts';
import { type Db, OPS_FILE, openOps, openWarehouse, WAREHOUSE_FILE } from '../../warehouse/kit/open.ts';
import { listDecisions } from '../../warehouse/ops/decisions.ts';
import type { ActionContext } from './action.ts';
import type { Context } from './define.ts';
import { heldFile } from './held.ts';

export interface OpenContext extends Context {
  close(): void;
}

/** What questions are asked with, one after the other, for as long as a surface lives. */
export interface HeldContext {
  /**
   * As things stand now: what was written, rebuilt or replaced since the last question is seen. Good for one question.
   * @throws BedrotError as `openContext` does.
   */
  as(role: Role): Context;
  /** The same for a deed. @param who as ops.db keeps it: `discord:<user id>`, `cli` */
  toAct(role: Role, who: string): ActionContext;
  ops(): Db;
  /** The next question opens everything anew. */
  close(): void;
}

interface Where {
  config: Pick<Config, 'data'>;
  clock: Clock;
}

/**
 * Keeps what commands ask with open from question to question: the warehouse read-only, ops, the metrics, the label.
 * "Today" moves with the clock, so a process that lives for weeks tells ages right.
 */
export async function holdContext({ config: { data }, clock }: Where): Promise<HeldContext> {
  const metrics = await loadMetrics();
  const close = (db: Db): void => void db.close();
  const labels = heldFile(join(data, LABEL_FILE), () => loadLabel(data));
  const warehouse = heldFile(join(data, WAREHOUSE_FILE), () => openWarehouse(data), close);
  const ops = heldFile(join(data, OPS_FILE), () => openOps(data), close);
  const as = (role: Role): Context => {
    const ownLabel = labels.get();
    const label = applyDecisions(ownLabel, listDecisions(ops.get()));
    return {
      ...{ label, ownLabel, warehouse: warehouse.get(), ops: ops.get(), metrics, role },
      get today() {
        return dayIn(clock.now(), label.timeZone);
      },
      get now() {
        return clock.now();
      },
    };
  };
  return {
    as,
    // Its "today" and "now" move on, so it is not copied.
    toAct: (role, who) => Object.assign(as(role), { who }),
    ops: ops.get,
    close() {
      for (const held of [labels, warehouse, ops]) held.close();
    },
  };
}

/**
 * Opens what commands ask with, for one question or a few. `label` has what was decided since label.json was written.
 * @throws BedrotError `config_invalid` (no or bad label.json), `warehouse_missing` (nothing loaded yet).
 */
export async function openContext(options: Where & { role: Role }): Promise<OpenContext> {
  const held = await holdContext(options);
  try {
    return Object.assign(held.as(options.role), { close: held.close });
  } catch (thrown) {
    held.close();
    throw thrown;
  }
}
