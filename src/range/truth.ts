import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type { Settings } from './options.ts';
import type { AccountRecord, Member, Role } from './record.ts';
import type { World } from './world.ts';

interface Entry {
  role: Role;
  group: string;
  operator?: string;
  exchanges: number;
}

interface Group {
  kind: 'campaign' | 'pooled' | 'ordinary';
  about: string;
  accounts: number;
  exchanges: number;
}

/** What is really so: kept apart from the traffic, for the scorer alone. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #groups: Record<string, Group> = {};
  #records: AccountRecord[] | null = [];

  enrol({ record, role, operator }: Member, group: string, about: string): void {
    this.#entries.set(record.account, { role, group, operator, exchanges: 0 });
    this.#records!.push(record);
    const kind = role === 'harvester' ? 'campaign' : role === 'pooled' ? 'pooled' : 'ordinary';
    (this.#groups[group] ??= { kind, about, accounts: 0, exchanges: 0 }).accounts++;
  }

  count(account: string): Entry {
    const entry = this.#entries.get(account)!;
    entry.exchanges++;
    this.#groups[entry.group]!.exchanges++;
    return entry;
  }

  get groups(): Record<string, Group> {
    return this.#groups;
  }

  get accounts(): number {
    return this.#entries.size;
  }

  /** Accounts in the order of their ids, which is no order: the file says nothing of groups. */
  async writeAccounts(path: string): Promise<void> {
    const records = this.#records!.sort((a, b) => (a.account < b.account ? -1 : 1));
    this.#records = null;
    await writeLines(path, records, record => `${JSON.stringify(record)}\n`);
  }

  async writeTruth(path: string, settings: Settings, world: World, exchanges: number): Promise<void> {
    const head = {
      format: 'stillwatch-truth/1',
      scenario: settings.scenario,
      seed: settings.seed,
      start: new Date(world.start).toISOString(),
      days: world.days,
      new_model_released: new Date(world.release).toISOString(),
      dials: settings.campaignAccounts > 0 ? settings.dials : null,
      exchanges,
      groups: this.#groups,
    };
    const text = JSON.stringify(head, null, 1);
    let first = true;
    await writeLines(path, [null, ...this.#entries, undefined], entry => {
      if (entry === null) return `${text.slice(0, -2)},\n "accounts": {`;
      if (entry === undefined) return '\n }\n}\n';
      const comma = first ? '' : ',';
      first = false;
      return `${comma}\n  ${JSON.stringify(entry[0])}: ${JSON.stringify(entry[1])}`;
    });
  }
}

async function writeLines<T>(path: string, items: Iterable<T>, line: (item: T) => string): Promise<void> {
  const file = await open(path, 'w');
  try {
    let chunk = '';
    for (const item of items) {
      chunk += line(item);
      if (chunk.length < 1 << 20) continue;
      await file.writeFile(chunk);
      chunk = '';
    }
    await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

/** truth-exchanges.jsonl.gz: one line for each exchange of a campaign account, harvest or cover. */
export class Labels {
  readonly #gzip: Gzip = createGzip({ level: 1 });
  readonly #file: WriteStream;
  #lines = '';

  constructor(path: string) {
    this.#file = createWriteStream(path);
    this.#gzip.pipe(this.#file);
  }

  add(id: string, account: string, harvest: boolean): void {
    this.#lines += `${JSON.stringify({ id, account, harvest })}\n`;
  }

  async flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = '';
    if (lines && !this.#gzip.write(lines)) await new Promise(resolve => this.#gzip.once('drain', resolve));
  }

  async close(): Promise<void> {
    await this.flush();
    this.#gzip.end();
    await finished(this.#file);
  }
}
