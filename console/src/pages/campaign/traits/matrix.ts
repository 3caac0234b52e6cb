import type { Role, TraitsView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';

// Accounts × traits as bits in one array: what is asked of 25,000 × 96 of them is answered within a frame.

/** A column: a value that accounts share. */
export interface Column {
  /** By what an address names it. */
  key: string;
  /** Its place in the rows' bits. */
  bit: number;
  family: string;
  trait: string;
  /** As a stranger may have written it; it is cleaned where it is shown. */
  value: string;
  /** Of values that are written alike (their hashes differ) which one it is: 1 for the first. */
  nth: number;
  /** Accounts of the campaign that show it, and accounts outside. */
  accounts: number;
  others: number;
}

export interface Matrix {
  /** Those of a family next to each other. */
  columns: Column[];
  /** Rows, in the order in which they come: like ones next to each other. */
  accounts: string[];
  /** For searching. */
  lower: string[];
  roles: string;
  /** Accounts outside the campaign, in all. */
  outside: number;
  /** Bytes a row. */
  width: number;
  bits: Uint8Array;
}

export const roleOf: Readonly<Record<string, Role>> = { h: 'harvester', c: 'cover', b: 'bystander' };

/** In words, short: "opening". */
export const traitName = ({ trait }: { trait: string }): string =>
  cleanLine(trait.replace(/^shared-/, '').replaceAll('-', ' '));

/** "opening 3fa2c0de"; values that are written alike are told apart: "client curl/8 (2)". */
export const nameOf = (one: { trait: string; value: string; nth?: number }): string =>
  `${traitName(one)} ${cleanLine(one.value)}${one.nth && one.nth > 1 ? ` (${one.nth})` : ''}`;

export function matrixOf({ traits, accounts, roles, cells, outside }: TraitsView): Matrix {
  const binary = atob(cells);
  const bits = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bits[i] = binary.charCodeAt(i);
  const families = [...new Set(traits.map(({ family }) => family))];
  const names = [...new Set(traits.map(({ trait }) => trait))];
  const known = new Map<string, number>();
  const columns = traits
    .map((one, bit): Column => {
      const name = `${one.trait}:${one.value}`;
      const nth = (known.get(name) ?? 0) + 1;
      known.set(name, nth);
      return { ...one, bit, nth, key: nth > 1 ? `${name}#${nth}` : name };
    })
    .sort(
      (a, b) =>
        families.indexOf(a.family) - families.indexOf(b.family) ||
        names.indexOf(a.trait) - names.indexOf(b.trait),
    );
  return {
    columns,
    accounts,
    lower: accounts.map(name => name.toLowerCase()),
    roles,
    outside,
    width: Math.ceil(traits.length / 8),
    bits,
  };
}

export const shows = ({ bits, width }: Matrix, row: number, bit: number): boolean =>
  (bits[row * width + (bit >> 3)]! & (1 << (bit & 7))) !== 0;

export interface Filter {
  role?: Role | undefined;
  /** Letters of the account's name. */
  search?: string | undefined;
  /** Columns that must all be shown. */
  has: readonly Column[];
}

/** The rows that pass, in their order. */
export function filtered(matrix: Matrix, { role, search, has }: Filter): Uint32Array {
  const { lower, roles, width, bits } = matrix;
  const letter = role?.[0];
  const asked = search?.toLowerCase();
  const mask = new Uint8Array(width);
  for (const { bit } of has) mask[bit >> 3]! |= 1 << (bit & 7);
  const wanted = [...mask.keys()].filter(byte => mask[byte]);
  const rows = new Uint32Array(lower.length);
  let n = 0;
  for (let row = 0; row < lower.length; row++) {
    if (letter && roles[row] !== letter) continue;
    if (wanted.some(byte => (bits[row * width + byte]! & mask[byte]!) !== mask[byte])) continue;
    if (asked && !lower[row]!.includes(asked)) continue;
    rows[n++] = row;
  }
  return rows.subarray(0, n);
}

/** How many of some rows show each bit. */
export function counts({ bits, width, columns }: Matrix, rows: Uint32Array): Uint32Array {
  const sums = new Uint32Array(Math.max(width * 8, columns.length));
  for (const row of rows)
    for (let byte = 0; byte < width; byte++) {
      let left = bits[row * width + byte]!;
      while (left) {
        sums[byte * 8 + (31 - Math.clz32(left & -left))]!++;
        left &= left - 1;
      }
    }
  return sums;
}

/** All rows on so many lines: for each line and bit the part of its rows that show it, 0 to 255. */
export function overview(matrix: Matrix, rows: Uint32Array, lines: number): Uint8Array {
  const { width } = matrix;
  const shares = new Uint8Array(lines * width * 8);
  for (let line = 0; line < lines; line++) {
    const from = Math.floor((line * rows.length) / lines);
    const to = Math.max(from + 1, Math.floor(((line + 1) * rows.length) / lines));
    const part = rows.subarray(from, to);
    if (!part.length) continue;
    const sums = counts(matrix, part);
    for (let bit = 0; bit < width * 8; bit++)
      shares[line * width * 8 + bit] = (sums[bit]! / part.length) * 255;
  }
  return shares;
}
