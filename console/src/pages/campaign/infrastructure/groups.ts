import type { Column, Matrix } from '../traits/matrix.ts';

// What accounts share beside what they ask: accounts with the same set of values are one group.

/** So many groups are drawn at first; the rest is counted. */
export const MOST_GROUPS = 200;
/** What is drawn should be of so great a part of all accounts. */
const COVERED = 0.8;

export interface Group {
  id: string;
  /** What all of it show, and of what is grouped by nothing else. */
  values: Column[];
  /** Rows of the matrix. */
  rows: number[];
}

export interface Infrastructure {
  /** What is grouped by, most shown first. */
  values: Column[];
  /** Values that are left out, for with them nearly every account would be a group by itself. */
  left: Column[];
  /** Largest first. */
  groups: Group[];
  /** Not among the groups that are given. */
  rest: { groups: number; accounts: number };
  /** Accounts that show none of it. */
  bare: number;
}

/** What is asked is no infrastructure. */
export const isInfrastructure = ({ family }: Column): boolean => family !== 'content';

/** Groups the accounts by these values alone. */
export function groupsBy(matrix: Matrix, values: readonly Column[]): { groups: Group[]; bare: number } {
  const { width, bits, accounts } = matrix;
  const mask = new Uint8Array(width);
  for (const { bit } of values) mask[bit >> 3]! |= 1 << (bit & 7);
  const bytes = [...mask.keys()].filter(byte => mask[byte]);
  const found = new Map<string, number[]>();
  let bare = 0;
  for (let row = 0; row < accounts.length; row++) {
    let key = '';
    let some = 0;
    for (const byte of bytes) {
      const value = bits[row * width + byte]! & mask[byte]!;
      some |= value;
      key += String.fromCharCode(value);
    }
    if (!some) bare++;
    else {
      const rows = found.get(key);
      if (rows) rows.push(row);
      else found.set(key, [row]);
    }
  }
  const groups = [...found.values()]
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .map((rows, i): Group => ({ id: `group-${i + 1}`, rows, values: [] }));
  return { groups, bare };
}

/**
 * Groups so that what is drawn is of most accounts: of the values that the fewest show as many are left out of it as that takes.
 * `pause` is awaited between the steps, each of which takes milliseconds.
 */
export async function infrastructureOf(
  matrix: Matrix,
  pause: () => Promise<unknown>,
  among: (column: Column) => boolean = isInfrastructure,
): Promise<Infrastructure> {
  const all = matrix.columns
    .filter(one => among(one) && one.accounts > 0)
    .sort((a, b) => b.accounts - a.accounts || a.bit - b.bit);
  const covers = (groups: readonly Group[]) =>
    groups.slice(0, MOST_GROUPS).reduce((sum, { rows }) => sum + rows.length, 0);
  const enough = ({ groups, bare }: ReturnType<typeof groupsBy>) =>
    covers(groups) >= COVERED * (matrix.accounts.length - bare);
  // The largest number of values with which it is enough.
  let [low, high] = [1, all.length];
  await pause();
  let best = groupsBy(matrix, all);
  let taken = all.length;
  if (!enough(best)) {
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      await pause();
      const tried = groupsBy(matrix, all.slice(0, middle));
      if (enough(tried)) {
        low = middle;
        best = tried;
        taken = middle;
      } else high = middle - 1;
    }
    if (taken !== low) {
      best = groupsBy(matrix, all.slice(0, low));
      taken = low;
    }
  }
  await pause();
  const values = all.slice(0, taken);
  const groups = best.groups.slice(0, MOST_GROUPS);
  for (const group of groups) {
    const at = group.rows[0]! * matrix.width;
    group.values = values.filter(({ bit }) => matrix.bits[at + (bit >> 3)]! & (1 << (bit & 7)));
  }
  const rest = best.groups.slice(MOST_GROUPS);
  return {
    values,
    left: all.slice(taken),
    groups,
    rest: { groups: rest.length, accounts: rest.reduce((sum, { rows }) => sum + rows.length, 0) },
    bare: best.bare,
  };
}
