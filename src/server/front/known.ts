import { Snapshot } from '../../policy/index.ts';
import { readCache } from '../cache.ts';
import type { Feed } from '../protocol.ts';

/** What decisions are made from: what the engine has told, or what was kept of it. */
export class Known {
  /** Milliseconds since 1970 of the last word. */
  heard: number | undefined;
  source: 'nothing' | 'cache' | 'engine' = 'nothing';
  #current: Snapshot | undefined;
  #next: Snapshot | undefined;

  /** Undefined while nothing is known at all. */
  get snapshot(): Snapshot | undefined {
    return this.#current;
  }

  /** Takes what was kept, where all of it was. */
  async load(data: string): Promise<void> {
    for await (const message of readCache(data)) this.take(message, 'cache');
    this.#next = undefined;
  }

  /** A whole picture takes the old one's place when it is complete; until then that one stands. */
  take(message: Feed, source: 'cache' | 'engine' = 'engine'): void {
    this.heard = Date.now();
    if (message.kind === 'begin') {
      this.#next = new Snapshot();
      return;
    }
    if (message.kind === 'complete') {
      this.#current = this.#next;
      this.#next = undefined;
      this.source = source;
      return;
    }
    const snapshot = this.#next ?? this.#current;
    if (snapshot) into(snapshot, message);
  }
}

function into(snapshot: Snapshot, message: Exclude<Feed, { kind: 'begin' | 'complete' }>): void {
  switch (message.kind) {
    case 'records':
      for (const record of message.records) snapshot.take(record);
      break;
    case 'accounts': {
      const { sets, accounts, of } = message;
      snapshot.addAccounts(
        accounts.map((account, i) => {
          const [plan, program, verification] = sets[of[i]!]!;
          return { account, plan, program, verification };
        }),
      );
      break;
    }
    case 'campaigns':
      snapshot.setCampaigns(message.campaigns);
      break;
    case 'usage':
      for (const [grant, exchanges] of message.usage) snapshot.setUsage(grant, exchanges);
      break;
  }
}
