import { ExactSum } from '../../warehouse/kit/exact-sum.ts';
import type { Frame } from './frame.ts';
import { currencyReader } from './load.ts';
import type { Numbered } from './occurrences.ts';

/** What a run's files tell under each artist credit and store as written. Counted while the rows are at hand. */
export class NameCounts {
  private readonly artists = new Map<string, Count>();
  private readonly stores = new Map<string, Count>();

  add(frame: Frame, numbered: Numbered): void {
    this.addPart(frame, numbered, 'artist', this.artists);
    this.addPart(frame, numbered, 'store', this.stores);
  }

  /** Rows and money under any of the spellings. */
  of(part: 'artist' | 'store', written: readonly string[]): { rows: number; money: Map<string, bigint> } {
    const counts = part === 'artist' ? this.artists : this.stores;
    const total = { rows: 0, money: new Map<string, bigint>() };
    for (const text of written) {
      const count = counts.get(text);
      total.rows += count?.rows ?? 0;
      for (const [currency, nanos] of count?.money ?? []) {
        total.money.set(currency, (total.money.get(currency) ?? 0n) + nanos);
      }
    }
    return total;
  }

  private addPart(frame: Frame, { order }: Numbered, part: string, counts: Map<string, Count>): void {
    const { from, money } = frame.feed.load;
    const source = Object.entries(from).find(([name]) => name.endsWith(`.${part}`))?.[1];
    if (!source || !('column' in source)) return;
    const names = frame.column(source.column);
    if (names.is !== 'text') return;
    const ids = names.ids.array;
    const amounts = money && frame.column(money.column);
    const values = amounts?.is === 'number' ? amounts.values.array : undefined;
    const rows = new Uint32Array(names.distinct.length);
    const currencyOf = currencyReader(frame);
    const sums = new Map<string, ExactSum[]>(
      typeof money?.currency === 'string' ? [[money.currency, names.distinct.map(() => new ExactSum())]] : [],
    );
    for (let at = 0; at < order.length; at++) {
      const row = order[at] as number;
      const id = ids[row] as number;
      if (id < 0) continue;
      rows[id] = (rows[id] as number) + 1;
      if (!values) continue;
      const currency = currencyOf(row);
      let own = sums.get(currency);
      if (!own) {
        own = names.distinct.map(() => new ExactSum());
        sums.set(currency, own);
      }
      (own[id] as ExactSum).add(values[row] as number);
    }
    for (const [id, text] of names.distinct.entries()) {
      const count = counts.get(text) ?? { rows: 0, money: new Map() };
      counts.set(text, count);
      count.rows += rows[id] as number;
      for (const [currency, own] of sums)
        count.money.set(currency, (count.money.get(currency) ?? 0n) + (own[id] as ExactSum).total());
    }
  }
}

interface Count {
  rows: number;
  /** By currency, in 1e-9 units. */
  money: Map<string, bigint>;
}
