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
