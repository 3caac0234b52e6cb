import { setTimeout as wait } from 'node:timers/promises';

/** Lets requests go no faster than so many a minute, evenly, and none while the endpoint asked for quiet. */
export class Pace {
  readonly #gap: number;
  #next = 0;
  #quiet = 0;

  constructor(perMinute: number) {
    this.#gap = 60_000 / perMinute;
  }

  /** Resolves when the next request may go. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#next, this.#quiet);
    this.#next = at + this.#gap;
    if (at > now) await wait(at - now, undefined, { signal });
    // Meanwhile another answer may have asked for quiet.
    const left = this.#quiet - performance.now();
    if (left > 0) await wait(left, undefined, { signal });
    signal.throwIfAborted();
  }

  /** For everybody: an endpoint that says when to come again says it of the key, not of a request. */
  quiet(milliseconds: number): void {
    this.#quiet = Math.max(this.#quiet, performance.now() + milliseconds);
  }
}

/** Retry-After as milliseconds: seconds or a date (RFC 9110, 10.2.3); null where it is neither. */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
