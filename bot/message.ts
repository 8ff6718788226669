import type { APIActionRowComponent, APIButtonComponent, APIEmbed } from 'discord.js';
import type { Answer, Figure, Part, Table } from '../commands/kit/answer.ts';
import { formatChange, formatValue, NOT_KNOWN } from '../commands/view/format.ts';
import { DASH, phoneTable } from '../commands/view/phone-table.ts';
import { DEMO_MARK, KIND_MEANS, sayAsOf } from '../commands/view/text.ts';
import type { Theme } from '../core/label.ts';
import { codeBlock, marked, plain } from './markdown.ts';

/** What Discord takes: characters of an embed's parts, and of all of them together. */
export const LIMITS = { title: 256, description: 4096, footer: 2048, total: 6000, rows: 5, customId: 100 };

/** Rows of a table: a phone shows about so many; the CSV has the rest. */
const TABLE_ROWS = 12;
const PICTURE = 'chart.png';

export interface Picture {
  png: Uint8Array;
  alt: string;
}

export interface File {
  attachment: Buffer;
  name: string;
  /** Alt text. */
  description?: string;
}

/** A message as discord.js sends and edits it. */
export interface BotMessage {
  content?: string;
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIButtonComponent>[];
  files: File[];
  allowedMentions: { parse: [] };
}

export interface MessageParts {
  theme: Theme;
  picture?: Picture | undefined;
  components?: APIActionRowComponent<APIButtonComponent>[];
  /** Told after the answer's own notes. */
  notes?: readonly string[];
}

/**
 * An answer as a message: the numbers as text first, then the table, the picture with its alt text, the buttons. What does
 * not fit Discord's limits is left out from the end, whole lines, and says so.
 */
export function answerToMessage(answer: Answer, parts: MessageParts): BotMessage {
  const { theme, picture, components = [], notes = [] } = parts;
  const head = answer.demo ? { author: { name: DEMO_MARK } } : {};
  const title = cut(plain(`${answer.title} · ${answer.label}`), LIMITS.title);
  const footer = cut(foot(answer), LIMITS.footer / 2);
  const used = title.length + footer.length + (answer.demo ? DEMO_MARK.length : 0);
  const room = Math.min(LIMITS.description, LIMITS.total - used);
  const description = body(answer, notes, room);
  return {
    embeds: [
      {
        ...head,
        title,
        ...(description ? { description } : {}),
        color: colour(answer.stale ? theme.warn : (theme.series[0] ?? theme.text)),
        ...(picture ? { image: { url: `attachment://${PICTURE}` } } : {}),
        ...(footer ? { footer: { text: footer } } : {}),
      },
    ],
    components,
    files: picture ? [{ attachment: Buffer.from(picture.png), name: PICTURE, description: picture.alt }] : [],
    allowedMentions: { parse: [] },
  };
}

function body(answer: Answer, notes: readonly string[], room: number): string {
  const text = new Budget(room);
  if (answer.subtitle) text.add(plain(answer.subtitle));
  text.addAll(answer.figures.map(figureLine), (left) => `… and ${left} more figures`);
  if (answer.table?.rows.length) addTable(text, answer.table);
  text.addAll(
    (answer.parts ?? []).map(partBlock),
    (left) => `… and ${left} more ${left === 1 ? 'section' : 'sections'}`,
  );
  const all = [...answer.notes, ...notes].map((note) => `• ${plain(note)}`);
  text.addAll(all, (left) => `… and ${left} more notes`);
  const details = answer.details ?? [];
  text.addAll(details.map(detailBlock), (left) => `… and ${left} more`);
  return text.toString();
}

/** A section without its table: its CSV, or the document, has it. */
function partBlock({ title, text, figures, table }: Part): string {
  return [
    `**${plain(title)}**`,
    ...(text ? [plain(text)] : []),
    ...figures.map(figureLine),
    ...(figures.length === 0 && !text && table ? [sayTable(table)] : []),
  ].join('\n');
}

const sayTable = ({ total_rows: rows }: Table): string =>
  `-# ${formatValue(rows, 'count')} ${rows === 1 ? 'row' : 'rows'}`;

/** Indentation matters in SQL alone, and there nothing may be read as markdown. */
function detailBlock({ title, text }: { title: string; text: string }): string {
  const lines = text.split('\n');
  const block = title === 'SQL' ? codeBlock(lines, 'sql') : lines.map(marked).join('\n');
  return `**${marked(title)}**\n${block}`;
}

/** "**Streams: 12,345** ▲ +12.4 % against the 28 days before", and its note below. */
function figureLine(figure: Figure): string {
  const known = figure.value !== null;
  const value = formatValue(figure.value, figure.format, figure.unit);
  const marks = [
    figure.partial && known ? '(not complete)' : '',
    figure.stale && known ? '(late)' : '',
    plain(formatChange(figure)),
  ].filter(Boolean);
  const line = [`**${plain(`${figure.label}: ${value}`)}**`, ...marks].join(' ');
  return figure.note ? `${line}\n-# ${plain(figure.note)}` : line;
}

/** As many rows as fit, of a series the newest; and as many columns as a phone shows without scrolling sideways. */
function addTable(text: Budget, table: Table): void {
  for (let rows = Math.min(TABLE_ROWS, table.rows.length); rows > 0; rows -= 1) {
    const { lines, hidden, dashes, rounded } = phoneTable(table, rows);
    const rest = [
      dashes ? `${DASH} ${NOT_KNOWN}` : '',
      hidden > 0 ? `${hidden} more ${hidden === 1 ? 'column' : 'columns'} in the CSV` : '',
      rounded ? 'all digits in the CSV' : '',
    ].filter(Boolean);
    if (text.add(codeBlock(lines) + (rest.length > 0 ? `\n-# ${rest.join(' · ')}` : ''))) return;
  }
}

function foot(answer: Answer): string {
  const asOf = answer.as_of.length > 0 && answer.computed_from.metrics.length > 0;
  return [
    answer.kind ? `Kind: ${KIND_MEANS[answer.kind]}` : '',
    asOf ? `As of: ${answer.as_of.map(sayAsOf).join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** Blocks of text under a bound of characters. */
class Budget {
  readonly #blocks: string[] = [];
  #left: number;

  constructor(room: number) {
    this.#left = room;
  }

  /** False: it does not fit, and was not added. */
  add(block: string): boolean {
    if (block.length + 1 > this.#left) return false;
    this.#blocks.push(block);
    this.#left -= block.length + 1;
    return true;
  }

  /** What fits, and how many are left. */
  addAll(blocks: readonly string[], rest: (left: number) => string): void {
    for (const [index, block] of blocks.entries()) {
      const last = index === blocks.length - 1;
      const line = rest(blocks.length - index);
      if (this.#left - block.length - 1 < (last ? 0 : line.length + 1) || !this.add(block)) {
        this.add(line);
        return;
      }
    }
  }

  toString(): string {
    return this.#blocks.join('\n');
  }
}

const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;

const colour = (hex: string): number => Number.parseInt(hex.slice(1), 16);
