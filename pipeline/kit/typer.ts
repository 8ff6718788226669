import { addDays, firstOfMonth } from '../../core/days.ts';
import type { Cells } from './cells.ts';
import { type Frame, Grow } from './frame.ts';
import type { HeaderMap } from './header.ts';
import type { Column, Feed } from './platform.ts';
import type { StageFile } from './staged.ts';

const OLDEST_DAY = '1999-01-01';

/** Types one column of one file: text id -> frame text id or number, and which texts are refused. */
export class Typer {
  readonly position: number;
  readonly values: Grow<Int32Array | Float64Array>;
  readonly refused = new Map<number, { check: string; reason: string }>();
  /** Texts in which something before us lost a character. */
  readonly damaged = new Set<number>();
  private readonly judge: (text: string) => { value: number } | { check: string; reason: string };

  constructor(position: number, text: boolean, judge: Typer['judge']) {
    this.position = position;
    this.values = new Grow<Int32Array | Float64Array>((size) =>
      text ? new Int32Array(size) : new Float64Array(size),
    );
    this.judge = judge;
  }

  /** Types the texts this batch brought. True when any text of the file is refused. */
  learn(batch: Cells): boolean {
    const { texts } = batch.columns[this.position] as Cells['columns'][number];
    const values = this.values.reserve(texts.size - this.values.length);
    for (let id = this.values.length; id < texts.size; id++) {
      const text = texts.at(id);
      if (text.includes('\ufffd')) this.damaged.add(id);
      const judged = this.judge(text);
      if ('value' in judged) values[id] = judged.value;
      else this.refused.set(id, judged);
    }
    this.values.length = texts.size;
    return this.refused.size > 0;
  }
}

export function typersFor(frame: Frame, map: HeaderMap, file: StageFile): Map<string, Typer> {
  const typers = new Map<string, Typer>();
  for (const [name, column] of Object.entries(frame.feed.columns)) {
    const position = map.index.get(name);
    if (position === undefined) continue;
    const isText = column.type.storage === 'text';
    const checks = checksOf(frame.feed, name, column, file);
    typers.set(
      name,
      new Typer(position, isText, (text) => {
        const typed = column.type.parse(text);
        if (typed !== null && typeof typed === 'object') return { check: 'type', reason: typed.refuse };
        for (const check of checks) {
          const reason = check.refuse(typed);
          if (reason !== null) return { check: check.name, reason };
        }
        if (typed === null) return { value: isText ? -1 : Number.NaN };
        return { value: isText ? frame.textId(name, String(typed)) : (typed as number) };
      }),
    );
  }
  return typers;
}

interface Check {
  name: string;
  refuse(value: string | number | null): string | null;
}

function checksOf(feed: Feed, name: string, column: Column, file: StageFile): Check[] {
  const checks: Check[] = [];
  if (column.filled ?? (column.required && feed.key.includes(name))) {
    checks.push({
      name: 'required',
      refuse: (value) => (value === null || value === '' ? 'is empty' : null),
    });
  }
  if (column.type.name === 'day' || column.type.name === 'month') {
    const latest = addDays(file.landedDay, 1);
    checks.push({
      name: 'date_range',
      refuse: (value) => {
        if (value === null) return null;
        const from = column.type.name === 'month' ? firstOfMonth(String(value)) : String(value);
        return from < OLDEST_DAY || from > latest
          ? `is not between ${OLDEST_DAY} and the day the file came (${file.landedDay})`
          : null;
      },
    });
  }
  for (const own of feed.checks ?? []) {
    if (own.column !== name) continue;
    checks.push({ name: own.name, refuse: (value) => (value === null ? null : own.refuse(value)) });
  }
  return checks;
}
