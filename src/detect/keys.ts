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
