import { type Bytes, fromBase64 } from './bytes.ts';
import { refuse } from './refusal.ts';

// What a value must look like, put together from small checks. A check gives the value with its type, or refuses. Fields
// that are not named are refused too: nothing stands in a dossier that nobody has looked at.

export type Shape<T> = (value: unknown, at: string) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

const wrong = (at: string, wanted: string): never => refuse('SHAPE_WRONG', `${at} is not ${wanted}.`);

export const any: Shape<unknown> = value => value;

export const flag: Shape<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : wrong(at, 'true or false');

/** A whole number from 0 to 2^53 - 1. */
export const whole: Shape<number> = (value, at) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : wrong(at, 'a whole number up to 2^53 - 1');

export const number: Shape<number> = (value, at) =>
  Number.isFinite(value) ? (value as number) : wrong(at, 'a number');

/** From 0 to 1. */
export const share: Shape<number> = (value, at) =>
  number(value, at) >= 0 && (value as number) <= 1 ? (value as number) : wrong(at, 'a number from 0 to 1');

/** Text of 1 to `most` letters, without half letters (lone surrogates, which UTF-8 can't say). */
export const text =
  (most = 500): Shape<string> =>
  (value, at) =>
    typeof value === 'string' && value.length > 0 && value.length <= most && !/\p{Surrogate}/u.test(value)
      ? value
      : wrong(at, `a text of 1 to ${most} letters`);

/** Up to here times sort as their texts do. */
const YEAR_10000 = Date.UTC(10_000, 0);

/** ISO 8601 UTC, to the millisecond, in its one spelling. */
export const time: Shape<string> = (value, at) => {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  return !Number.isNaN(date.getTime()) &&
    date.getTime() >= 0 &&
    date.getTime() < YEAR_10000 &&
    date.toISOString() === value
    ? (value as string)
    : wrong(at, 'a time such as 2026-04-22T03:00:00.000Z');
};

/** The first moment of an hour. */
export const hour: Shape<string> = (value, at) =>
  Date.parse(time(value, at)) % 3_600_000 === 0
    ? (value as string)
    : wrong(at, 'the first moment of an hour');

/** Base64 of as many bytes as `fits` takes. */
export const bytes =
  (fits: (length: number) => boolean, wanted: string): Shape<Bytes> =>
  (value, at) => {
    const decoded = typeof value === 'string' ? fromBase64(value) : null;
    return decoded && fits(decoded.length) ? decoded : wrong(at, `the base64 of ${wanted}`);
  };

export const hash = bytes(length => length === 32, '32 bytes');

export const oneOf =
  <const T extends string | number | null>(...values: T[]): Shape<T> =>
  (value, at) =>
    values.includes(value as T) ? (value as T) : wrong(at, `one of ${values.join(', ')}`);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, at) =>
    value === null ? null : shape(value, at);

export const list =
  <T>(shape: Shape<T>, most = 1_000_000): Shape<T[]> =>
  (value, at) =>
    Array.isArray(value) && value.length <= most
      ? value.map((item, i) => shape(item, `${at}[${i}]`))
      : wrong(at, `a list of at most ${most}`);

/** A list of exactly these. */
export const row =
  <S extends readonly Shape<unknown>[]>(...shapes: S): Shape<{ [K in keyof S]: Of<S[K]> }> =>
  (value, at) =>
    Array.isArray(value) && value.length === shapes.length
      ? (shapes.map((shape, i) => shape(value[i], `${at}[${i}]`)) as { [K in keyof S]: Of<S[K]> })
      : wrong(at, `a list of ${shapes.length}`);

/** An object with exactly these fields. */
export const fields =
  <S extends Record<string, Shape<unknown>>>(shapes: S): Shape<{ [K in keyof S]: Of<S[K]> }> =>
  (value, at) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) wrong(at, 'an object');
    const given = value as Record<string, unknown>;
    for (const key of Object.keys(given))
      if (!Object.hasOwn(shapes, key)) refuse('SHAPE_WRONG', `${at} has an unknown field.`);
    const read = Object.entries(shapes).map(([key, shape]) => {
      if (!Object.hasOwn(given, key)) refuse('SHAPE_WRONG', `${at}.${key} is missing.`);
      return [key, shape(given[key], `${at}.${key}`)];
    });
    return Object.fromEntries(read) as { [K in keyof S]: Of<S[K]> };
  };

/** An object with any names. */
export const named =
  <T>(shape: Shape<T>): Shape<[string, T][]> =>
  (value, at) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).map(
          ([key, item]) => [text()(key, at), shape(item, `${at}.${key}`)] as [string, T],
        )
      : wrong(at, 'an object');
