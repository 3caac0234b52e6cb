import type { Logger } from 'pino';
import { taxii } from '../../intel/index.ts';

/** Follows what is subscribed to while the service runs: here, where nobody waits for decisions. */
export class Feeds {
  readonly #data: string;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(data: string, log: Logger) {
    this.#data = data;
    this.#log = log;
  }

  /** Takes what is new, unless that is under way. */
  pull(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** What is received stays; the rest comes at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
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
