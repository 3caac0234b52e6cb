import type { Params } from './store.ts';

/** A SQL string literal. */
export const quoted = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`; // a NUL ends the statement

/** A parameter's value in the text form that both `SET param_x` and the HTTP interface take. */
export function paramText(value: Params[string]): string {
  if (typeof value === 'object')
    return `[${value.map(item => (typeof item === 'string' ? quoted(item) : String(item))).join(',')}]`;
  if (typeof value === 'boolean') return value ? '1' : '0';
  // Parameters are read as TSV fields: tabs, newlines and backslashes are escaped once more.
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}
