import { hash } from 'node:crypto';
import type { Sums, Tree } from '../entries.ts';

/** Leaves, exchanges, input tokens, output tokens. */
export type Totals = readonly [leaves: number, exchanges: number, input: number, output: number];

/** A node of a sum tree: what it hashes to, and what lies below it. */
export interface SumNode {
  hash: Buffer;
  sums: Totals;
}

/** Bytes of a node wherever nodes lie beside each other: hash ‖ four u64. */
export const NODE = 64;
const HASH = 32;

const leafScratch = Buffer.alloc(512);

/** The hash of a leaf's bytes. */
export function hashLeaf(bytes: Uint8Array): Buffer {
  if (bytes.length >= leafScratch.length)
    return hash('sha256', Buffer.concat([Buffer.alloc(1), bytes]), 'buffer');
  leafScratch.set(bytes, 1); // its first byte stays 0x00
  return hash('sha256', leafScratch.subarray(0, 1 + bytes.length), 'buffer');
}

const pair = Buffer.alloc(1 + 2 * NODE);
pair[0] = 1;

/** Writes the parent of the two nodes that lie beside each other at `from` to `at` of `into`; both may be the same place. */
export function join(nodes: Buffer, from: number, into: Buffer, at: number): void {
  pair.set(nodes.subarray(from, from + 2 * NODE), 1);
  into.set(hash('sha256', pair, 'buffer'), at);
  for (let sum = HASH; sum < NODE; sum += 8) {
    const low = word(pair, 1 + sum + 4) + word(pair, 1 + NODE + sum + 4);
    const high = word(pair, 1 + sum) + word(pair, 1 + NODE + sum) + (low > 0xffffffff ? 1 : 0);
    if (high > 0x1fffff) throw new RangeError('the sums of a tree come to more than 2^53 - 1');
    putWord(into, at + sum, high);
    putWord(into, at + sum + 4, low % 2 ** 32);
  }
}

export function putNode(nodes: Buffer, at: number, { hash, sums }: SumNode): void {
  if (hash.length !== HASH) throw new RangeError('a node has a hash of 32 bytes');
  nodes.set(hash, at);
  sums.forEach((sum, i) => {
    if (!Number.isSafeInteger(sum) || sum < 0) throw new RangeError(`${sum} is no sum`);
    putWord(nodes, at + HASH + 8 * i, Math.floor(sum / 2 ** 32));
    putWord(nodes, at + HASH + 8 * i + 4, sum % 2 ** 32);
  });
}

export const nodeAt = (nodes: Buffer, at: number): SumNode => ({
  hash: Buffer.from(nodes.subarray(at, at + HASH)),
  sums: [sumAt(nodes, at, 0), sumAt(nodes, at, 1), sumAt(nodes, at, 2), sumAt(nodes, at, 3)],
});

/** One of the sums of the node at `at`, in the order of Totals. */
export function sumAt(nodes: Buffer, at: number, which: number): number {
  const place = at + HASH + 8 * which;
  return word(nodes, place) * 2 ** 32 + word(nodes, place + 4);
}

/** As it stands in entries. */
export const treeOf = ({ hash, sums }: SumNode): Tree => ({ root: hash.toString('base64'), ...sumsOf(sums) });

export const sumsOf = ([leaves, exchanges, input_tokens, output_tokens]: Totals): Sums => ({
  leaves,
  exchanges,
  input_tokens,
  output_tokens,
});

// Inline: Buffer's own methods check their arguments, at a tenth of what a hash costs.
const word = (bytes: Buffer, at: number): number =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;

function putWord(bytes: Buffer, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
