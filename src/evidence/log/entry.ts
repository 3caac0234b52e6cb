import { StillwatchError } from '../../errors.ts';
import type { Entry } from '../entries.ts';
import { canonical } from './canonical.ts';

/** Its length is written in two bytes. */
const MOST_BYTES = 65_535;
const types = new Set<Entry['type']>(['key', 'hour', 'verdict', 'record', 'claim']);

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

/**
 * Reads an entry back; what it is instead of one is said in words.
 */
export function readEntry(bytes: Buffer): { entry: Entry } | { wrong: string } {
  try {
    const entry = JSON.parse(bytes.toString('utf8')) as Entry;
    const wrong = faultIn(entry);
    if (wrong) return { wrong };
    return canonical(entry).equals(bytes) ? { entry } : { wrong: 'it is not canonical JSON' };
  } catch {
    return { wrong: 'it is not JSON' };
  }
}

function faultIn(entry: Entry): string | undefined {
  const { type, v, at } = (entry ?? {}) as Partial<Entry>;
  if (!types.has(type as Entry['type'])) return 'its type is none that is known';
  if (v !== 1) return 'its version is not 1';
  if (typeof at !== 'string' || !isTime(at)) return 'its time is not ISO 8601 UTC to the millisecond';
  return numberTooLarge(entry) ? 'a number in it is not finite, or above 2^53 - 1' : undefined;
}

const isTime = (text: string) => {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
};

function numberTooLarge(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (typeof value !== 'object' || value === null) return false;
  // A circle would not end; canonical() names it.
  return depth < 64 && Object.values(value).some(one => numberTooLarge(one, depth + 1));
}
