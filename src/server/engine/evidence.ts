import { hash } from 'node:crypto';
import type { Logger } from 'pino';
import {
  bringUpToDate,
  type DossierOptions,
  dossier,
  evidenceSecret,
  type FollowOptions,
  TransparencyLog,
} from '../../evidence/index.ts';
import { installationKey } from '../../exchange/index.ts';
import type { Store } from '../../store/index.ts';
import type { DossierMade } from '../protocol.ts';

type What = NonNullable<FollowOptions['what']>[number];

/** How long a call for the log waits for others to come, in milliseconds: a wave of changes is one write. */
const GATHER = 250;

/**
 * Keeps the transparency log up to date with the store while the service runs. What could not be logged is tried again with the
 * next change, and at the latest within the hour; it is in the store, so nothing is lost.
 */
export class Evidence {
  readonly #store: Store;
  readonly #data: string;
  readonly #secret: Buffer;
  readonly #logger: Logger;
  /** Why the log is behind, if it is. */
  error: string | null = null;
  #log: TransparencyLog | undefined;
  readonly #due = new Set<What>();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ store, data, log }: { store: Store; data: string; log: Logger }) {
    this.#store = store;
    this.#data = data;
    this.#secret = evidenceSecret(installationKey(data));
    this.#logger = log;
  }

  /** Something of these may be new. */
  soon(...what: What[]): void {
    for (const one of what) this.#due.add(one);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
        if (this.#due.size && !this.error) this.soon();
      });
    }, GATHER);
  }

  /** A dossier on a campaign; brings the log up to date itself. */
  async dossier(id: string, options: DossierOptions): Promise<DossierMade> {
    const { archive, claimed, size } = await dossier(this.#store, this.#data, id, options);
    const { exchanges, accounts } = claimed;
    return { archive, sha256: hash('sha256', archive, 'hex'), claim: size - 1, exchanges, accounts };
  }

  /** Logs what is due, and begins nothing more. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    await this.#run();
    await this.#log?.close();
  }

  async #run(): Promise<void> {
    const what = [...this.#due];
    this.#due.clear();
    if (what.length === 0) return;
    try {
      this.#log ??= await TransparencyLog.open(this.#data, { origin: process.env['STILLWATCH_ORIGIN'] });
      const { hours } = await bringUpToDate(this.#store, this.#log, this.#secret, { what });
      const less = hours?.less[0];
      if (less)
        this.#logger.error(
          { hour: less.hour, entry: less.index },
          'the store has less of an hour than the log committed to: stillwatch fsck',
        );
      this.error = null;
    } catch (error) {
      for (const one of what) this.#due.add(one);
      const { code, message } = error as { code?: string; message: string };
      this.error = `${code ?? 'FAULT'}: ${message}`;
      this.#logger.error({ code, reason: message }, 'the log could not be brought up to date');
    }
  }
}
