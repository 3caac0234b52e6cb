import { z } from 'zod';
import { tableDigest } from '../../canary/index.ts';
import type { Log } from '../log.ts';

const given = z.object({ key: z.base64(), words: z.string(), until: z.string() });

/** How long an answer is believed, and how long until it is asked again where there was no key; milliseconds. */
const [KEPT, AGAIN] = [60_000, 5000];

/** Keys of canaries, as the service gives them. They are kept in memory alone. */
export class Keys {
  readonly #ask: (canary: string) => Promise<{ status: number; body: string }>;
  readonly #log: Log;
  readonly #known = new Map<string, { key: Promise<Buffer | undefined>; until: number }>();

  constructor(ask: (canary: string) => Promise<{ status: number; body: string }>, log: Log) {
    this.#ask = ask;
    this.#log = log;
  }

  of(canary: string): Promise<Buffer | undefined> {
    const known = this.#known.get(canary);
    if (known && Date.now() < known.until) return known.key;
    const asking = { key: this.#asked(canary), until: Date.now() + AGAIN };
    this.#known.set(canary, asking);
    void asking.key.then(key => {
      if (key) asking.until = Date.now() + KEPT;
    });
    return asking.key;
  }

  async #asked(canary: string): Promise<Buffer | undefined> {
    try {
      const { status, body } = await this.#ask(canary);
      if (status !== 200) return this.#without(canary, `the service answers ${status}`);
      const { key, words } = given.parse(JSON.parse(body));
      if (words !== tableDigest) return this.#without(canary, 'it is for another table of wordings');
      return Buffer.from(key, 'base64');
    } catch (error) {
      return this.#without(canary, (error as Error).name); // what it says may hold what was answered
    }
  }

  #without(canary: string, reason: string): undefined {
    this.#log('canary without a key', { canary, reason });
  }
}
