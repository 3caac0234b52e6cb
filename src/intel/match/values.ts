import { type Store, temporary } from '../../store/index.ts';
import { type Kind, kindNames, traitOf } from '../kinds.ts';
import { CURRENT } from '../receive/index.ts';

/** A value that a larger part of the accounts here shows tells nothing: it is a popular tool's, or a large network's. */
const COMMON = 0.05;
/** Where there are few accounts, so many may show it. */
const FEW = 25;
/** An operator may have come here before it was seen there: so many days before a value was first seen there it counts here. */
const LEAD = 30;
/** Of one value, campaigns of one partner that it is looked for in. */
const CAMPAIGNS = 16;

/** Kinds that are of account records; the others are of exchanges. */
const ofAccounts: readonly Kind[] = ['email-domain'];
const ofExchanges = kindNames.filter(kind => !ofAccounts.includes(kind) && kind !== 'phrase');
const keyOf = (kind: Kind, hash: string) => `xxh3(toUInt8(${traitOf(kind).id}), ${hash})`;

/** SQL for what a row shows: (number of the trait, key of the value), of all kinds; and only what `only` says of a pair `shown`. */
const pairsOf = (kinds: readonly Kind[], phrases: boolean, only: string) => {
  const single = kinds.map(kind => {
    const { id, sql } = traitOf(kind);
    return `if((toUInt64(${sql}) AS of_${id}) = 0, (toUInt8(0), toUInt64(0)), (toUInt8(${id}), ${keyOf(kind, `of_${id}`)}))`;
  });
  const all = phrases
    ? `arrayConcat([${single}], arrayMap(one -> (toUInt8(${traitOf('phrase').id}), ${keyOf('phrase', 'one')}), arrayDistinct(shingles)))`
    : `[${single}]`;
  return `arrayJoin(arrayFilter(shown -> shown.1 != 0 AND ${only}, ${all}))`;
};

/** SQL for (account, shown, first, last): who showed which values, and when. */
const showing = (only: string) => `
  SELECT account, shown, min(time) AS first, max(time) AS last FROM (
    SELECT account, time, ${pairsOf(ofExchanges, true, only)} AS shown FROM exchanges
    WHERE time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time <= fromUnixTimestamp64Milli({at:Int64}, 'UTC'))
  GROUP BY account, shown
  UNION ALL
  SELECT account, ${pairsOf(ofAccounts, false, only)} AS shown, created AS first, fromUnixTimestamp64Milli({at:Int64}, 'UTC') AS last
  FROM accounts FINAL`;

const IN_ORDER = { optimize_aggregation_in_order: 1 };
const kindOfId = new Map(kindNames.map(kind => [traitOf(kind).id, kind]));

/** Somebody who shows something, as a number that is exact in JSON. */
const WHO = 'bitShiftRight(cityHash64(account), 12)';

/** A value, and who shows it here. */
export interface Value {
  kind: Kind;
  /** A decimal. */
  key: string;
  /** Their places in the crowd of all who are met with. */
  accounts: Int32Array;
}

/**
 * What is looked for and who shows it, in tables of their own: one pass over what is stored, whatever the number of indicators, and no
 * pair of accounts is ever made.
 */
export class Looked {
  readonly #store: Store;
  readonly #wanted = temporary('wanted');
  readonly #hits = temporary('hits');
  readonly #told = temporary('told');
  readonly #params: { at: number; from: number; partners: string[]; community: string };
  readonly #places = new Map<number, number>();
  readonly #numbers: number[] = [];
  /** Accounts that sent something in the time that is looked at. */
  accounts = 0;
  indicators = 0;

  private constructor(store: Store, params: { at: number; partners: string[]; community: string }) {
    this.#store = store;
    this.#params = { ...params, from: 0 };
  }

  static async open(
    store: Store,
    params: { at: number; partners: string[]; community: string },
  ): Promise<Looked> {
    const looked = new Looked(store, params);
    try {
      await looked.#look();
    } catch (error) {
      await looked.close();
      throw error;
    }
    return looked;
  }

