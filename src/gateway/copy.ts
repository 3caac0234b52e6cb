/** Pieces of bytes that are kept, up to a limit; past it nothing is. */
export class Copy {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= this.#limit) this.#chunks.push(chunk);
    else this.#chunks = [];
  }

  /** Whether so much more would be too much. */
  wouldOverflow(bytes: number): boolean {
    return this.#size + bytes > this.#limit;
  }

  get overflown(): boolean {
    return this.#size > this.#limit;
  }

  whole(): Buffer {
    return this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
  }
}
