import { StillwatchError } from '../../errors.ts';
import type { Entry } from '../entries.ts';
import { canonical } from './canonical.ts';

/** Its length is written in two bytes. */
const MOST_BYTES = 65_535;
const types = new Set<Entry['type']>(['key', 'hour', 'verdict', 'record', 'claim', 'psi', 'canary']);

/**
 * An entry as it is logged.
 * @throws StillwatchError ENTRY_INVALID where it cannot be
 */
export function entryBytes(entry: Entry): Buffer {
  const wrong = faultIn(entry);
  if (wrong) throw invalid(wrong);
  let bytes: Buffer;
  try {
    bytes = canonical(entry);
  } catch (cause) {
    throw invalid((cause as Error).message);
  }
  if (bytes.length > MOST_BYTES) throw invalid(`it has ${bytes.length} bytes, above ${MOST_BYTES}`);
  return bytes;
}

const invalid = (what: string) =>
  new StillwatchError(
    'ENTRY_INVALID',
    `an entry cannot be logged: ${what}`,
    'Nothing was logged. This is a fault in what made the entry; report it.',
  );

/** Reads an entry back; what it is instead of one is said in words. */
export function readEntry(bytes: Buffer): { entry: Entry } | { wrong: string } {
  let entry: Entry;
  try {
    entry = JSON.parse(bytes.toString('utf8')) as Entry;
  } catch {
    return { wrong: 'it is not JSON' };
  }
  const wrong = faultIn(entry);
  return wrong ? { wrong } : { entry };
}

/** Whether an entry that was read is spelled as it must be; this costs more than to read it. */
export function isCanonical(entry: Entry, bytes: Buffer): boolean {
  try {
    return canonical(entry).equals(bytes);
  } catch {
    return false; // text that is not Unicode
  }
}

function faultIn(entry: Entry): string | undefined {
  const { type, v, at } = (entry ?? {}) as Partial<Entry>;
  if (!types.has(type as Entry['type'])) return 'its type is none that is known';
  if (v !== 1) return 'its version is not 1';
  if (typeof at !== 'string' || !isTime(at)) return 'its time is not ISO 8601 UTC to the millisecond';
  return wrongValue(entry);
}

const isTime = (text: string) => {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
};

/** No entry is deep; one that leads back to itself has no end. */
const DEEPEST = 32;

function wrongValue(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'number')
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER
      ? undefined
      : 'a number in it is not finite, or above 2^53 - 1';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === DEEPEST) return 'it is nested too deep';
  for (const one of Object.values(value)) {
    const wrong = wrongValue(one, depth + 1);
    if (wrong) return wrong;
  }
  return undefined;
}
