import { type CampaignFacts, type Desk, RecordTail, usageOf } from '../../policy/index.ts';
import { rows, type Store, Turns } from '../../store/index.ts';
import type { CacheWriter } from '../cache.ts';
import type { Feed } from '../protocol.ts';

/** Rows of accounts a message: the front takes one in some milliseconds, and decisions wait behind it. */
const CHUNK = 2500;

/** Tells the front what is stored, all of it and then what changes, and keeps it in the cache first. */
export class Feeder {
  readonly #store: Store;
  readonly #desk: Desk;
  readonly #send: (message: Feed) => Promise<void>;
  readonly #cache: CacheWriter;
  readonly #turns = new Turns();
  #tail = new RecordTail();
  #stored = 0;
  #campaigns = '';
  #usage = '';
  /** Whether the front has all of it; where the store broke off half way, it is told again from the beginning. */
  #isWhole = false;

  constructor(desk: Desk, cache: CacheWriter, send: (message: Feed) => Promise<void>) {
    this.#store = desk.store;
    this.#desk = desk;
    this.#cache = cache;
    this.#send = send;
  }

  /** Everything, from the beginning. */
  all(): Promise<void> {
    return this.#turns.run(async () => {
      this.#isWhole = false;
      this.#tail = new RecordTail();
      [this.#stored, this.#campaigns, this.#usage] = [0, '', ''];
      await this.#say({ kind: 'begin', place: this.#store.place });
      await this.#newRecords();
      await this.#newCampaigns();
      await this.#newUsage();
      await this.#newAccounts();
      await this.#say({ kind: 'complete' });
      this.#isWhole = true;
    });
  }

  /** The records written since, those of an operation, say: when this returns the front has been told. */
  async records(): Promise<void> {
    if (!this.#isWhole) return this.all();
    await this.#turns.run(() => this.#newRecords());
  }

  /** Whatever else has changed. */
  async refresh(): Promise<void> {
    if (!this.#isWhole || this.#cache.full || this.#cache.error) return this.all();
    await this.#turns.run(async () => {
      await this.#newRecords();
      await this.#newCampaigns();
      await this.#newUsage();
      await this.#newAccounts();
    });
  }

  async #say(message: Feed): Promise<void> {
    this.#cache.write(message);
    await this.#send(message);
  }

  async #newRecords(): Promise<void> {
    const records = await this.#tail.next(this.#store);
    if (records.length === 0) return;
    await this.#say({ kind: 'records', records });
  }

  async #newCampaigns(): Promise<void> {
    const version = await this.#one(
      'SELECT toString((count(), max(detected), max(until))) AS value FROM campaigns FINAL',
    );
    if (version === this.#campaigns) return;
    const campaigns: CampaignFacts[] = [];
    const found = await this.#store.query<{
      id: string;
      verdict: string;
      accounts: string[];
      roles: string[];
    }>(
      `SELECT id, verdict, JSONExtract(document, 'accounts', 'Array(Tuple(account String, role String))') AS all,
              arrayMap(one -> one.1, all) AS accounts, arrayMap(one -> one.2, all) AS roles
       FROM campaigns FINAL ORDER BY id`,
    );
    for (const { id, verdict, accounts, roles } of found)
      campaigns.push({ id, verdict, accounts: accounts.map((account, i) => [account, roles[i]!] as const) });
    await this.#say({ kind: 'campaigns', campaigns });
    this.#campaigns = version;
  }

  async #newUsage(): Promise<void> {
    const usage: [grant: string, exchanges: number][] = [];
    for (const grant of this.#desk.state.grants.values())
      if (!grant.revoked) usage.push([grant.id, await usageOf(this.#store, grant)]);
    const version = JSON.stringify(usage);
    // Said again where nothing changed, too: what the front has counted since is to be forgotten. But not kept again.
    if (version !== this.#usage) await this.#say({ kind: 'usage', usage });
    else if (usage.length) await this.#send({ kind: 'usage', usage });
    this.#usage = version;
  }

  async #newAccounts(): Promise<void> {
    const newest = Number(
      await this.#one('SELECT toString(toUnixTimestamp64Milli(max(stored))) AS value FROM accounts'),
    );
    if (newest <= this.#stored) return;
    // Those of the last millisecond once more: others may have come in it.
    const since = this.#stored ? `WHERE stored >= fromUnixTimestamp64Milli(toInt64(${this.#stored}))` : '';
    const stream = this.#store.stream(
      `SELECT account, argMax(plan, stored), argMax(program, stored), argMax(verification, stored) FROM accounts ${since} GROUP BY account`,
      'RowBinary',
    );
    let chunk = new Chunk();
    for await (const row of rows(stream, reader => [
      reader.string(),
      reader.string(),
      reader.string(),
      reader.string(),
    ])) {
      chunk.add(row as [string, string, string, string]);
      if (chunk.message.accounts.length < CHUNK) continue;
      await this.#say(chunk.message);
      chunk = new Chunk();
    }
    if (chunk.message.accounts.length) await this.#say(chunk.message);
    this.#stored = newest;
  }

  async #one(sql: string): Promise<string> {
    const [row] = await this.#store.query<{ value: string }>(sql);
    return row?.value ?? '';
  }
}

class Chunk {
  readonly message: Extract<Feed, { kind: 'accounts' }> = {
    kind: 'accounts',
    sets: [],
    accounts: [],
    of: [],
  };
  readonly #places = new Map<string, number>();

  add([account, plan, program, verification]: [string, string, string, string]): void {
    const key = JSON.stringify([plan, program, verification]);
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.message.sets.push([plan, program, verification]) - 1;
      this.#places.set(key, place);
    }
    this.message.accounts.push(account);
    this.message.of.push(place);
  }
}
