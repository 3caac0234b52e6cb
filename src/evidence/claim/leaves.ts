import type { Selection } from '../../detect/index.ts';
import { rows, type Store } from '../../store/index.ts';
import { hourLeavesSql, LEAF, leafParams, numbers, SPILL, SparseTree, unlogged } from '../sums/index.ts';
import { differs } from './differs.ts';

/** Exchanges, input tokens, output tokens. */
export type Numbers = [exchanges: number, input: number, output: number];

/** What of a leaf of an hour's tree is claimed. */
export interface ClaimedLeaf {
  account: string;
  model: string;
  /** Of the whole leaf. */
  committed: Numbers;
  claimed: Numbers;
}

/**
 * Writes what a campaign claims of the leaves of these hours into a table, each with its place among all of its hour: the engine
 * hashes and sorts, so that nothing here grows with a campaign of 28.8 million exchanges.
 *
 * @param hours since 1970, ascending
 */
export async function keepLeaves(
  store: Store,
  selection: Selection,
  secret: Buffer,
  hours: readonly number[],
  table: string,
): Promise<void> {
  const all = hourLeavesSql({
    select: '*',
    where: 'hour IN {hours:Array(Int64)}',
    claimed: selection.where,
    unordered: true,
  });
  const claimed = numbers('claimed_exchanges', 'claimed_input', 'claimed_output');
  await store.insertSelect(
    table,
    `SELECT toUInt32(hour), toUInt32(place), SHA256(concat(char(0), ${LEAF}, ${claimed})), account, model,
       exchanges, input_tokens, output_tokens, claimed_exchanges, claimed_input, claimed_output
     FROM (SELECT *, row_number() OVER (PARTITION BY hour ORDER BY pseudonym) - 1 AS place FROM (${all}))
     WHERE claimed_exchanges > 0`,
    {
      params: { ...leafParams(secret, hours[0]!, hours.at(-1)! + 1), hours },
      settings: { ...unlogged, ...SPILL, optimize_aggregation_in_order: 1 },
    },
  );
}

export const createLeaves = (store: Store, table: string): Promise<void> =>
  store.command(`
    CREATE TABLE ${table}
    (
      hour UInt32, place UInt32,
      node FixedString(32),             -- the hash of the claim's leaf
      account String, model LowCardinality(String),
      exchanges UInt64, input_tokens UInt64, output_tokens UInt64,
      claimed_exchanges UInt64, claimed_input UInt64, claimed_output UInt64
    )
    ENGINE = MergeTree ORDER BY (hour, place)`);

/**
 * The claim's trees of the hours that are in the table, in their order.
 * @param committed how many leaves the log committed to in an hour, by which entry
 * @param hours of these alone
 * @throws StillwatchError EVIDENCE_DIFFERS where there are more
 */
export async function* claimedTrees(
  store: Store,
  table: string,
  committed: (hour: number) => { leaves: number; entry: number },
  hours?: readonly number[],
): AsyncGenerator<{ hour: number; tree: SparseTree }> {
  const answer = store.stream(
    `SELECT hour, place, node, toFloat64(claimed_exchanges), toFloat64(claimed_input), toFloat64(claimed_output)
     FROM ${table} ${hours ? 'WHERE hour IN {hours:Array(UInt32)}' : ''} ORDER BY hour, place`,
    'RowBinary',
    { params: hours ? { hours } : {} },
  );
  let [current, leaves]: [number, ConstructorParameters<typeof SparseTree>[1][number][]] = [-1, []];
  const finish = () => {
    const { leaves: places, entry } = committed(current);
    if (leaves.at(-1)!.place >= places) throw differs(current, entry);
    return { hour: current, tree: new SparseTree(places, leaves) };
  };
  for await (const { hour, ...leaf } of rows(answer, reader => ({
    hour: reader.u32(),
    place: reader.u32(),
    hash: reader.bytes(32),
    sums: [1, reader.f64(), reader.f64(), reader.f64()] as const,
  }))) {
    if (hour !== current && leaves.length) {
      yield finish();
      leaves = [];
    }
    current = hour;
    leaves.push(leaf);
  }
  if (leaves.length) yield finish();
}

/** Leaves of the claim, by `at` of their hour and place. */
export async function leavesAt(
  store: Store,
  table: string,
  places: readonly { hour: number; place: number }[],
): Promise<Map<string, ClaimedLeaf>> {
  const answer = store.stream(
    `SELECT hour, place, account, model, toFloat64(exchanges), toFloat64(input_tokens), toFloat64(output_tokens),
       toFloat64(claimed_exchanges), toFloat64(claimed_input), toFloat64(claimed_output)
     FROM ${table} WHERE (hour, place) IN (SELECT arrayJoin(arrayZip({hours:Array(UInt32)}, {places:Array(UInt32)})))`,
    'RowBinary',
    { params: { hours: places.map(({ hour }) => hour), places: places.map(({ place }) => place) } },
  );
  const leaves = new Map<string, ClaimedLeaf>();
  for await (const [key, leaf] of rows(answer, reader => {
    const key = at(reader.u32(), reader.u32());
    const leaf: ClaimedLeaf = {
      account: reader.string(),
      model: reader.string(),
      committed: [reader.f64(), reader.f64(), reader.f64()],
      claimed: [reader.f64(), reader.f64(), reader.f64()],
    };
    return [key, leaf] as const;
  }))
    leaves.set(key, leaf);
  return leaves;
}

export const at = (hour: number, place: number): string => `${hour} ${place}`;
