/** Where cells lie in a block of bytes: parallel arrays that a scanner fills, row after row. */
export class CellSpans {
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  /** `hashBytes` of the cell; not set when coded. */
  hashes = new Int32Array(1024);
  /** 1: the range is not the text yet but what `decode` makes one of. */
  coded = new Uint8Array(1024);
  /** The text of a coded range. */
  readonly decode: (bytes: Buffer, start: number, end: number) => Buffer;

  constructor(decode: (bytes: Buffer, start: number, end: number) => Buffer) {
    this.decode = decode;
  }

  grow(): void {
    const size = this.starts.length * 2;
    const grown = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.starts = grown(this.starts, new Int32Array(size));
    this.ends = grown(this.ends, new Int32Array(size));
    this.hashes = grown(this.hashes, new Int32Array(size));
    this.coded = grown(this.coded, new Uint8Array(size));
  }

  /** `count` cells from `first` on as strings. */
  strings(bytes: Buffer, first: number, count: number): string[] {
    return Array.from({ length: count }, (_, index) => {
      const start = this.starts[first + index] as number;
      const end = this.ends[first + index] as number;
      if (this.coded[first + index] === 1) return this.decode(bytes, start, end).toString('utf8');
      return bytes.toString('utf8', start, end);
    });
  }
}
