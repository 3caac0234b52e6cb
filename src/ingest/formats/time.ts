import { number } from './fields.ts';

export const timeUnits = ['s', 'ms', 'us', 'ns', 'iso'] as const;
export type TimeUnit = (typeof timeUnits)[number];
const perMillisecond = { s: 1e-3, ms: 1, us: 1e3, ns: 1e6 };

/**
 * A time of any log as ISO 8601: epoch counts (the unit told by size when it is not given), ISO, what Python,
 * PostgreSQL and BigQuery print, an HTTP date. What it cannot read it hands on for the schema to refuse.
 */
export function isoTime(value: unknown, unit?: TimeUnit): string | undefined {
  const epoch = unit === 'iso' ? undefined : number(value);
  if (epoch !== undefined) {
    const at = new Date(Math.round(epoch / perMillisecond[unit && unit !== 'iso' ? unit : guess(epoch)]));
    return Number.isNaN(at.getTime()) ? String(value) : at.toISOString();
  }
  if (typeof value !== 'string' || value === '') return undefined;
  const http = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
  if (!Number.isNaN(http)) return new Date(http).toISOString();
  return value
    .trim()
    .replace(/ ?UTC$/, 'Z')
    .replace(/(:\d{2}(?:\.\d+)?)([+-]\d{2})$/, '$1$2:00');
}

// Seconds stay below 1e11 until the year 5138, and each finer unit starts where that count of it was in 1973.
function guess(epoch: number): 's' | 'ms' | 'us' | 'ns' {
  const size = Math.abs(epoch);
  return size < 1e11 ? 's' : size < 1e14 ? 'ms' : size < 1e17 ? 'us' : 'ns';
}
