/**
 * Pieces that belong together, held until all are there: at most `limit` groups, the one that was opened first is
 * handed back when one too many is opened.
 */
export class Held<T> {
  readonly #groups = new Map<string, T>();
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  get(key: string): T | undefined {
    return this.#groups.get(key);
  }

  /** Opens a group; returns the one that had to go for it, if any. */
  open(key: string, group: T): T | undefined {
    this.#groups.set(key, group);
    if (this.#groups.size <= this.#limit) return undefined;
    const [oldest, evicted] = this.#groups.entries().next().value!;
    this.#groups.delete(oldest);
    return evicted;
  }

  close(key: string): void {
    this.#groups.delete(key);
  }

  /** Hands back everything, oldest first. */
  *drain(): Iterable<T> {
    for (const [key, group] of this.#groups) {
      this.#groups.delete(key);
      yield group;
    }
  }
}
