import type { Progress } from '../pipeline/kit/report.ts';
import type { Terminal } from './kit/terminal.ts';

const BAR = 24;
const EVERY_MS = 80;

/**
 * Draws long work on one line of standard error and wipes it when it ends. Where nobody watches, nothing is drawn.
 * @param now Milliseconds of a clock that only goes forward.
 */
export function createProgress(terminal: Terminal, now: () => number): Progress & { wipe(): void } {
  let what = '';
  let total: number | null = null;
  let done = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = false;

  const wipe = (): void => {
    if (drawn) terminal.err('\r\u001b[2K\u001b[?25h');
    drawn = false;
    drawnAt = Number.NEGATIVE_INFINITY;
  };
  const draw = (): void => {
    if (!terminal.watched || now() - drawnAt < EVERY_MS) return;
    drawnAt = now();
    drawn = true;
    const line = progressLine(what, done, total).slice(0, terminal.columns - 1);
    terminal.err(`\u001b[?25l\r\u001b[2K${line}`);
  };
  if (terminal.watched) terminal.onTidy(wipe);
  return {
    step(next, count) {
      what = next;
      total = count;
      done = 0;
      drawnAt = Number.NEGATIVE_INFINITY;
      draw();
    },
    advance(by) {
      done += by;
      draw();
    },
    end: wipe,
    at: () => what,
    wipe,
  };
}

/** "Reading bank.tsv  [############............]  50 %  6,200 of 12,400" */
export function progressLine(what: string, done: number, total: number | null): string {
  const count = done.toLocaleString('en-US');
  if (total === null) return done === 0 ? what : `${what}  ${count}`;
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.floor(part * BAR);
  const bar = '#'.repeat(filled) + '.'.repeat(BAR - filled);
  const percent = `${Math.floor(part * 100)} %`.padStart(5);
  return `${what}  [${bar}] ${percent}  ${count} of ${total.toLocaleString('en-US')}`;
}
