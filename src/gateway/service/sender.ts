import type { ExchangeInput } from '../../exchange/index.ts';
import type { Log } from '../log.ts';
import type { Spool } from './spool.ts';

/** What the service made of lines: took them, cannot now, or says that they are none it will ever take. */
export type Outcome = 'taken' | 'later' | 'wrong';

export interface SenderOptions {
  send(lines: readonly string[]): Promise<Outcome>;
  spool: Spool;
  log: Log;
  /** How long the first line of a batch waits for others; milliseconds. */
  linger?: number;
  /** How long to leave a service alone that did not take something, at first and at most; milliseconds. */
  pause?: [first: number, most: number];
}

interface Waiting {
  line: string;
  resolve(): void;
  reject(error: Error): void;
}

const MOST_LINES = 500;
const MOST_BYTES = 4 << 20;

/**
 * Hands exchanges over to the service in batches. What it does not take goes to the spool and is sent again later; the
 * same exchange sent twice is stored once.
 */
export class Sender {
  readonly #options: Required<SenderOptions>;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  #draining: Promise<void> | undefined;
  #pause: number;
  #down = false;
  #closed = false;
  /** Lines that the service will never take. */
  refused = 0;

  constructor(options: SenderOptions) {
    this.#options = { linger: 50, pause: [500, 30_000], ...options };
    this.#pause = this.#options.pause[0];
    if (options.spool.bytes > 0) this.#later(0);
  }

  /** Resolves when the service has it, or it is on disk. */
  add(exchange: ExchangeInput): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: JSON.stringify(exchange), resolve, reject });
      if (this.#waiting.length >= MOST_LINES) this.#flush();
      else this.#timer ??= setTimeout(() => this.#flush(), this.#options.linger);
    });
  }

  /** Hands over what waits; what the service does not take now stays in the spool. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#flush();
    while (this.#flushing) await this.#flushing;
    await this.#draining;
    await this.#options.spool.close();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined;
    });
  }

  async #flushAll(): Promise<void> {
    while (this.#waiting.length) {
      let [count, bytes] = [0, 0];
      while (count < this.#waiting.length && count < MOST_LINES && (count === 0 || bytes < MOST_BYTES))
        bytes += this.#waiting[count++]!.line.length;
      const batch = this.#waiting.splice(0, count);
      const lines = batch.map(one => one.line);
      try {
        const left = this.#down ? lines : await this.#send(lines);
        if (left.length) await this.#options.spool.append(left);
        for (const one of batch) one.resolve();
      } catch (error) {
        this.#options.log('exchanges lost', { lines: batch.length, reason: (error as Error).message });
        for (const one of batch) one.reject(error as Error);
      }
    }
  }

  /** What of the lines has to be sent again later. One line that is wrong does not take others with it. */
  async #send(lines: readonly string[]): Promise<readonly string[]> {
    const outcome = await this.#options.send(lines);
    if (outcome === 'taken') return [];
    if (outcome === 'later') {
      this.#options.log('service does not take exchanges', { waiting: this.#options.spool.bytes });
      this.#later(this.#pause);
      return lines;
    }
    if (lines.length === 1) {
      this.refused++;
      this.#options.log('exchange refused by the service', { bytes: lines[0]!.length });
      return [];
    }
    const half = lines.length >> 1;
    const left = await this.#send(lines.slice(0, half));
    return left.length ? [...left, ...lines.slice(half)] : this.#send(lines.slice(half));
  }

  #later(pause: number): void {
    this.#down = true;
    this.#pause = Math.min(this.#pause * 2, this.#options.pause[1]);
    if (this.#closed) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.#draining ??= this.#drain().finally(() => {
        this.#draining = undefined;
      });
    }, pause);
  }

  async #drain(): Promise<void> {
    try {
      while (!this.#closed) {
        const oldest = await this.#options.spool.oldest();
        if (!oldest) break;
        for (let at = 0; at < oldest.lines.length; ) {
          let [end, bytes] = [at, 0];
          while (end < oldest.lines.length && end - at < MOST_LINES && (end === at || bytes < MOST_BYTES))
            bytes += oldest.lines[end++]!.length;
          if ((await this.#send(oldest.lines.slice(at, end))).length) return;
          at = end;
        }
        await oldest.forget();
        this.#pause = this.#options.pause[0];
        this.#down = false;
      }
      this.#down = false;
    } catch (error) {
      this.#options.log('spool cannot be read', { reason: (error as NodeJS.ErrnoException).code ?? 'fault' });
      this.#later(this.#pause);
    }
  }
}
