const units = { seconds: 1e3, milliseconds: 1, microseconds: 1e-3, nanoseconds: 1e-6 };
/** Moments that logs are of: outside, a count of one unit would be one of another. */
const [FROM, TO] = [Date.UTC(2015, 0, 1), Date.UTC(2100, 0, 1)];

/**
 * What is wrong with a time that is a number, and how to mend it: what it is as a count since 1970, where it may be one.
 * It is not taken for that: a record that means another unit or zone would be put at another time in silence.
 */
export function notATime(field: string, value: unknown): string | undefined {
  const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  if (!isCount) return undefined;
  const found = String(value).slice(0, 40);
  const unit = Object.entries(units).find(([, ms]) => Number(value) * ms >= FROM && Number(value) * ms < TO);
  const like = unit
    ? `; it looks like epoch ${unit[0]}, ${new Date(Number(value) * unit[1]).toISOString()}`
    : '';
  const mend =
    field === 'time'
      ? ', or have a mapping file convert it (--mapping FILE, examples/mapping-epoch-times.json)'
      : '';
  return `${field}: the number ${found} is no ISO 8601 time${like}. Write 2026-04-22T03:14:07Z${mend}`;
}
