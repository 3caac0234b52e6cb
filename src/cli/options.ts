import { type Command, InvalidArgumentError } from 'commander';
import { StillwatchError } from '../errors.ts';
import type { Place } from '../store/index.ts';
import type { Io } from './io.ts';

// What options take. A parser throws InvalidArgumentError; commander says which option it was, exit status 2.

export function alpha(text: string): number {
  const value = decimal(text);
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('It is a number between 0 and 1, such as 0.01.');
  return value;
}

/** An ISO 8601 date or time; without an offset it is UTC, a date is its first moment. */
export function time(text: string): Date {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text);
  const [, day, clock = '00:00', offset = 'Z'] = match ?? [];
  const midnight = new Date(`${day}T00:00Z`);
  const value = new Date(`${day}T${clock}${offset.toUpperCase()}`);
  // The parser would take the 31st of February for the 3rd of March.
  if (Number.isNaN(value.getTime()) || !midnight.toISOString().startsWith(day!))
    throw new InvalidArgumentError(
      'It is an ISO 8601 date or time, such as 2026-06-12 or 2026-06-12T06:00:00Z.',
    );
  return value;
}

/** A day as far as it is known. */
export function asof(text: string): string {
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text))
    throw new InvalidArgumentError('It is a year, a month or a day, such as 2023-06.');
  return text;
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span of time, in milliseconds. */
export function duration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([mhd])$/.exec(text.trim()) ?? [];
  const value = Math.round(Number(number) * UNITS[unit]!);
  if (!(value >= UNITS['m']!))
    throw new InvalidArgumentError('It is minutes, hours or days, such as 30m, 6h or 1d.');
  return value;
}

export const wholeFrom =
  (low: number, high: number) =>
  (text: string): number => {
    const value = decimal(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`It is a whole number from ${low} to ${high}.`);
    return value;
  };

/** Seeds from the first to the last, both among them. */
export interface Seeds {
  first: number;
  last: number;
}

/** 20 is seeds 1 to 20; 5-8 says both. */
export function seeds(text: string): Seeds {
  const [, from = '1', to = ''] = /^(?:(\d+)-)?(\d+)$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (first < 1 || last < first || last > 10_000)
    throw new InvalidArgumentError('It is a whole number from 1 to 10000, or two of them as in 5-8.');
  return { first, last };
}

/** How many to show; all is as many as there are. */
export function howMany(text: string): number {
  if (text === 'all') return Number.POSITIVE_INFINITY;
  const value = decimal(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It is a whole number from 1, or all.');
  return value;
}

/** NAME=VALUE, repeatable. */
export function setting(text: string, before: Record<string, number> = {}): Record<string, number> {
  const at = text.indexOf('=');
  const value = decimal(text.slice(at + 1));
  if (at < 1 || Number.isNaN(value)) throw new InvalidArgumentError('It is NAME=NUMBER.');
  return { ...before, [text.slice(0, at)]: value };
}

/** A,B or said several times. */
export const list = (text: string, before: string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== ''),
];

// Number() takes '', ' 1', 0x10 and Infinity too.
const decimal = (text: string): number =>
  /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;

export const withData = (command: Command): Command =>
  command.option('--data <dir>', 'the data folder (or STILLWATCH_DATA; default .stillwatch)');

export const withJson = (command: Command): Command =>
  command.option('--json', 'print one JSON document and nothing else');

/** Where the store is: the option before the environment. */
export function placeOf(data: string | undefined, { env }: Io): Place {
  const server = env['STILLWATCH_STORE'] || undefined;
  if (server && !/^https?:$/.test(URL.canParse(server) ? new URL(server).protocol : ''))
    throw new StillwatchError(
      'USAGE',
      'STILLWATCH_STORE is not the address of a ClickHouse server',
      'It is https://user:password@host:8443/database; unset it to use the embedded engine.',
    );
  return {
    data: data || env['STILLWATCH_DATA'] || '.stillwatch',
    server,
    cluster: env['STILLWATCH_CLUSTER'] || undefined,
  };
}
