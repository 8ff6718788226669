import { join } from 'node:path';
import type { Done } from '../commands/kit/action.ts';
import type { Answer } from '../commands/kit/answer.ts';
import { questionThread } from '../commands/kit/thread.ts';
import type { Clock } from '../core/clock.ts';
import type { Config, Role } from '../core/config.ts';
import type { AuditEntry } from '../warehouse/ops/audit.ts';
import type { Picture } from './message.ts';

/** A text as Discord offers it, and what it stands for. */
export interface Choice {
  name: string;
  value: string;
}

export interface Completion {
  command: string;
  option: string;
  /** What stands in the option so far. */
  text: string;
  /** The other options as they are filled in. */
  others: Readonly<Record<string, unknown>>;
  role: Role;
}

export interface Kept {
  key: string;
  text: string;
}

/** A deed that somebody may do. */
export interface DeedRequest {
  action: string;
  params: Readonly<Record<string, unknown>>;
  /** What is told of it. */
  role: Role;
  /** `discord:<user id>`. */
  who: string;
}

/** What became of it, and the labelling names are settled by once the pipeline has done its part. */
export interface DeedDone extends Done {
  labelling: string;
}

/** What is asked of the databases. Nothing of it writes. */
export type ClerkRequest =
  | { ask: 'answer'; command: string; params: Readonly<Record<string, unknown>>; role: Role }
  | { ask: 'complete'; completion: Completion }
  | { ask: 'confirm'; deed: DeedRequest }
  | { ask: 'labelling' }
  | { ask: 'find'; key: string }
  | { ask: 'warm' };

/** What is written down in ops.db. */
export type RecordRequest = { keep: readonly Kept[] } | { audit: AuditEntry } | { deed: DeedRequest };

/** `draw: 'nothing'`: only load what a picture needs. */
export type PictureRequest = { draw: 'nothing' } | { draw: 'picture' | 'document'; answer: Answer };

/** Whatever reads a database or draws, away from the thread that acknowledges. Each throws BedrotError. */
export interface Desk {
  answer(command: string, params: Readonly<Record<string, unknown>>, role: Role): Promise<Answer>;
  complete(completion: Completion): Promise<Choice[]>;
  /** What a deed would do, in words. */
  confirm(deed: DeedRequest): Promise<string>;
  act(deed: DeedRequest): Promise<DeedDone>;
  /** What names in the warehouse were settled by last. */
  labelling(): Promise<string | null>;
  picture(answer: Answer): Promise<Picture>;
  /** The answer as a PDF. */
  document(answer: Answer): Promise<Uint8Array>;
  keep(kept: readonly Kept[]): Promise<void>;
  find(key: string): Promise<string | undefined>;
  audit(entry: AuditEntry): Promise<void>;
  /** Loads what the first question and the first picture need. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Three threads, so that no question waits for a drawing, nor for a disk that is slow to take what is written down, and
 * what is written down does not go with a question that is given up. Databases stay open between questions; one that was
 * replaced, a label.json that was changed, is seen at once.
 * @param limitMs a question beyond it is given up together with its thread.
 */
export function openDesk(config: Config, clock: Clock, limitMs = 30_000): Desk {
  const { DISCORD_TOKEN: _, ...withoutToken } = config;
  const start = (file: string) =>
    questionThread(join(import.meta.dirname, file), withoutToken, clock, limitMs);
  const questions = start('question-main.ts');
  const pictures = start('picture-main.ts');
  const records = start('record-main.ts');
  const ask = <T>(request: ClerkRequest): Promise<T> => questions.ask<T>(request);
  const draw = <T>(request: PictureRequest): Promise<T> => pictures.ask<T>(request);
  const write = <T = void>(request: RecordRequest): Promise<T> => records.ask<T>(request);
  return {
    answer: (command, params, role) => ask({ ask: 'answer', command, params, role }),
    complete: (completion) => ask({ ask: 'complete', completion }),
    confirm: (deed) => ask({ ask: 'confirm', deed }),
    act: (deed) => write<DeedDone>({ deed }),
    labelling: () => ask({ ask: 'labelling' }),
    picture: (answer) => draw({ draw: 'picture', answer }),
    document: (answer) => draw({ draw: 'document', answer }),
    keep: (kept) => write({ keep: kept }),
    find: (key) => ask({ ask: 'find', key }),
    audit: (entry) => write({ audit: entry }),
    async warm() {
      await Promise.all([ask({ ask: 'warm' }), draw({ draw: 'nothing' }), write({ keep: [] })]);
    },
    async close() {
      await Promise.all([questions.close(), pictures.close(), records.close()]);
    },
  };
}
