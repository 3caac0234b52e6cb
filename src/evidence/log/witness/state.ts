import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillwatchError } from '../../../errors.ts';
import { locked } from '../../../lock.ts';
import { replaceFile } from '../durable.ts';

/** What a witness knows of a log. */
export interface Seen {
  size: number;
  /** Base64. */
  root: string;
  /** The checkpoint it cosigned last. */
  note: string;
  /** Signed by the log, of the same size, with another root: proof that it has two histories. The first one seen. */
  conflict?: string;
}

/** `witness.json`: the last checkpoint of each log, by origin. */
export class WitnessState {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Looks at what is known of a log and, where `look` gives something else, keeps that: on disk before it resolves, and nobody
   * else in between.
   */
  update<T>(origin: string, look: (seen: Seen | undefined) => { seen?: Seen; answer: T }): Promise<T> {
    return locked(join(this.#folder, 'witness.lock'), async () => {
      const all = await this.#read();
      const { seen, answer } = look(all[origin]);
      if (seen) {
        const bytes = Buffer.from(`${JSON.stringify({ ...all, [origin]: seen }, null, 2)}\n`);
        await replaceFile(this.#folder, { path: 'witness.json', bytes }, 0o600);
      }
      return answer;
    });
  }

  async #read(): Promise<Record<string, Seen>> {
    const path = join(this.#folder, 'witness.json');
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Record<string, Seen>;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new StillwatchError(
        'LOG_BROKEN',
        `${path} cannot be read: ${(cause as Error).message}`,
        'Restore it from a backup. A witness that forgets what it saw must not go on under the same key.',
        { cause },
      );
    }
  }
}
