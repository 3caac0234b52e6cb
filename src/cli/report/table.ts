import { cleanTo, columnsOf, padded } from '../text/safe.ts';
import type { Look } from './look.ts';

/** A column: its head, and `right` where it holds numbers. The last one that is not takes what width is left. */
export interface Column {
  head: string;
  right?: boolean;
}

const WIDEST = 60;

/** A table for a terminal; cells are made safe and cut. */
export function table(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  { paint, width }: Look,
): string[] {
  const widths = columns.map(({ head }, i) =>
    Math.min(WIDEST, Math.max(head.length, ...cells.map(row => columnsOf(cleanTo(row[i]!, WIDEST))))),
  );
  const over = widths.reduce((a, b) => a + b + 2, 0) - width;
  const last = columns.findLastIndex(({ right }) => !right);
  if (over > 0 && last >= 0) widths[last] = Math.max(8, widths[last]! - over);
  const line = (row: readonly string[]) =>
    `  ${row
      .map((cell, i) => padded(cleanTo(cell, widths[i]!), widths[i]!, columns[i]!.right ? 'left' : 'right'))
      .join('  ')
      .trimEnd()}`;
  return [paint('dim', line(columns.map(({ head }) => head))), ...cells.map(line)];
}

/** Names and what they are, one a line. */
export function facts(rows: readonly (readonly [string, string])[], { paint }: Look): string[] {
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${paint('dim', name.padEnd(widest))}  ${value}`);
}
