export interface Column<T> {
  name: string;
  value(row: T): unknown;
}

/** A spreadsheet would run what begins so. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180. */
export const csvOf = <T>(columns: readonly Column<T>[], rows: readonly T[]): string =>
  [columns.map(({ name }) => cell(name)), ...rows.map(row => columns.map(({ value }) => cell(value(row))))]
    .map(cells => `${cells.join(',')}\r\n`)
    .join('');

/** Gives a file to the person. */
export function save(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
