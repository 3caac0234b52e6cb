type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A typed array that grows by doubling. */
export class Growing<T extends Numbers> {
  length = 0;
  #array: T;
  readonly #type: new (
    length: number,
  ) => T;

  constructor(type: new (length: number) => T) {
    this.#type = type;
    this.#array = new type(1024);
  }

  push(value: number): void {
    if (this.length === this.#array.length) this.reserve(this.length * 2);
    this.#array[this.length++] = value;
  }

  /** Makes room for `length` in all, if there is less. */
  reserve(length: number): void {
    if (length <= this.#array.length) return;
    const larger = new this.#type(length);
    larger.set(this.#array.subarray(0, this.length) as never);
    this.#array = larger;
  }

  /** Forgets what was pushed after the first `length`. */
  truncate(length: number): void {
    this.length = length;
  }

  /** What was pushed, without a copy; push no more, or after `truncate`. */
  done(): T {
    return this.#array.subarray(0, this.length) as T;
  }
}
