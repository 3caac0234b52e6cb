import { type Exchange, readExchange } from '../../../exchange/index.ts';
import type { Format, FormatOptions, FormatResult } from '../format.ts';

/** Everything a format makes of a file's records. */
export function readAll(format: Format, records: unknown[], options: FormatOptions = {}): FormatResult[] {
  const reader = format.open(options);
  const results = records.flatMap(record => [...reader.read(record as Record<string, unknown>)]);
  return [...results, ...(reader.end?.() ?? [])];
}

/** The exchanges, each through the schema as ingest would; throws on what the schema refuses. */
export function exchanges(format: Format, records: unknown[], options: FormatOptions = {}): Exchange[] {
  return readAll(format, records, options).flatMap(result => {
    if ('refusal' in result) return [];
    const reading = readExchange(result.exchange);
    if (!reading.ok) throw new Error(`${reading.refusal.code}: ${reading.refusal.reason}`);
    return [reading.exchange];
  });
}

/** The refusals as "code: reason". */
export const refusals = (format: Format, records: unknown[], options: FormatOptions = {}): string[] =>
  readAll(format, records, options).flatMap(result =>
    'refusal' in result ? [`${result.refusal.code}: ${result.refusal.reason}`] : [],
  );
