import { eachRow, rows, type Store, wholeRows } from '../../store/index.ts';
import type { Tree } from '../entries.ts';
import { HOUR } from './hour.ts';
import { hourLeavesSql, leafParams, unlogged } from './leaves.ts';
import { NODE, type SumNode, treeOf } from './node.ts';
import { SumStack } from './stack.ts';
import { doubled, SumTree } from './tree.ts';

/** A leaf of an hour's tree, and what opens it. */
export interface HourLeaf {
  /** Hours since 1970. */
  hour: number;
  account: string;
  model: string;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  /** A: the same in all of an account's leaves. */
  commitment: Buffer;
  /** salt_L */
  salt: Buffer;
  pseudonym: Buffer;
  /** Of the leaf's bytes. */
  hash: Buffer;
}

/**
 * The trees of the hours from one up to, not with, another; of hours without exchanges none. Leaves are read in the trees' order
 * and forgotten: memory doesn't grow with them.
 * @param only of these hours alone, where some between are not asked for
 */
export async function hourTrees(
  store: Store,
  secret: Buffer,
  from: number,
  to: number,
  only?: readonly number[],
): Promise<Map<number, Tree>> {
  const trees = new Map<number, Tree>();
  const stack = new SumStack();
  const node = Buffer.alloc(NODE);
  node[39] = 1; // a leaf's own first sum
  let hour = -1;
  const finish = () => hour < 0 || trees.set(hour, treeOf(stack.take()));
  const where = only ? IN_HOURS : '1';
  const leaves = store.stream(
    hourLeavesSql({ select: 'toUInt32(hour), leaf, numbers', where }),
    'RowBinary',
    bound(secret, from, to, only ? { hours: only } : {}),
  );
  await eachRow(leaves, 4 + 32 + 24, (bytes, at) => {
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
  return trees;
}

/**
 * Leaves of hours, opened, in the order of the hours and in each of the tree.
 * @param where of which accounts and models, as SQL (LeavesOf); what it binds is in `params`
 */
export async function* hourLeaves(
  store: Store,
  secret: Buffer,
  from: number,
  to: number,
  where?: string,
  params?: Record<string, string | number | readonly (string | number)[]>,
): AsyncGenerator<HourLeaf> {
  const select =
    'toUInt32(hour), account, model, toFloat64(exchanges), toFloat64(input_tokens), toFloat64(output_tokens), commitment, salt, pseudonym, leaf';
  const sql = hourLeavesSql(where === undefined ? { select } : { select, where });
  yield* rows(store.stream(sql, 'RowBinary', bound(secret, from, to, params)), reader => ({
    hour: reader.u32(),
    account: reader.string(),
    model: reader.string(),
    exchanges: reader.f64(),
    input_tokens: reader.f64(),
    output_tokens: reader.f64(),
    commitment: reader.bytes(32),
    salt: reader.bytes(32),
    pseudonym: reader.bytes(32),
    hash: reader.bytes(32),
  }));
}

/** Only the hours in `hours`. */
const IN_HOURS = `intDiv(toUnixTimestamp64Milli(time), ${HOUR}) IN {hours:Array(Int64)}`;

/** By the engine's own settings leaves that are many would be grouped and sorted in memory, up to its limit. */
export const SPILL = { max_bytes_ratio_before_external_sort: 0, max_bytes_ratio_before_external_group_by: 0 };

const bound = (secret: Buffer, from: number, to: number, params: object = {}) => ({
  params: { ...params, ...leafParams(secret, from, to) },
  settings: { ...unlogged, ...SPILL },
});

export const nodeOf = ({ hash, exchanges, input_tokens, output_tokens }: HourLeaf): SumNode => ({
  hash,
  sums: [1, exchanges, input_tokens, output_tokens],
});

/** An hour's tree with its leaves opened; nothing where the hour has no exchanges. */
export async function openHour(
  store: Store,
  secret: Buffer,
  hour: number,
): Promise<{ tree: SumTree; leaves: HourLeaf[] } | undefined> {
  const leaves: HourLeaf[] = [];
  for await (const leaf of hourLeaves(store, secret, hour, hour + 1)) leaves.push(leaf);
  return leaves.length ? { tree: new SumTree(leaves.map(nodeOf)), leaves } : undefined;
}

/** The trees of these hours with all their nodes, in the order of the hours, from one pass over what is stored. */
export async function* treesOf(
  store: Store,
  secret: Buffer,
  hours: readonly number[],
): AsyncGenerator<{ hour: number; tree: SumTree }> {
  const [from, to] = [Math.min(...hours), Math.max(...hours) + 1];
  const sql = hourLeavesSql({ select: 'toUInt32(hour), leaf, numbers', where: IN_HOURS });
  const leaves = store.stream(sql, 'RowBinary', bound(secret, from, to, { hours }));
  let [hour, count, nodes] = [-1, 0, room()];
  const finish = () => ({ hour, tree: new SumTree(nodes.subarray(0, count * NODE)) });
  for await (const bytes of wholeRows(leaves, WIDTH))
    for (let at = 0; at < bytes.length; at += WIDTH) {
      const its = bytes.readUInt32LE(at);
      if (its !== hour) {
        if (count > 0) yield finish();
        [hour, count, nodes] = [its, 0, room()];
      }
      if (count * NODE === nodes.length) nodes = doubled(nodes);
      const to = NODE * count++;
      nodes.set(bytes.subarray(at + 4, at + 36), to);
      nodes.set(ONE, to + 32);
      nodes.set(bytes.subarray(at + 36, at + WIDTH), to + 40);
    }
  if (count > 0) yield finish();
}

/** Of a row: hour, hash, numbers. */
const WIDTH = 4 + 32 + 24;
/** A leaf's own first sum. */
const ONE = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]);
const room = () => Buffer.allocUnsafeSlow(1024 * NODE);
