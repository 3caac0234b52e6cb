import { StillwatchError } from '../../errors.ts';
import { canonicalLine, type Pseudonyms, type Refusal, readExchange } from '../../exchange/index.ts';
import { MAX_LINE, parseLine } from '../../ingest/index.ts';
import { Pace } from './pace.ts';

/** One record that is not taken: which of those sent (from 0), why as a code, and why in words. */
export interface Rejected {
  index: number;
  reason: string;
  message: string;
}

/** What was read of a body: lines that will be stored as they are, and what is sent back. */
export class Reading {
  readonly lines: string[] = [];
  readonly rejected: Rejected[] = [];
  /** Of all that was rejected; `rejected` lists the first ones. */
  readonly reasons = new Map<string, number>();
  #next = 0;

  get refused(): number {
    return this.#next - this.lines.length;
  }

  take(line: string): void {
    this.lines.push(line);
    this.#next++;
  }

  refuse({ code, reason }: Refusal): void {
    if (this.rejected.length < MOST_LISTED)
      this.rejected.push({ index: this.#next, reason: code, message: reason });
    this.reasons.set(code, (this.reasons.get(code) ?? 0) + 1);
    this.#next++;
  }
}

const MOST_LISTED = 1000;
/** The store reads no deeper JSON. */
const DEEPEST = 500;

/**
 * Checks one exchange as ingest will, so that what is acknowledged is stored: the line is the one that the store reads, and
 * the account in it is the one that is stored.
 */
export function takeExchange(record: unknown, reading: Reading, pseudonyms: Pseudonyms): void {
  const made = lineOf(record, pseudonyms);
  if (typeof made === 'string') reading.take(made);
  else reading.refuse(made);
}

function lineOf(record: unknown, pseudonyms: Pseudonyms): string | Refusal {
  if (isDeeper(record, DEEPEST)) return { code: 'bad-value', reason: `nested deeper than ${DEEPEST} levels` };
  const read = readExchange(record);
  if (!read.ok) return read.refusal;
  const { exchange } = read;
  const line = canonicalLine({ ...exchange, account: pseudonyms.account(exchange.account) });
  if (line.length * 3 > MAX_LINE && Buffer.byteLength(line) > MAX_LINE)
    return { code: 'too-long', reason: `over the ${MAX_LINE} bytes that a line may have` };
  return line;
}

/** Of a body of lines, or of a JSON document. Gives way to decisions in between. */
export async function readNative(body: Buffer, isLines: boolean, pseudonyms: Pseudonyms): Promise<Reading> {
  const reading = new Reading();
  const pace = new Pace();
  if (isLines) {
    for (let start = 0; start < body.length; ) {
      const found = body.indexOf(10, start);
      const end = found === -1 ? body.length : found;
      const parsed = parseLine(body.subarray(start, end));
      if (parsed && 'refusal' in parsed) reading.refuse(parsed.refusal);
      else if (parsed) takeExchange(parsed.record, reading, pseudonyms);
      start = end + 1;
      if (pace.due) await pace.rest();
    }
    return reading;
  }
  for (const record of recordsOf(body)) {
    takeExchange(record, reading, pseudonyms);
    if (pace.due) await pace.rest();
  }
  return reading;
}

function recordsOf(body: Buffer): unknown[] {
  const document = jsonOf(body);
  if (Array.isArray(document)) return document;
  const inside = (document as { exchanges?: unknown } | null)?.exchanges;
  if (typeof document === 'object' && Array.isArray(inside)) return inside;
  throw new StillwatchError(
    'BODY_INVALID',
    'the body is neither an array of exchanges nor an object with them in "exchanges"',
    'Send {"exchanges":[…]}, or one exchange a line as application/x-ndjson.',
  );
}

export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's own words quote the text.
    throw new StillwatchError('BODY_INVALID', 'the body is not JSON', 'Send JSON in UTF-8.');
  }
}

/** Whether JSON is nested deeper than so many levels. Recursion would be what it guards against. */
function isDeeper(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length; depth++) {
    if (depth > levels) return true;
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const inner of Array.isArray(one) ? one : Object.values(one))
        if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    level = next;
  }
  return false;
}
