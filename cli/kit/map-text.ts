import { padEnd, wrap } from '../../commands/view/text-layout.ts';
import type { Guess } from '../../pipeline/kit/mapping/guess.ts';
import type { Proposal } from '../../pipeline/kit/mapping/propose.ts';
import type { Mapping } from '../../warehouse/ops/mappings.ts';
import type { Terminal } from './terminal.ts';

const SHOWN = 28;
const WIDEST_COLUMN = 28;

/** The table, what each column seems to be, and what is said of all rows. */
export function guessText(
  guess: Guess,
  proposal: Proposal,
  known: Mapping | null,
  { paint, columns }: Pick<Terminal, 'paint' | 'columns'>,
): string {
  const fieldOf = new Map(Object.entries(proposal.columns).map(([field, header]) => [header, field]));
  const widest = Math.min(WIDEST_COLUMN, Math.max(...guess.columns.map(({ header }) => header.length)));
  const rows = guess.columns.map(({ header, samples, field, confidence, reason }, at) => {
    const now = fieldOf.get(header);
    const why = now === field ? `${Math.round(confidence * 100)}%: ${reason}` : 'you said so';
    const sure = now === undefined ? paint('dim', 'not read') : paint('green', now);
    const head = `${String(at + 1).padStart(3)}  ${padEnd(cut(header, widest), widest)}  `;
    const lines = wrap(
      `${now === undefined ? '' : `${why}. `}e.g. ${samples.map((text) => cut(text, SHOWN)).join(' | ') || '(empty)'}`,
      Math.max(30, columns - widest - 9),
    );
    return `${head}${sure}\n${lines.map((line) => `${' '.repeat(widest + 7)}${paint('dim', line)}\n`).join('')}`;
  });
  const said = Object.entries(proposal.constants).map(([field, value]) => `${field} ${value}`);
  const before = known
    ? `You mapped this header on ${known.createdAt.slice(0, 10)} as "${known.name}".\n`
    : '';
  return `${before}It looks like ${paint('bold', guess.target.label)} (--as ${guess.target.name}).\n\n${rows.join('')}\nFor all rows: ${said.join(', ') || 'nothing is said'}.\n\n`;
}

export const proposalText = ({ name }: Proposal): string =>
  `Kept as "${name}": files with this header are read by themselves from now on.\n`;

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;
