import type { Role, Selection } from '../../detect/index.ts';
import { eachRow, rows, type Store } from '../../store/index.ts';
import type { Tree } from '../entries.ts';
import { hourLeavesSql, leafParams, NODE, SumStack, SumTree, treeOf, unlogged } from '../sums/index.ts';

/** Beyond any hour that a time can be in. */
const ALL = [0, 2 ** 40] as const;

/**
 * Writes what a campaign claims of each leaf of the hours' trees into a table, sorted as the claim is: the engine hashes, and sorts
 * on disk, so that neither grows in memory with a campaign of 28.8 million exchanges.
 */
export async function keepLeaves(
  store: Store,
  selection: Selection,
  secret: Buffer,
  table: string,
): Promise<void> {
  await store.command(`
    CREATE TABLE ${table}
    (
      hour UInt32, leaf FixedString(32),              -- in the hour's tree
      node FixedString(32), claimed FixedString(24),  -- in the claim's: its hash and its numbers
      account String, model LowCardinality(String),
      exchanges UInt64, input_tokens UInt64, output_tokens UInt64
    )
    ENGINE = MergeTree ORDER BY (hour, leaf)`);
  const claim = 'SHA256(concat(char(0), leaf, claimed))';
  const select = `toUInt32(hour), leaf, ${claim}, claimed, account, model, exchanges, input_tokens, output_tokens`;
  await store.insertSelect(
    table,
    hourLeavesSql({ select, where: selection.accounts, claimed: selection.where, unordered: true }),
    {
      params: leafParams(secret, ...ALL),
      settings: { ...unlogged, optimize_aggregation_in_order: 1, max_insert_threads: 2 },
    },
  );
}

/** By hour, what is claimed of it. */
export async function claimedHours(store: Store, table: string): Promise<Map<number, Tree>> {
  const hours = new Map<number, Tree>();
  const stack = new SumStack();
  let hour = -1;
  const finish = () => hour < 0 || hours.set(hour, treeOf(stack.take()));
  const node = Buffer.alloc(NODE);
  node[39] = 1; // a leaf's own first sum
  const sorted = `SELECT hour, node, claimed FROM ${table} ORDER BY hour, leaf`;
  await eachRow(store.stream(sorted, 'RowBinary'), 4 + 32 + 24, (bytes, at) => {
    const its = bytes.readUInt32LE(at);
    if (its !== hour) {
      finish();
      hour = its;
    }
    node.set(bytes.subarray(at + 4, at + 36), 0);
    node.set(bytes.subarray(at + 36, at + 60), 40);
    stack.pushBytes(node);
  });
  finish();
  return hours;
}

/** One hour of a claim, with its leaves opened. */
export interface OpenedHour {
  tree: SumTree;
  leaves: ClaimedLeaf[];
}

export interface ClaimedLeaf {
  hash: Buffer;
  account: string;
  model: string;
  /** Of the whole leaf: exchanges, input tokens, output tokens. */
  committed: [number, number, number];
  claimed: [number, number, number];
}

export async function openClaimed(store: Store, table: string, hour: number): Promise<OpenedHour> {
  const leaves: ClaimedLeaf[] = [];
  const nodes = [];
  const answer = store.stream(
    `SELECT leaf, node, claimed, account, model, toFloat64(exchanges), toFloat64(input_tokens), toFloat64(output_tokens)
     FROM ${table} WHERE hour = {hour:UInt32} ORDER BY leaf`,
    'RowBinary',
    { params: { hour } },
  );
  for await (const { node, ...leaf } of rows(answer, reader => ({
    hash: reader.bytes(32),
    node: reader.bytes(32),
    claimed: numbersOf(reader.bytes(24)),
    account: reader.string(),
    model: reader.string(),
    committed: [reader.f64(), reader.f64(), reader.f64()] as [number, number, number],
  }))) {
    leaves.push(leaf);
    nodes.push({ hash: node, sums: [1, ...leaf.claimed] as const });
  }
  return { tree: new SumTree(nodes), leaves };
}

/** What is claimed of an account. */
export interface AccountSums {
  account: string;
  role: Role;
  membership: number;
  /** Hours since 1970. */
  first: number;
  last: number;
  sums: [number, number, number];
}

export async function claimedAccounts(
  store: Store,
  table: string,
  campaign: { accounts: { account: string; role: Role; membership: number }[] },
): Promise<AccountSums[]> {
  const known = new Map(campaign.accounts.map(one => [one.account, one]));
  const number = (at: number) =>
    `toFloat64(sum(byteSwap(reinterpretAsUInt64(substring(claimed, ${at}, 8)))))`;
  const answer = store.stream(
    `SELECT account, min(hour), max(hour), ${number(1)}, ${number(9)}, ${number(17)} FROM ${table} GROUP BY account`,
    'RowBinary',
  );
  const found: AccountSums[] = [];
  for await (const row of rows(answer, reader => ({
    account: reader.string(),
    first: reader.u32(),
    last: reader.u32(),
    sums: [reader.f64(), reader.f64(), reader.f64()] as [number, number, number],
  }))) {
    const { role, membership } = known.get(row.account)!;
    found.push({ ...row, role, membership });
  }
  return found;
}

const numbersOf = (bytes: Buffer): [number, number, number] => [
  Number(bytes.readBigUInt64BE(0)),
  Number(bytes.readBigUInt64BE(8)),
  Number(bytes.readBigUInt64BE(16)),
];
