import { rows, type Store } from '../store/index.ts';
import { bipartite } from './graph.ts';
import { Growing } from './growing.ts';
import { inChunks } from './keys.ts';
import { louvain } from './louvain.ts';
import type { Scope } from './streams.ts';
import { isAgain, words } from './words.ts';

/**
 * Tells the words of templates apart by who uses them again and again: a repertoire is what the same accounts use together. What a
 * harvest asks with and what its accounts ask beside it, to look ordinary, are different repertoires, though both may go
 * through one context. Puts `kind`, `value` and `repertoire` of each into the table `to`.
 *
 * @param from the table that holds them (`keepWords`)
 */
export async function keepRepertoires(
  store: Store,
  scope: Pick<Scope, 'table' | 'where'>,
  from: string,
  to: string,
): Promise<void> {
  const all = await store.query<{ kind: string; value: string }>(
    `SELECT kind, toString(value) AS value FROM ${from} ORDER BY ${from}.kind, ${from}.value`,
  );
  const repertoire = tellApart(all.length, await loadUses(store, scope, from));
  await store.command(
    `CREATE TABLE ${to} (kind LowCardinality(String), value UInt64, repertoire UInt64) ENGINE = Memory`,
  );
  for (const numbers of inChunks([...all.keys()]))
    await store.insertSelect(
      to,
      `SELECT row.1, toUInt64(row.2), toUInt64(row.3) FROM
       (SELECT arrayJoin(arrayZip({kinds:Array(String)}, {values:Array(String)}, {repertoires:Array(String)})) AS row)`,
      {
        params: {
          kinds: numbers.map(i => all[i]!.kind),
          values: numbers.map(i => all[i]!.value),
          // Named after the word in it that most accounts use: numbers would be others when a word comes in.
          repertoires: numbers.map(i => all[repertoire[i]!]!.value),
        },
      },
    );
}

/** SQL for the repertoire of an exchange that is made with a template: that of most of its words. */
export function repertoireOf(table: string): string {
  const of = (kind: string, column: string) =>
    `(SELECT arrayPushBack(groupArray(${column}), 0) FROM ${table} WHERE kind = '${kind}')`;
  const each = Object.entries(words).map(
    ([kind, values]) =>
      `arrayMap(word -> transform(toUInt64(word), ${of(kind, 'value')}, ${of(kind, 'repertoire')}, 0), ${values})`,
  );
  return `arrayReduce('topK(1)', arrayFilter(one -> one != 0, arrayConcat(${each.join(', ')})))[1]`;
}

/** Who uses which words again and again: an account after the other, words by number. */
interface Uses {
  /** Entries of account `a` are start[a] … start[a + 1] - 1. */
  start: Uint32Array;
  word: Uint32Array;
  /** Its exchanges that show the word. */
  exchanges: Uint32Array;
}

async function loadUses(
  store: Store,
  { table, where }: Pick<Scope, 'table' | 'where'>,
  from: string,
): Promise<Uses> {
  const each = Object.entries(words).map(
    ([kind, values]) => `arrayMap(word -> ('${kind}', toUInt64(word)), ${values})`,
  );
  const answer = store.stream(
    `SELECT account, number, toUInt32(count()) FROM (
       SELECT account, body, arrayJoin(arrayConcat(${each.join(', ')})) AS one FROM ${table} WHERE ${where}) AS shown
     INNER JOIN (SELECT (toString(kind), value) AS one, toUInt32(row_number() OVER (ORDER BY kind, value) - 1) AS number FROM ${from}) AS words USING one
     GROUP BY account, number HAVING ${isAgain} ORDER BY account, number`,
    'RowBinary',
  );
  const [start, word, exchanges] = [
    new Growing(Uint32Array),
    new Growing(Uint32Array),
    new Growing(Uint32Array),
  ];
  let last: string | undefined;
  for await (const one of rows(answer, reader => ({
    account: reader.string(),
    word: reader.u32(),
    exchanges: reader.u32(),
  }))) {
    if (one.account !== last) start.push(word.length);
    last = one.account;
    word.push(one.word);
    exchanges.push(one.exchanges);
  }
  start.push(word.length);
  return { start: start.done(), word: word.done(), exchanges: exchanges.done() };
}

/** Below this modularity words don't come apart: of one campaign's, used alike by all of its accounts, chance makes about 0.05. */
const APART = 0.2;

/** By word: the one that stands for its repertoire, which of these most accounts use. */
function tellApart(count: number, uses: Uses): Uint32Array {
  const { start, word, exchanges } = uses;
  const accounts = start.length - 1;
  const users = new Uint32Array(count);
  for (const w of word) users[w]!++;
  const node = inOrder(count, uses, users);
  const graph = bipartite(accounts + count, accounts, word.length, (account, edge) => {
    const [from, to] = [start[account]!, start[account + 1]!];
    let sent = 0;
    for (let e = from; e < to; e++) sent += exchanges[e]!;
    // A word weighs as much as it is rare and used; one that all use, something.
    for (let e = from; e < to; e++) {
      const rarity = Math.log1p(accounts / users[word[e]!]!);
      edge(accounts + node[word[e]!]!, rarity * Math.sqrt(exchanges[e]! / sent));
    }
  });
  const { community, modularity } = louvain(graph);
  const of = (w: number) => (modularity < APART ? 0 : community[accounts + node[w]!]!);
  const most = new Map<number, number>();
  for (let w = 0; w < count; w++) {
    const known = most.get(of(w));
    if (known === undefined || users[w]! > users[known]!) most.set(of(w), w);
  }
  return Uint32Array.from(users, (_, w) => most.get(of(w))!);
}

/**
 * By word, its place in an order by use alone: words are hashes under the installation's key, and what is found must not hang on
 * that. Words that are used alike may change places, for then nothing else tells them apart.
 */
function inOrder(count: number, { start, word, exchanges }: Uses, users: Uint32Array): Uint32Array {
  const use = new Uint32Array(count);
  for (let account = 0; account + 1 < start.length; account++)
    for (let e = start[account]!; e < start[account + 1]!; e++) {
      const mixed = Math.imul(use[word[e]!]! ^ account, 0x9e3779b1) ^ exchanges[e]!;
      use[word[e]!] = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
    }
  const order = Array.from(users.keys()).sort((a, b) => users[b]! - users[a]! || use[a]! - use[b]!);
  const place = new Uint32Array(count);
  order.forEach((w, i) => {
    place[w] = i;
  });
  return place;
}
