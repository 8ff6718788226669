import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, select, text } from '@clack/prompts';
import type { Guess } from '../../pipeline/kit/mapping/guess.ts';
import { lacks, type Proposal, propose } from '../../pipeline/kit/mapping/propose.ts';

/** Where the questions are asked; absent: the process' own terminal. */
export interface Streams {
  input?: Readable;
  output?: Writable;
}

/**
 * Asks a person for what a mapping still lacks, and whether it is right.
 * @returns null when they stop or say no: nothing is kept then.
 */
export async function askRest(
  guess: Guess,
  first: Proposal,
  open: readonly string[],
  streams: Streams = {},
): Promise<Proposal | null> {
  let proposal = first;
  const fields = Object.entries(guess.target.fields);
  for (const [name, field] of fields) {
    const isDate = name === guess.target.dated;
    if (!(field.needed || isDate) || name in proposal.columns || proposal.constants[name]) continue;
    const found = await askField(name, field.label, field.words.length > 0, isDate, guess, proposal, streams);
    if (found === null) return null;
    proposal = found;
  }
  if (open.length > 0 && lacks(proposal, guess).some((sentence) => sentence.includes('two orders'))) {
    const order = await select({
      message: 'How are days written?',
      options: [
        { value: 'dmy', label: '31/10/2026, the day first' },
        { value: 'mdy', label: '10/31/2026, the month first' },
      ],
      ...streams,
    });
    if (isCancel(order)) return null;
    proposal = { ...proposal, constants: { ...proposal.constants, dates: order } };
  }
  const right = await confirm({ message: 'Keep this and import the file?', ...streams });
  return right === true ? proposal : null;
}

const SAME = 'the same in all rows';

async function askField(
  name: string,
  label: string,
  hasColumn: boolean,
  onlyColumn: boolean,
  guess: Guess,
  proposal: Proposal,
  streams: Streams,
): Promise<Proposal | null> {
  const free = guess.columns.filter(({ header }) => !Object.values(proposal.columns).includes(header));
  let column: string = SAME;
  if (hasColumn && free.length > 0) {
    const chosen = await select({
      message: `Which column tells the ${label}?`,
      options: [
        ...(onlyColumn ? [] : [{ value: SAME, label: `None: it is ${SAME}` }]),
        ...free.map(({ header }) => ({ value: header, label: header })),
      ],
      ...streams,
    });
    if (isCancel(chosen)) return null;
    column = chosen;
  }
  if (column !== SAME) return { ...proposal, columns: { ...proposal.columns, [name]: column } };
  const value = await text({
    message: `The ${label} of all rows`,
    validate: (given) => ((given ?? '').trim() === '' ? 'It is needed.' : refused(guess, name, given ?? '')),
    ...streams,
  });
  if (isCancel(value)) return null;
  const { constants } = propose(guess, { set: [], constants: { [name]: value } }, proposal.name);
  return { ...proposal, constants: { ...proposal.constants, [name]: constants[name] ?? value } };
}

/** Why a value cannot be; undefined: it can. */
function refused(guess: Guess, name: string, value: string): string | undefined {
  try {
    propose(guess, { set: [], constants: { [name]: value } }, 'x');
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
