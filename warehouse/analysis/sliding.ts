import type { Values } from './values.ts';

/**
 * The median of what is known in a window that goes forward over a series, and how much that is. Kept sorted from window to
 * window: a year of windows of a hundred days is thirty times as many values to sort.
 */
export class SlidingMedian {
  private readonly values: Values;
  private readonly sorted: number[] = [];
  private from = 0;
  private to = 0;

  constructor(values: Values) {
    this.values = values;
  }

  /** To the window of the indexes from `from` up to `to`, not included; neither may go back. It is cut at both ends. */
  move(from: number, to: number): void {
    const [first, end] = [Math.max(0, from), Math.min(this.values.length, to)];
    for (; this.to < end; this.to++) {
      const value = this.values[this.to] ?? null;
      if (value !== null) this.sorted.splice(this.placeOf(value), 0, value);
    }
    for (; this.from < Math.min(first, this.to); this.from++) {
      const value = this.values[this.from] ?? null;
      if (value !== null) this.sorted.splice(this.placeOf(value), 1);
    }
  }

  get count(): number {
    return this.sorted.length;
  }

  /** NaN where nothing is known. */
  get median(): number {
    const middle = (this.sorted.length - 1) / 2;
    const [low, high] = [this.sorted[Math.floor(middle)], this.sorted[Math.ceil(middle)]];
    return low === undefined || high === undefined ? Number.NaN : low + (middle % 1) * (high - low);
  }

  /** Of the first that is not smaller. */
  private placeOf(value: number): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
