/** The last few things that were asked for, each as of a version; who asks while one is being read waits for that. */
export class Cache<T> {
  readonly #most: number;
  readonly #kept = new Map<string, { version: string; value: Promise<T> }>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, version: string, read: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const entry = known?.version === version ? known : { version, value: read() };
    this.#kept.set(key, entry);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    entry.value.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    return entry.value;
  }
}
