import { type Bytes, fromBase64 } from './bytes.ts';
import { refuse } from './refusal.ts';

// What a value must look like, put together from small checks. A check gives the value with its type, or throws Wrong. Fields
// that are not named are refused too: nothing stands in a dossier that nobody has looked at.

export type Shape<T> = (value: unknown) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

class Wrong extends Error {
  /** Where, from the value that was read: `.hours[3][2]`. */
  path = '';
}

const wrong = (problem: string): never => {
  throw new Wrong(problem);
};

/** The value with its type; refuses one of another shape. `what` names it. */
export function read<T>(shape: Shape<T>, value: unknown, what: string): T {
  try {
    return shape(value);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    refuse('SHAPE_WRONG', `${what}${error.path} ${error.message}.`);
  }
}

/** Does the work for each key; what is wrong there is wrong at that key. */
function each<K extends string | number>(keys: Iterable<K>, work: (key: K) => void): void {
  let at: K | undefined;
  try {
    for (const key of keys) work((at = key));
  } catch (error) {
    if (error instanceof Wrong) error.path = `${typeof at === 'number' ? `[${at}]` : `.${at}`}${error.path}`;
    throw error;
  }
}

export const any: Shape<unknown> = value => value;

export const flag: Shape<boolean> = value =>
  typeof value === 'boolean' ? value : wrong('is not true or false');

/** A whole number from 0 to 2^53 - 1. */
export const whole: Shape<number> = value =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : wrong('is not a whole number up to 2^53 - 1');

export const number: Shape<number> = value =>
  Number.isFinite(value) ? (value as number) : wrong('is not a number');

/** From 0 to 1. */
export const share: Shape<number> = value =>
  number(value) >= 0 && (value as number) <= 1 ? (value as number) : wrong('is not a number from 0 to 1');

/** Text of 1 to `most` letters, without half letters (lone surrogates, which UTF-8 can't say). */
export const text =
  (most = 500): Shape<string> =>
  value =>
    typeof value === 'string' && value.length > 0 && value.length <= most && !/\p{Surrogate}/u.test(value)
      ? value
      : wrong(`is not a text of 1 to ${most} letters`);

/** Up to here times sort as their texts do. */
const YEAR_10000 = Date.UTC(10_000, 0);

/** ISO 8601 UTC, to the millisecond, in its one spelling. */
export const time: Shape<string> = value => {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  const valid = date.getTime() >= 0 && date.getTime() < YEAR_10000 && date.toISOString() === value;
  return valid ? (value as string) : wrong('is not a time such as 2026-04-22T03:00:00.000Z');
};

/** The first moment of an hour. */
export const hour: Shape<string> = value =>
  Date.parse(time(value)) % 3_600_000 === 0 ? (value as string) : wrong('is not the first moment of an hour');

/** Base64 of at most `most` bytes, as many as `fits` takes. */
export const bytes =
  (most: number, wanted: string, fits: (length: number) => boolean = length => length > 0): Shape<Bytes> =>
  value => {
    const decoded = typeof value === 'string' && value.length <= most * 1.4 + 4 ? fromBase64(value) : null;
    return decoded && decoded.length <= most && fits(decoded.length)
      ? decoded
      : wrong(`is not the base64 of ${wanted}`);
  };

export const hash = bytes(32, '32 bytes', length => length === 32);

export const oneOf =
  <const T extends string | number | null>(...values: T[]): Shape<T> =>
  value =>
    values.includes(value as T) ? (value as T) : wrong(`is not one of ${values.join(', ')}`);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  value =>
    value === null ? null : shape(value);

export const list =
  <T>(shape: Shape<T>, most: number): Shape<T[]> =>
  value => {
    if (!Array.isArray(value) || value.length > most) return wrong(`is not a list of at most ${most}`);
    const items: T[] = [];
    each(value.keys(), i => items.push(shape(value[i])));
    return items;
  };

/** A list of exactly these. */
export const row =
  <S extends readonly Shape<unknown>[]>(...shapes: S): Shape<{ [K in keyof S]: Of<S[K]> }> =>
  value => {
    if (!Array.isArray(value) || value.length !== shapes.length)
      return wrong(`is not a list of ${shapes.length}`);
    const items: unknown[] = [];
    each(shapes.keys(), i => items.push(shapes[i]!(value[i])));
    return items as { [K in keyof S]: Of<S[K]> };
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** An object with exactly these fields. */
export const fields = <S extends Record<string, Shape<unknown>>>(
  shapes: S,
): Shape<{ [K in keyof S]: Of<S[K]> }> => {
  const names = Object.keys(shapes);
  return value => {
    if (!isObject(value)) return wrong('is not an object');
    if (Object.keys(value).some(name => !Object.hasOwn(shapes, name))) return wrong('has an unknown field');
    const found: Record<string, unknown> = {};
    each(names, name => {
      found[name] = Object.hasOwn(value, name) ? shapes[name]!(value[name]) : wrong('is missing');
    });
    return found as { [K in keyof S]: Of<S[K]> };
  };
};

/** An object with any names. */
export const named =
  <T>(shape: Shape<T>): Shape<[string, T][]> =>
  value => {
    if (!isObject(value)) return wrong('is not an object');
    const found: [string, T][] = [];
    each(Object.keys(value), name => found.push([text(512)(name), shape(value[name])]));
    return found;
  };
