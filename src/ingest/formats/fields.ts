/**
 * Reading fields of JSON that nobody vouches for. Own properties only, so that a record cannot reach Object's
 * prototype through a key; whatever is not of the asked kind reads as absent.
 */
export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Json)[key]
    : undefined;
}

const nothing: Json = Object.freeze(Object.create(null));
export const record = (value: unknown): Json => (isRecord(value) ? value : nothing);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** JSON that a logger wrote as a string (a BigQuery or SQL column, a span attribute); anything else as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A non-blank string; a number counts, as ids often are. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  // Past 2^53 a JSON number is no longer the id that was written.
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

export function number(value: unknown): number | undefined {
  const n = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof n === 'number' && Number.isFinite(n) ? n : undefined;
}

/** A count that can be one. Loggers write -1, "null" and the like for "not set". */
export function count(value: unknown): number | undefined {
  const n = number(value);
  return n !== undefined && Number.isInteger(n) && n >= 0 && n <= 1e9 ? n : undefined;
}

export function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/**
 * The value at a path: `a.b`, `a[0].b` or `a.0.b`. Keys that hold dots themselves (`attributes.user.id`) are
 * found too, and JSON inside strings is entered.
 */
export function at(value: unknown, path: string): unknown {
  return walk(value, path.includes('[') ? path.replace(/\[(\d+)\]/g, '.$1') : path);
}

function walk(value: unknown, path: string): unknown {
  const here = parsed(value);
  const whole = own(here, path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const next = own(here, path.slice(0, dot));
    const found = next === undefined ? undefined : walk(next, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of several fields that holds something of the kind that `read` reads. */
export function first<T>(
  value: unknown,
  paths: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const path of paths) {
    const found = read(at(value, path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A copy without the fields that are undefined or null. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined && v !== null)) as T;
}
