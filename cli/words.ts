import type { Word } from './kit/word.ts';

/**
 * The words of the terminal that are no questions, each loaded only when it is said: `bedrot mcp` must start fast.
 * Order = order in the help.
 */
export const WORDS: Readonly<Record<string, () => Promise<{ default: Word }>>> = {
  init: () => import('./init.ts'),
  import: () => import('./import.ts'),
  adopt: () => import('./adopt.ts'),
  map: () => import('./map.ts'),
  add: () => import('./add.ts'),
  collect: () => import('./collect.ts'),
  run: () => import('./run.ts'),
  rebuild: () => import('./rebuild.ts'),
  trace: () => import('./trace.ts'),
  rollback: () => import('./rollback.ts'),
  label: () => import('./label.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  doctor: () => import('./doctor.ts'),
  mcp: () => import('./mcp.ts'),
  register: () => import('./register.ts'),
  start: () => import('./services.ts'),
  demo: () => import('./demo.ts'),
};
