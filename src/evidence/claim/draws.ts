import { createHash } from 'node:crypto';

/** How many exchanges of a claim are drawn: a share of 3.6% that is made up escapes all of them once in a hundred times. */
export const DRAWS = 128;

/**
 * The numbers of the exchanges that are to be shown: by the root of the log that ends with the claim's entry, so whoever makes
 * the claim can't choose them.
 *
 * @param root of the log at the claim's size, 32 bytes
 * @param total how many exchanges are claimed
 */
export function drawn(root: Buffer, total: number): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < DRAWS; i++) {
    const index = Buffer.alloc(8);
    index.writeBigUInt64BE(BigInt(i));
    const digest = createHash('sha256').update('stillwatch draw v1\0').update(root).update(index).digest();
    numbers.push(Number(digest.readBigUInt64BE(0) % BigInt(total)));
  }
  return numbers;
}

/** Where a number falls in parts that follow each other: which part, and how far into it. */
export function placeOf(number: number, sizes: Iterable<number>): { index: number; offset: number } {
  let [index, offset] = [0, number];
  for (const size of sizes) {
    if (offset < size) return { index, offset };
    offset -= size;
    index++;
  }
  throw new RangeError(`${number} is beyond the end`);
}
