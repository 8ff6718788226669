import { cleanText } from '../commands/kit/clean-text.ts';
import { type Config, PROJECT } from '../core/config.ts';
import type { BedrotError, ErrorCode } from '../core/errors.ts';

/** Characters of a line at most. */
const LONGEST = 1500;

/** What an agent can do about it, where the sentence does not say so itself. */
const TRY: Record<ErrorCode, string> = {
  config_invalid: 'tell the owner to run "bedrot doctor" in a terminal.',
  bad_question: 'the same tool with a valid value.',
  not_allowed: 'a tool of tools/list without money; the owner decides with BEDROT_ROLE=analyst.',
  not_found: 'list_metrics for what can be asked, data_freshness for what has been loaded.',
  file_refused: 'data_freshness for what has been loaded.',
  collect_failed: 'data_freshness for what has been loaded; the owner collects with "bedrot collect".',
  backup_failed: 'data_freshness for what has been loaded; the owner looks after the backup.',
  busy: 'the same question in a few seconds.',
  disk_full: 'tell the owner to make room on the disk.',
  timeout: 'a shorter period, or fewer breakdowns.',
  warehouse_missing: 'tell the owner to bring files in with "bedrot import FILE...", then ask again.',
  internal: 'another question or period; the owner finds the id in the log of the server.',
};

/**
 * The whole of a failed call as an agent reads it: what went wrong, what to try. Only sentences of ours: the text of a
 * foreign error goes to the log, and the machine's folders are called by what they are.
 */
export function sayFailure(error: BedrotError, config: Pick<Config, 'data'>): string {
  const what = clean(error.message)
    .replaceAll(config.data, 'the data folder')
    .replaceAll(PROJECT, 'the project folder');
  const id = error.code === 'internal' ? ` (id ${error.id})` : '';
  return /^Try: /m.test(what) ? `${what}${id}` : `${what}${id}\nTry: ${TRY[error.code]}`;
}

/** An error prints back what was asked and names what is near it, and both may come from anywhere. */
const clean = (text: string): string =>
  text
    .split('\n')
    .map((line) => cleanText(line, LONGEST))
    .join('\n');
