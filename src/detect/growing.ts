type Numbers = Uint8Array | Uint32Array | Float32Array | Float64Array;

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
    if (this.length === this.#array.length) {
      const larger = new this.#type(this.length * 2);
      larger.set(this.#array as never);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  /** Forgets what was pushed after the first `length`. */
  truncate(length: number): void {
    this.length = length;
  }

  /** What was pushed, without a copy; push no more. */
  done(): T {
    return this.#array.subarray(0, this.length) as T;
  }
}
