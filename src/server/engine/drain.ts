import { rename, rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Pseudonyms } from '../../exchange/index.ts';
import { ingest } from '../../ingest/index.ts';
import type { Store, Turns } from '../../store/index.ts';
import { closedSegments, journalFolder } from '../segments.ts';

/** Segments taken in at once: an ingest has a cost of its own, so what piled up goes together. */
const MOST_AT_ONCE = 64;
const LONGEST_WAIT = 30_000;

interface Where {
  store: Store;
  data: string;
  pseudonyms: Pseudonyms;
  log: Logger;
  /** A detection sees what was stored when it began: they take turns. */
  turns: Turns;
}

/** Takes closed segments of the journal into the store, and removes each when it is there. */
export class Drain {
  readonly totals = { exchanges: 0, duplicate: 0, rejected: 0, batches: 0 };
  error: string | null = null;
  readonly #where: Where;
  readonly #folder: string;
  #again = false;
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #wait = 500;

  constructor(where: Where) {
    this.#where = where;
    this.#folder = journalFolder(where.data);
  }

  /** There may be segments. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again) this.wake();
    });
  }

  /** Resolves when what was there is in the store, or could not be taken in. */
  async settled(): Promise<void> {
    clearTimeout(this.#retry);
    this.wake();
    while (this.#running) await this.#running;
    clearTimeout(this.#retry);
  }

  async #run(): Promise<void> {
    this.#again = false;
    clearTimeout(this.#retry);
    try {
      while (await this.#where.turns.run(() => this.#batch()));
      this.error = null;
      this.#wait = 500;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      this.error = `${code ?? 'FAULT'}: ${message}`;
      this.#where.log.error({ code, reason: message }, 'the journal could not be drained');
      this.#again = false;
      this.#retry = setTimeout(() => this.wake(), this.#wait);
      this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    }
  }

  async #batch(): Promise<boolean> {
    const { store, data, pseudonyms, log } = this.#where;
    const segments = closedSegments(this.#folder).slice(0, MOST_AT_ONCE);
    if (segments.length === 0) return false;
    const summary = await ingest(store, segments, { data, pseudonyms, format: 'native' });
    for (const { file, reason } of summary.failed_files) {
      // Not to be tried for ever, nor thrown away.
      log.error({ file, reason }, 'a segment of the journal could not be read to its end; it is put aside');
      await rename(file, `${file}.broken`);
    }
    for (const segment of segments) await rm(segment, { force: true });
    this.totals.exchanges += summary.new;
    this.totals.duplicate += summary.duplicate;
    this.totals.rejected += summary.rejected;
    this.totals.batches++;
    if (summary.rejected)
      log.warn(
        { rejected: summary.rejected, file: summary.rejects_file },
        'lines of the journal were set aside',
      );
    return true;
  }
}
