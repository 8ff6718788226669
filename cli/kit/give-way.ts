import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const { PRIORITY_BELOW_NORMAL } = constants.priority;

/**
 * Puts this process, and what it starts from now on, behind those that somebody waits for: a load takes whatever the
 * processor has left, so that the bot answers beside it as it does without. For a process that is there for a load alone:
 * it cannot be taken back.
 */
export function giveWay(): void {
  for (const id of threads()) {
    try {
      // Who started us with even less has said what he wants.
      if (getPriority(id) < PRIORITY_BELOW_NORMAL) setPriority(id, PRIORITY_BELOW_NORMAL);
    } catch {
      // A thread that has ended meanwhile, or a system that does not allow it: then it is as fast as the others.
    }
  }
}

/** On Linux a priority belongs to a thread, and a new one has that of its maker; elsewhere 0 is the whole process. */
function threads(): number[] {
  if (process.platform !== 'linux') return [0];
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}
