import { rows, type Store, temporary } from '../../store/index.ts';
import type { TraitsView } from '../document.ts';
import type { CampaignRow } from '../kept.ts';
import { membersOf } from '../make/members.ts';
import type { Theirs } from '../make/theirs.ts';
import { longHash } from '../short.ts';
import { type Candidate, chooseColumns } from './choose.ts';
import { clusteredOrder } from './order.ts';
import { keysOf, ofAccounts, ofExchanges, type Shown, wordsOf } from './shown.ts';

/** Values of one trait that are looked at: those that most accounts of the campaign show. */
const CANDIDATES = 64;
const IN_ORDER = { optimize_aggregation_in_order: 1 };

/** Accounts × the values that tell the most of what they share. */
export async function traitsOf(store: Store, row: CampaignRow, theirs: Theirs): Promise<TraitsView> {
  const table = temporary('values');
  const members = membersOf(row);
  /** Of accounts, as they were said last. */
  const identities = (where: string) => `(SELECT * FROM accounts FINAL WHERE ${where})`;
  const ours = identities(`account IN (SELECT account FROM ${members})`);
  try {
    const people = await store.query<{ account: string; role: string }>(
      `SELECT account, role FROM ${members} ORDER BY account`,
    );
    const outside = Math.max(0, (await accountsSeen(store)) - people.length);
    await store.command(`CREATE TABLE ${table} (key UInt64) ENGINE = Memory`);
    const found = [
      ...(await candidates(store, ofExchanges, theirs.table)),
      ...(await candidates(store, ofAccounts, ours)),
    ];
    await keepKeys(store, table, found);
    const isOther = `account NOT IN (SELECT account FROM ${members})`;
    const others = new Map([
      ...(await outsiders(store, ofExchanges, 'exchanges', isOther, table)),
      ...(await outsiders(store, ofAccounts, identities('1'), isOther, table)),
    ]);
    for (const one of found) one.others = others.get(one.key) ?? 0;
    const columns = chooseColumns(found, people.length, outside);
    await store.command(`TRUNCATE TABLE ${table}`);
    await keepKeys(store, table, columns);
    const width = Math.ceil(columns.length / 8);
    const places = new Map(people.map(({ account }, i) => [account, i]));
    const cells = new Uint8Array(people.length * width);
    for (const [all, from] of [
      [ofExchanges, theirs.table],
      [ofAccounts, ours],
    ] as const)
      await mark(store, { all, from, table, columns }, (account, column) => {
        const place = places.get(account);
        if (place !== undefined) cells[place * width + (column >> 3)]! |= 1 << (column & 7);
      });
    const order = width ? clusteredOrder(cells, width) : Uint32Array.from(people.keys());
    const sorted = new Uint8Array(cells.length);
    order.forEach((from, to) => {
      sorted.set(cells.subarray(from * width, (from + 1) * width), to * width);
    });
    return {
      traits: columns.map(({ shown: { trait }, value, hash, accounts, others: outsiders }) => ({
        family: trait.family,
        trait: trait.name,
        value,
        hash: longHash(hash),
        accounts,
        others: outsiders,
      })),
      outside,
      accounts: Array.from(order, i => people[i]!.account),
      roles: Array.from(order, i => people[i]!.role[0] ?? 'b').join(''),
      cells: Buffer.from(sorted).toString('base64'),
    };
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

async function accountsSeen(store: Store): Promise<number> {
  const [row] = await store.query<{ n: number }>(
    `SELECT JSONExtractUInt(document, 'accounts_seen') AS n FROM detections ORDER BY detected DESC LIMIT 1`,
  );
  if (row?.n) return row.n;
  return (await store.query<{ n: number }>('SELECT uniq(account) AS n FROM exchanges'))[0]!.n;
}

/** What several accounts of the campaign show. */
async function candidates(store: Store, all: readonly Shown[], from: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const shown of all) {
    const { trait, text } = shown;
    const values = await store.query<{ hash: string; key: string; words: string; accounts: number }>(
      `SELECT toString(value) AS hash, toString(xxh3(toUInt8(${trait.id}), value)) AS key, any(words) AS words, count() AS accounts
       FROM (SELECT account, toUInt64(${trait.sql}) AS value, ${text ? `any(${text})` : "''"} AS words
             FROM ${from} WHERE value != 0 GROUP BY account, value)
       GROUP BY value HAVING accounts >= 2 ORDER BY accounts DESC, value LIMIT ${CANDIDATES}`,
      // Of what most exchanges have a value of their own, an account's are counted as they come.
      trait.many ? { settings: IN_ORDER } : {},
    );
    for (const { hash, key, words, accounts } of values)
      found.push({ shown, hash, key, value: wordsOf(hash, words), accounts, others: 0 });
  }
  return found;
}

const keepKeys = (store: Store, table: string, found: readonly Candidate[]) =>
  store.insertSelect(table, 'SELECT arrayJoin(arrayMap(key -> toUInt64(key), {keys:Array(String)}))', {
    params: { keys: found.map(({ key }) => key) },
  });

/** SQL for the keys of a row that are in a table. */
const keysIn = (all: readonly Shown[], table: string) =>
  `arrayFilter(key -> key IN (SELECT key FROM ${table}), ${keysOf(all)})`;

/** How many accounts outside show each of the values. One pass over all that is stored. */
async function outsiders(
  store: Store,
  all: readonly Shown[],
  from: string,
  isOther: string,
  table: string,
): Promise<[key: string, accounts: number][]> {
  const counted = await store.query<{ key: string; n: number }>(
    `SELECT toString(key) AS key, count() AS n FROM (
       SELECT account, arrayJoin(${keysIn(all, table)}) AS key FROM ${from} WHERE ${isOther} GROUP BY account, key)
     GROUP BY key`,
    { settings: IN_ORDER },
  );
  return counted.map(({ key, n }) => [key, n]);
}

/** Says which account shows which column. */
async function mark(
  store: Store,
  {
    all,
    from,
    table,
    columns,
  }: { all: readonly Shown[]; from: string; table: string; columns: readonly Candidate[] },
  take: (account: string, column: number) => void,
): Promise<void> {
  const own = all.filter(shown => columns.some(column => column.shown === shown));
  if (own.length === 0) return;
  const place = new Map(columns.map(({ key }, i) => [key, i]));
  const stream = store.stream(
    `SELECT account, arrayMap(key -> toString(key), groupUniqArrayArray(${keysIn(own, table)})) AS keys FROM ${from} GROUP BY account`,
    'RowBinary',
    { settings: IN_ORDER },
  );
  const marked = rows(stream, reader => {
    const account = reader.string();
    // The array's length, under 128.
    return { account, keys: Array.from({ length: reader.u8() }, () => reader.string()) };
  });
  for await (const { account, keys } of marked) for (const key of keys) take(account, place.get(key)!);
}
