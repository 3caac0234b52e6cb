import type { Logger } from 'pino';
import { takeDeliveries, taxii } from '../../intel/index.ts';
import type { Store } from '../../store/index.ts';

/** Follows what is subscribed to while the service runs, and takes in what came: here, where nobody waits for decisions. */
export class Feeds {
  readonly #store: Store;
  readonly #data: string;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(store: Store, data: string, log: Logger) {
    this.#store = store;
    this.#data = data;
    this.#log = log;
  }

  /** Takes what is new, unless that is under way. */
  pull(): void {
    this.#begin(async () => {
      await this.#pull();
      await this.#take();
    });
  }

  /** Takes in what partners sent, unless that is under way. */
  take(): void {
    this.#begin(() => this.#take());
  }

  #begin(work: () => Promise<void>): void {
    this.#running ??= work().finally(() => {
      this.#running = undefined;
    });
  }

  /** What is received stays; the rest comes at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #take(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    try {
      const { taken, refused, waiting } = await takeDeliveries(this.#store, this.#data);
      if (taken || refused) this.#log.info({ taken, refused, waiting }, 'what partners sent was taken in');
    } catch (error) {
      this.#log.error({ reason: (error as Error).message }, 'what partners sent could not be taken in');
    }
  }

  async #pull(): Promise<void> {
    const log = this.#log;
    try {
      const pulled = await taxii.pullFeeds(taxii.readFeeds(this.#data), {
        data: this.#data,
        env: process.env,
        signal: this.#stop.signal,
        onFailure: ({ partner }, { code, message }) =>
          log.warn({ partner, code, reason: message }, 'a feed could not be read'),
      });
      for (const { partner, objects, refused } of pulled)
        if (objects || refused) log.info({ partner, objects, refused }, 'a feed had something new');
    } catch (error) {
      if (!this.#stop.signal.aborted)
        log.error({ reason: (error as Error).message }, 'feeds could not be read');
    }
  }
}