  async #look(): Promise<void> {
    const store = this.#store;
    const keys = kindNames.map(kind => `'${kind}', ${keyOf(kind, 'hash')}`).join(', ');
    await store.command(
      `CREATE TABLE ${this.#wanted} (key UInt64, partner String, id String, kind LowCardinality(String), value String, share Float32, first DateTime64(3, 'UTC'), until DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY key`,
    );
    const { written } = await store.insertSelect(
      this.#wanted,
      `SELECT caseWithExpression(kind, ${keys}, 0), partner, id, kind, value, share, first_seen, valid_until FROM ${CURRENT}
       WHERE key IN ('', {community:String})`,
      { params: this.#params, settings: IN_ORDER },
    );
    this.indicators = written;
    const [when] = await store.query<{ from: number }>(
      `SELECT toUnixTimestamp64Milli(min(first) - INTERVAL ${LEAD} DAY) AS from FROM ${this.#wanted}`,
    );
    this.#params.from = written ? when!.from : this.#params.at;
    const [seen] = await store.query<{ n: number }>(
      `SELECT uniqExact(account) AS n FROM exchanges WHERE time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')`,
      { params: this.#params },
    );
    this.accounts = seen!.n;
    await store.command(
      `CREATE TABLE ${this.#hits} (account String, key UInt64, first DateTime64(3, 'UTC'), last DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY key`,
    );
    await store.command(
      `CREATE TABLE ${this.#told} (partner String, campaign String, kind LowCardinality(String), value String, share Float32, key UInt64, account String) ENGINE = MergeTree ORDER BY (partner, campaign)`,
    );
    if (!written) return;
    const rows = `SELECT account, shown.2 AS key, first, last FROM (${showing(`shown.2 IN (SELECT key FROM ${this.#wanted})`)})`;
    await store.insertSelect(this.#hits, rows, { params: this.#params, settings: IN_ORDER });
    // Once for all campaigns.
    await store.insertSelect(this.#told, this.#joined(), { params: this.#params });
  }

  /** Campaigns that somebody here shows something of, those of most accounts first; `id` is '' for what is of no campaign. */
  async campaigns(
    most: number,
  ): Promise<{ partner: string; id: string; values: number; accounts: number }[]> {
    return this.#store.query(
      `SELECT partner, campaign AS id, uniqExact(key) AS values, uniqExact(account) AS accounts
       FROM ${this.#told} GROUP BY partner, campaign ORDER BY accounts DESC, partner, campaign LIMIT ${most}`,
    );
  }

  /** Of a campaign, the values that somebody here shows and few do; and in words. */
  async valuesOf(partner: string, id: string): Promise<(Value & { value: string; share: number })[]> {
    const rows = await this.#store.query<{
      kind: Kind;
      key: string;
      value: string;
      share: number;
      who: number[];
    }>(
      `SELECT any(kind) AS kind, toString(key) AS key, any(value) AS value, max(share) AS share, groupUniqArray(${WHO}) AS who
       FROM ${this.#told} WHERE partner = {partner:String} AND campaign = {id:String} GROUP BY key ORDER BY key`,
      { params: { partner, id } },
    );
    return rows.map(({ who, ...rest }) => ({ ...rest, accounts: this.#placesOf(who) }));
  }

  /** Of campaigns found here, the accounts as numbers, bystanders left out. */
  async members(): Promise<Map<string, Int32Array>> {
    const rows = await this.#store.query<{ id: string; who: number[] }>(
      `SELECT id, groupUniqArray(${WHO}) AS who FROM (
         SELECT id, arrayJoin(JSONExtract(document, 'accounts', 'Array(Tuple(account String, role String))')) AS member, member.account AS account
         FROM campaigns FINAL) WHERE member.role != 'bystander' GROUP BY id`,
    );
    return new Map(rows.map(({ id, who }) => [id, this.#placesOf(who)]));
  }

  /** An order of places that is the same each time, whatever was met with first. */
  byNumber = (one: number, other: number): number => this.#numbers[one]! - this.#numbers[other]!;

  /** Accounts of a campaign's by the places at which `valuesOf` has them. */
  async named(partner: string, id: string, places: readonly number[]): Promise<Map<number, string>> {
    const numbers = places.map(place => this.#numbers[place]!);
    const rows = await this.#store.query<{ who: number; account: string }>(
      `SELECT DISTINCT ${WHO} AS who, account FROM ${this.#told} WHERE partner = {partner:String} AND campaign = {id:String} AND who IN (SELECT arrayJoin({numbers:Array(UInt64)}))`,
      { params: { partner, id, numbers } },
    );
    return new Map(rows.map(({ who, account }) => [this.#places.get(who)!, account]));
  }

  /** A sample of all values that few here show, to compare with: of each kind about so many, by a hash of the value. */
  async sample(each: number): Promise<Value[]> {
    const counts = await this.#store.query<Record<string, number>>(
      `SELECT ${ofExchanges.map(kind => `uniq(${traitOf(kind).sql}) AS n${traitOf(kind).id}`)}, uniqArray(shingles) AS n${traitOf('phrase').id}
       FROM exchanges WHERE time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`,
      { params: this.#params },
    );
    const steps = kindNames.map(kind => {
      const { id } = traitOf(kind);
      return `${id}, ${Math.max(1, Math.floor((counts[0]?.[`n${id}`] ?? 0) / each))}`;
    });
    const rows = await this.#store.query<{ id: number; key: string; who: number[] }>(
      `SELECT shown.1 AS id, toString(shown.2) AS key, groupUniqArray(${this.#few + 1})(${WHO}) AS who
       FROM (${showing(`shown.2 % caseWithExpression(shown.1, ${steps.join(', ')}, 1) = 0`)})
       GROUP BY shown HAVING length(who) <= {few:UInt64} ORDER BY key`,
      { params: { ...this.#params, few: this.#few }, settings: IN_ORDER },
    );
    return rows.map(({ id, key, who }) => ({ kind: kindOfId.get(id)!, key, accounts: this.#placesOf(who) }));
  }

  get #few(): number {
    return Math.max(FEW, Math.floor(COMMON * this.accounts));
  }

  #placesOf(numbers: readonly number[]): Int32Array {
    return Int32Array.from(numbers, number => {
      const place = this.#places.get(number) ?? this.#numbers.length;
      if (place === this.#numbers.length) {
        this.#places.set(number, place);
        this.#numbers.push(number);
      }
      return place;
    });
  }

  async close(): Promise<void> {
    for (const table of [this.#wanted, this.#hits, this.#told])
      await this.#store.command(`DROP TABLE IF EXISTS ${table}`);
  }

  /** SQL for who shows what of which campaign, within the time for which it was said, of values that few here show. */
  #joined(): string {
    return `SELECT DISTINCT said.partner AS partner, said.campaign AS campaign, said.kind AS kind, said.value AS value, said.share AS share, hits.key AS key, hits.account AS account
      FROM ${this.#hits} AS hits INNER JOIN (
        SELECT wanted.key AS key, wanted.partner AS partner, wanted.kind AS kind, wanted.value AS value, wanted.share AS share,
          wanted.first AS first, wanted.until AS until, of.target AS campaign
        FROM ${this.#wanted} AS wanted LEFT JOIN (
          SELECT partner, source, target FROM intel_objects
          WHERE type = 'relationship' AND how = 'indicates' AND revoked = 0 AND startsWith(target, 'campaign--')
            AND batch IN (SELECT batch FROM intel_bundles) AND source IN (SELECT id FROM ${this.#wanted} WHERE key IN (SELECT key FROM ${this.#hits}))
        ) AS of ON of.partner = wanted.partner AND of.source = wanted.id
        WHERE wanted.key IN (SELECT key FROM ${this.#hits} GROUP BY key HAVING uniqExact(account) <= ${this.#few})
        LIMIT ${CAMPAIGNS} BY wanted.partner, wanted.key
      ) AS said ON said.key = hits.key
      WHERE hits.last >= said.first - INTERVAL ${LEAD} DAY AND hits.first <= said.until`;
  }
}
