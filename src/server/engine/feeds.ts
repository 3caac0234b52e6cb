import type { Logger } from 'pino';
import { takeDeliveries, taxii } from '../../intel/index.ts';
import type { Store } from '../../store/index.ts';

/** Follows what is subscribed to while the service runs, and takes in what partners sent: here, where nobody waits for decisions. */
export class Feeds {
  readonly #store: Store;
  readonly #data: string;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #pulling: Promise<void> | undefined;
  #draining: Promise<void> | undefined;
  #isAsked = false;

  constructor({ store, data, log }: { store: Store; data: string; log: Logger }) {
    this.#store = store;
    this.#data = data;
    this.#log = log;
  }

  /** Takes what is new into the inbox, unless that is under way. */
  pull(): void {
    this.#pulling ??= this.#pull().finally(() => {
      this.#pulling = undefined;
      this.drain();
    });
  }

  /** Takes in what waits in the inbox; once more after that where it is under way, for what came since may not be seen by it. */
  drain(): void {
    if (this.#stop.signal.aborted) return;
    this.#isAsked = true;
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
  }

  /** What is received stays; the rest comes at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#pulling;
    await this.#draining;
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

  async #drain(): Promise<void> {
    while (this.#isAsked && !this.#stop.signal.aborted) {
      this.#isAsked = false;
      try {
        const done = await takeDeliveries(this.#store, this.#data);
        if (done.taken || done.refused) this.#log.info(done, 'what partners sent was taken in');
      } catch (error) {
        this.#log.warn({ reason: (error as Error).message }, 'what partners sent waits');
      }
    }
  }
}
