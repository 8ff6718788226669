const HALF = 2 ** 52;

/** Adds whole numbers exactly: in a number while it is safe, in a bigint beyond. NaN ("not known") adds nothing. */
export class ExactSum {
  private high = 0n;
  private low = 0;

  add(value: number): void {
    if (Number.isNaN(value)) return;
    // Two halves of 2^53 never leave what a number holds exactly.
    if (Math.abs(value) > HALF) {
      this.high += BigInt(value);
      return;
    }
    this.low += value;
    if (Math.abs(this.low) > HALF) {
      this.high += BigInt(this.low);
      this.low = 0;
    }
  }

  total(): bigint {
    return this.high + BigInt(this.low);
  }
}

/** Sums by their number, each as exact; one that nothing was added to is not known. */
export class ExactSums {
  private readonly low: number[] = [];
  private readonly high = new Map<number, bigint>();

  /** @param at any whole number from 0; the next one or one that was there costs least */
  add(at: number, value: number): void {
    while (this.low.length <= at) this.low.push(Number.NaN);
    const before = this.low[at] as number;
    const sum = (Number.isNaN(before) ? 0 : before) + value;
    if (Math.abs(value) <= HALF && Math.abs(sum) <= HALF) {
      this.low[at] = sum;
      return;
    }
    this.high.set(at, (this.high.get(at) ?? 0n) + BigInt(value));
    if (Number.isNaN(before)) this.low[at] = 0;
  }

  total(at: number): number | bigint | null {
    const low = this.low[at] ?? Number.NaN;
    if (Number.isNaN(low)) return null;
    const high = this.high.get(at);
    return high === undefined ? low : high + BigInt(low);
  }

  clear(): void {
    this.low.length = 0;
    this.high.clear();
  }
}
