/**
 * Puts rows of bits in an order in which like ones are next to each other: they are parted by the column that parts them most
 * evenly, each part again by its own, and every second one is turned round, so that what meets is alike. The same rows
 * come in the same order.
 * @param cells rows of `width` bytes, least significant bit first
 */
export function clusteredOrder(cells: Uint8Array, width: number): Uint32Array {
  const count = width === 0 ? 0 : cells.length / width;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const scratch = new Uint32Array(count);
  const sums = new Uint32Array(width * 8);
  const has = (row: number, column: number) => (cells[row * width + (column >> 3)]! >> (column & 7)) & 1;

  /** The column that parts rows [from, to) most evenly; -1 where they are all the same. */
  function parting(from: number, to: number): number {
    sums.fill(0);
    for (let i = from; i < to; i++)
      for (let byte = 0, at = order[i]! * width; byte < width; byte++, at++)
        for (let bits = cells[at]!; bits; bits &= bits - 1) sums[byte * 8 + 31 - Math.clz32(bits & -bits)]!++;
    let [best, most] = [-1, 0];
    for (let column = 0; column < sums.length; column++) {
      const even = sums[column]! * (to - from - sums[column]!);
      if (even > most) [best, most] = [column, even];
    }
    return best;
  }

  // A stack of its own: rows that differ in one bit each make parts in parts.
  const parts: [from: number, to: number, isTurned: boolean][] = [[0, count, false]];
  while (parts.length) {
    const [from, to, isTurned] = parts.pop()!;
    if (to - from < 2) continue;
    const column = parting(from, to);
    if (column < 0) continue;
    const first = isTurned ? 0 : 1;
    let [at, rest] = [from, 0];
    for (let i = from; i < to; i++)
      if (has(order[i]!, column) === first) order[at++] = order[i]!;
      else scratch[rest++] = order[i]!;
    order.set(scratch.subarray(0, rest), at);
    parts.push([from, at, false], [at, to, true]);
  }
  return order;
}
