import type { Period } from '../../warehouse/kit/period.ts';
import type { Answer, Figure, Part, Table } from './answer.ts';
import { unique } from './compose.ts';
import type { Context } from './define.ts';

/** A section of a document, and the answers it is taken from: kind, notes, sources and audience follow from them. */
export interface Section extends Omit<Part, 'figures' | 'notes' | 'kind'> {
  of: readonly Answer[];
  figures?: Figure[];
  /** Absent: those of its answers. */
  notes?: readonly string[];
}

/** Puts answers together into one: what each tells of sources, kinds, lateness and money holds for the whole. */
export function documentOf(
  context: Context,
  command: string,
  draft: {
    title: string;
    subtitle: string;
    period: Period;
    figures: Figure[];
    sections: readonly Section[];
    notes: readonly string[];
  },
): Answer {
  const { sections } = draft;
  const answers = sections.flatMap(({ of }) => of);
  const notes = sections.map((one) => unique(one.notes ?? one.of.flatMap((answer) => answer.notes)));
  // What several sections say is said once, at the end, with the sections it is said of.
  const saying = (note: string) => sections.filter((_, index) => notes[index]?.includes(note));
  const elsewhere = (note: string): boolean => saying(note).length > 1 || draft.notes.includes(note);
  const sources = new Map(answers.flatMap(({ as_of }) => as_of.map((one) => [one.source, one])));
  const kinds = unique(answers.flatMap(({ kind }) => kind ?? []));
  return {
    ...{ command, title: draft.title, subtitle: draft.subtitle, period: draft.period },
    ...{ label: context.label.name, demo: context.label.demo },
    ...(kinds[0] ? { kind: kinds.length > 1 ? ('mixed' as const) : kinds[0] } : {}),
    figures: draft.figures,
    parts: sections.map(({ of, notes: _, figures = [], ...section }, index) => {
      const own = unique(of.flatMap(({ kind }) => kind ?? []));
      return {
        ...section,
        ...(own[0] ? { kind: own.length > 1 ? ('mixed' as const) : own[0] } : {}),
        figures,
        notes: (notes[index] ?? []).filter((note) => !elsewhere(note)),
      };
    }),
    as_of: [...sources.values()],
    stale: answers.some(({ stale }) => stale),
    partial: answers.some(({ partial }) => partial),
    notes: [
      ...draft.notes,
      ...unique(notes.flat())
        .filter((note) => saying(note).length > 1 && !draft.notes.includes(note))
        .map(
          (note) =>
            `${saying(note)
              .map(({ title }) => title)
              .join(', ')}: ${note}`,
        ),
    ],
    computed_from: {
      metrics: unique(answers.flatMap(({ computed_from }) => computed_from.metrics)),
      tables: unique(answers.flatMap(({ computed_from }) => computed_from.tables)),
    },
    audience: answers.some(({ audience }) => audience === 'money') ? 'money' : 'numbers',
  };
}

/** The first rows of a table, and how many there are. */
export const firstRows = (table: Table, most: number): Table =>
  table.rows.length <= most ? table : { ...table, rows: table.rows.slice(0, most), truncated: true };
