import type { Logger } from 'pino';
import { type Campaign, campaign } from '../../detect/index.ts';
import type { Desk } from '../../policy/index.ts';
import { Cache, type Store } from '../../store/index.ts';
import {
  Accounts,
  behind,
  type CampaignRow,
  makeViews,
  Overviews,
  type PageOptions,
  People,
  readView,
  unknownCampaign,
  type ViewKind,
  versionOf,
} from '../../views/index.ts';

/** How long views that could not be made are left alone, in milliseconds. */
const RETRY = 60_000;
/** Campaigns whose accounts are kept ready: some tens of megabytes for the largest. */
const PARSED = 4;

/**
 * What people look at. It is made here after each detection, and wherever it is found to be behind: the statements run in the
 * engine's own threads, beside each other and beside what else is asked; nobody waits for them.
 */
export class Views {
  /** Why some could not be made, if so. */
  error: string | null = null;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #overviews: Overviews;
  readonly #accounts: Accounts;
  readonly #people = new Cache<People>(PARSED);
  #running: Promise<void> | undefined;
  #again = false;
  readonly #stop = new AbortController();
  #notBefore = 0;

  constructor(desk: Desk, log: Logger) {
    this.#store = desk.store;
    this.#log = log;
    this.#overviews = new Overviews(desk);
    this.#accounts = new Accounts(desk.store);
  }

  /** Campaigns may be newer than their views. */
  soon(): void {
    if (this.#stop.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Gives up what is under way after its step. False where that does not end within so many milliseconds. */
  async stop(patience: number): Promise<boolean> {
    this.#stop.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>(resolve => {
      timer = setTimeout(() => resolve(false), patience);
    });
    const ended = (this.#running ?? Promise.resolve()).then(() => true);
    return Promise.race([ended, late]).finally(() => clearTimeout(timer));
  }

  /** But for `rejects`, which the front knows. */
  async overview(): Promise<string> {
    return JSON.stringify(await this.#overviews.read());
  }

  view({ id, kind }: { id: string; kind: ViewKind }): Promise<string> {
    return readView(this.#store, id, kind);
  }

  async people({ id, ...options }: PageOptions & { id: string }): Promise<string> {
    const version = await versionOf(this.#store, id);
    if (!version) throw unknownCampaign();
    const people = await this.#people.get(id, version, async () => {
      const { accounts } = (await campaign(this.#store, id)) as Campaign;
      return new People(accounts);
    });
    return JSON.stringify(people.page(options));
  }

  async account(account: string): Promise<string> {
    return JSON.stringify(await this.#accounts.read(account));
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stop.signal.aborted && Date.now() >= this.#notBefore) {
      this.#again = false;
      let error: string | null = null;
      try {
        for (const row of await behind(this.#store)) {
          if (this.#stop.signal.aborted) return;
          // One that cannot be made does not keep the others from being made.
          error = (await this.#make(row)) ?? error;
        }
      } catch (thrown) {
        error = this.#failed(thrown);
      }
      this.error = error;
      if (error) this.#notBefore = Date.now() + RETRY;
    }
  }

  async #make(row: CampaignRow): Promise<string | null> {
    try {
      const started = performance.now();
      await makeViews(this.#store, row, this.#stop.signal);
      const seconds = Math.round(performance.now() - started) / 1000;
      this.#log.info({ campaign: row.id, seconds }, 'the views of a campaign are made');
      return null;
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): string {
    const { code = 'FAULT', message } = error as { code?: string; message: string };
    if (!this.#stop.signal.aborted) this.#log.error({ code, reason: message }, 'views could not be made');
    return `${code}: ${message}`;
  }
}
