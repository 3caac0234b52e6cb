import { StillwatchError } from '../../errors.ts';

// What a server gives away of its set: of each value's pseudorandom output 64 bits, in buckets by other bits of it. A bucket has
// 8 to 16 on average, so a value that isn't in the set is taken for one with probability below 2^-60 whatever the set's size,
// and one of a whole query of 65,535 below 2^-44. It takes 8.06 to 8.13 bytes a value and is looked up as it is. A Golomb-coded
// set of the same error would take 7.7 (of a million values), and is decoded whole before anything is found in it.
//
// 'SWPSIT1\n' ‖ u32 values ‖ u32 bits that tell buckets apart ‖ a byte for each bucket: how many are in it ‖ a u64 for each
// value, by bucket and ascending; little-endian.

const MAGIC = Buffer.from('SWPSIT1\n', 'latin1');
const HEAD = 16;
/** Values in a table: 129 MiB of it. */
export const MOST_HELD = 1 << 24;

/** Bytes of a token, what is kept of an output: four that say the bucket, eight that stand in it. */
export const TOKEN = 12;

const bitsFor = (values: number): number => Math.max(0, 28 - Math.clz32(values));
const bucketOf = (tokens: Buffer, at: number, bits: number): number =>
  bits === 0 ? 0 : tokens.readUInt32LE(at) >>> (32 - bits);

/** How long a table of so many values is. */
export const bytesOf = (values: number): number => HEAD + 2 ** bitsFor(values) + 8 * values;

/** The table of distinct tokens, one after the other in any order. */
export function makeTable(tokens: Buffer): Buffer {
  const values = tokens.length / TOKEN;
  const bits = bitsFor(values);
  const ends = new Uint32Array(2 ** bits);
  for (let at = 0; at < tokens.length; at += TOKEN) ends[bucketOf(tokens, at, bits)]!++;
  const table = Buffer.alloc(bytesOf(values));
  MAGIC.copy(table);
  table.writeUInt32LE(values, 8);
  table.writeUInt32LE(bits, 12);
  for (const [bucket, many] of ends.entries()) table.writeUInt8(many, HEAD + bucket);

  const suffixes = new BigUint64Array(values);
  for (let bucket = 1; bucket < ends.length; bucket++) ends[bucket]! += ends[bucket - 1]!;
  const next = ends.slice();
  for (let at = 0; at < tokens.length; at += TOKEN)
    suffixes[--next[bucketOf(tokens, at, bits)]!] = tokens.readBigUInt64LE(at + 4);
  for (const [bucket, end] of ends.entries()) suffixes.subarray(next[bucket], end).sort();
  let at = HEAD + ends.length;
  for (const suffix of suffixes) at = table.writeBigUInt64LE(suffix, at);
  return table;
}

/** A table that came from somebody: nothing in it is believed before it was looked at. */
export class Table {
  readonly values: number;
  readonly #bytes: Buffer;
  readonly #bits: number;
  /** Where each bucket begins, in values, and where the last one ends. */
  readonly #starts: Uint32Array;

  /** @throws StillwatchError PSI_MESSAGE */
  constructor(bytes: Buffer) {
    if (bytes.length < HEAD || !bytes.subarray(0, 8).equals(MAGIC)) throw broken('it does not begin as one');
    this.#bytes = bytes;
    this.values = bytes.readUInt32LE(8);
    this.#bits = bytes.readUInt32LE(12);
    if (this.values > MOST_HELD || this.#bits !== bitsFor(this.values)) throw broken('its sizes are wrong');
    const buckets = 2 ** this.#bits;
    if (bytes.length !== bytesOf(this.values)) throw broken('its length is wrong');
    this.#starts = new Uint32Array(buckets + 1);
    for (let i = 0; i < buckets; i++) this.#starts[i + 1] = this.#starts[i]! + bytes[HEAD + i]!;
    if (this.#starts[buckets] !== this.values) throw broken('its buckets do not add up');
  }

  /** Whether the token at this place of some is in the table. */
  has(tokens: Buffer, at: number): boolean {
    const bucket = bucketOf(tokens, at, this.#bits);
    const wanted = tokens.readBigUInt64LE(at + 4);
    const first = HEAD + 2 ** this.#bits;
    for (let i = this.#starts[bucket]!; i < this.#starts[bucket + 1]!; i++)
      if (this.#bytes.readBigUInt64LE(first + 8 * i) === wanted) return true;
    return false;
  }
}

const broken = (what: string) =>
  new StillwatchError(
    'PSI_MESSAGE',
    `the partner’s table is none: ${what}`,
    'Fetch it again; if that does not help, ask who runs the other side.',
  );
