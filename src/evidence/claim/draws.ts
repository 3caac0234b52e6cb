import type { Tree } from '../entries.ts';
import { sha256, u64 } from '../sums/index.ts';

/** How many of each series: a share of 3.6% that is made up escapes all of them once in a hundred times. */
export const DRAWS = 128;

/** By what is drawn: exchanges, input tokens, output tokens; their places among a tree's sums. */
export const SERIES = [1, 2, 3] as const;
export type Series = (typeof SERIES)[number];

/** An exchange, or a token, that is to be shown, by its number in the claim's order. */
export interface Drawn {
  series: Series;
  number: number;
}

/**
 * What is to be shown of a claim: by the root of the log that ends with the claim's entry, so that whoever makes the claim can't choose
 * it.
 *
 * @param root of the log at the claim's size, 32 bytes
 */
export function drawn(root: Buffer, claimed: Tree): Drawn[] {
  const all: Drawn[] = [];
  for (const [s, series] of SERIES.entries()) {
    const total = sumOf(claimed, series);
    for (let i = 0; total > 0 && i < DRAWS; i++) {
      const digest = sha256('stillwatch draw v1\0', root, u64(DRAWS * s + i));
      all.push({ series, number: Number(digest.readBigUInt64BE(0) % BigInt(total)) });
    }
  }
  return all;
}

export const sumOf = ({ exchanges, input_tokens, output_tokens }: Tree, series: Series): number =>
  [exchanges, input_tokens, output_tokens][series - 1]!;

/** Where a number falls in parts that follow each other: which part, and how far into it. */
export function partOf(number: number, sizes: Iterable<number>): { part: number; offset: number } {
  let [part, offset] = [0, number];
  for (const size of sizes) {
    if (offset < size) return { part, offset };
    offset -= size;
    part++;
  }
  throw new RangeError(`${number} is beyond the end`);
}
