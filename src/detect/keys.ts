/** Keys of one statement: as text they stay well below the engine's limit for one. */
const CHUNK = 4000;

export const inChunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / CHUNK) }, (_, i) => list.slice(i * CHUNK, (i + 1) * CHUNK));

/** The 64-bit key at `row` of keys that lie as pairs of 32-bit halves, low before high. */
export const keyAt = (keys: Uint32Array, row: number): bigint =>
  (BigInt(keys[2 * row + 1]!) << 32n) | BigInt(keys[2 * row]!);

/**
 * An open-addressing table from 64-bit keys (which are hashes) to their row. Keys are given and asked for as pairs of
 * 32-bit halves, low before high; -1 for one that is not there.
 */
export function indexOf(keys: Uint32Array): (low: number, high: number) => number {
  const count = keys.length / 2;
  let size = 16;
  while (size < count * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  for (let row = 0; row < count; row++) {
    let slot = keys[row * 2]! & (size - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (size - 1);
    slots[slot] = row;
  }
  return (low, high) => {
    for (let slot = low & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const row = slots[slot]!;
      if (row === -1 || (keys[row * 2] === low && keys[row * 2 + 1] === high)) return row;
    }
  };
}
