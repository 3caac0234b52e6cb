/** Token buckets, one an account and rate. A bucket that is full again is forgotten. */
export class Buckets {
  readonly #buckets = new Map<string, { tokens: number; at: number; full: number }>();
  readonly #now: () => number;
  #sweepAt = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Takes a token; 0, or in how many milliseconds there is one. */
  take(account: string, { requests, period }: { requests: number; period: number }): number {
    const now = this.#now();
    if (now >= this.#sweepAt) this.#sweep(now);
    if (requests < 1) return period;
    const key = `${requests}/${period} ${account}`;
    const bucket = this.#buckets.get(key) ?? { tokens: requests, at: now, full: now };
    bucket.tokens = Math.min(requests, bucket.tokens + ((now - bucket.at) * requests) / period);
    bucket.at = now;
    const wait = bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) * period) / requests;
    if (wait === 0) bucket.tokens -= 1;
    bucket.full = now + ((requests - bucket.tokens) * period) / requests;
    this.#buckets.set(key, bucket);
    return wait;
  }

  #sweep(now: number): void {
    for (const [key, { full }] of this.#buckets) if (full <= now) this.#buckets.delete(key);
    this.#sweepAt = now + 60_000;
  }
}
