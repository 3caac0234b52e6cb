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
  /** Of a campaign's accounts: how many of them are harvest. */
  harvest?: number;
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
  readonly #inRelay = new Set<Entry>();
  #records: AccountRecord[] | null = [];

  enrol({ record, role, operator, inRelay }: Member, group: string, about: string): void {
    const entry: Entry = { role, group, operator, exchanges: 0 };
    if (role === 'harvester') entry.harvest = 0;
    if (inRelay) this.#inRelay.add(entry);
    this.#entries.set(record.account, entry);
    this.#records!.push(record);
    const kind = role === 'harvester' ? 'campaign' : role === 'pooled' ? 'pooled' : 'ordinary';
    (this.#groups[group] ??= { kind, about, accounts: 0, exchanges: 0 }).accounts++;
  }

  /** Whether the exchange is one of a campaign's accounts, to be labelled. */
  count(account: string, harvest: boolean): boolean {
    const entry = this.#entries.get(account)!;
    entry.exchanges++;
    this.#groups[entry.group]!.exchanges++;
    if (entry.harvest === undefined) return false;
    if (harvest) entry.harvest++;
    return true;
  }

  /** Accounts of a relay through which no harvest went are its customers' alone: a group of their own. */
  settle(): void {
    for (const entry of this.#inRelay) {
      if (entry.harvest !== 0) continue;
      const from = this.#groups[entry.group]!;
      const group = `${entry.group}-relay`;
      const about = 'accounts of the relay that a campaign hides in, with customers alone';
      const to = (this.#groups[group] ??= { kind: 'pooled', about, accounts: 0, exchanges: 0 });
      from.accounts--;
      to.accounts++;
      from.exchanges -= entry.exchanges;
      to.exchanges += entry.exchanges;
      entry.role = 'pooled';
      entry.group = group;
    }
  }

  /** The accounts of an organisation. */
  ofOrg(org: string): string[] {
    return this.#records!.filter(record => record.org === org).map(({ account }) => account);
  }

  get groups(): Record<string, Group> {
    return this.#groups;
  }

  get accounts(): number {
    return this.#entries.size;
  }

  get exchanges(): number {
    return Object.values(this.#groups).reduce((sum, { exchanges }) => sum + exchanges, 0);
  }

  /** Accounts in the order of their ids, which is no order: the file says nothing of groups. */
  async writeAccounts(path: string): Promise<void> {
    const records = this.#records!.sort((a, b) => (a.account < b.account ? -1 : 1));
    this.#records = null;
    await writeLines(path, records, record => `${JSON.stringify(record)}\n`);
  }

  async writeTruth(path: string, settings: Settings, world: World, victim: string[] | null): Promise<void> {
    const head = {
      format: 'stillwatch-truth/1',
      scenario: settings.scenario,
      seed: settings.seed,
      start: new Date(world.start).toISOString(),
      days: world.days,
      new_model_released: new Date(world.release).toISOString(),
      dials: settings.campaignAccounts > 0 ? settings.dials : null,
      // The accounts of the company that a framing campaign copies.
      victim,
      exchanges: this.exchanges,
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

/** truth-exchanges.jsonl.gz: one line for each exchange of a campaign's accounts: harvest, cover or a relay's customers. */
export class Labels {
  readonly #gzip: Gzip = createGzip({ level: 1 });
  readonly #file: WriteStream;
  #lines = '';

  constructor(path: string) {
    this.#file = createWriteStream(path);
    this.#gzip.pipe(this.#file);
  }

  add(id: string, account: string, time: string, harvest: boolean): void {
    this.#lines += `${JSON.stringify({ id, account, time, harvest })}\n`;
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
