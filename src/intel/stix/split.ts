import { isUtf8 } from 'node:buffer';

/** What a stranger's bundle may take. */
export const limits = { object: 256 * 1024, depth: 32, objects: 5_000_000, outside: 64 * 1024 } as const;

/** A bundle that is not taken, none of it. */
export class Refused extends Error {}

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, QUOTE, ESCAPE] = Buffer.from('{}[]"\\');

/**
 * The objects of a bundle, one after another, as they stand in its bytes: a million of them need no more memory than one. Looks for no
 * more than where each begins and ends; what is in it is for JSON.parse, which is given no more than 256 KiB at a time. What stands
 * around them has to be a bundle's.
 * @throws Refused for what is too deep, too large, too many, no UTF-8, no bundle, or ends in the middle
 */
export async function* splitObjects(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let [depth, quoted, escaped, count] = [0, false, false, 0];
  /** What is being read: an object, or what stands between two. */
  const object = new Piece(limits.object, `it has an object of more than ${limits.object / 1024} KiB`);
  const outside = new Piece(
    limits.outside,
    `it has more than ${limits.outside / 1024} KiB outside its objects`,
  );
  let head = '';
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let begin = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (quoted) {
        if (escaped) escaped = false;
        else if (byte === ESCAPE) escaped = true;
        else if (byte === QUOTE) quoted = false;
      } else if (byte === QUOTE) quoted = true;
      else if (byte === OPEN || byte === OPEN_LIST) {
        if (++depth > limits.depth) throw new Refused(`it is nested deeper than ${limits.depth}`);
        // {"objects":[{: the third level.
        if (depth !== 3) continue;
        if (byte !== OPEN) throw noBundle();
        const before = outside.end(chunk.subarray(begin, i));
        if (count === 0) head = before;
        else if (before.trim() !== ',') throw noBundle();
        begin = i;
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (depth-- === 3) {
          if (++count > limits.objects) throw new Refused(`it has more than ${limits.objects} objects`);
          yield object.end(chunk.subarray(begin, i + 1));
          begin = i + 1;
        }
        if (depth < 0) throw new Refused('it closes what it did not open');
      }
    }
    (depth >= 3 ? object : outside).add(chunk.subarray(begin));
  }
  if (depth !== 0 || quoted) throw new Refused('it ends in the middle');
  const tail = outside.end(Buffer.alloc(0));
  checkBundle(count ? `${head}0${tail}` : tail, count);
}

/** The head and the tail of a bundle, with a 0 for its objects. */
function checkBundle(text: string, count: number): void {
  let shell: unknown;
  try {
    shell = JSON.parse(text);
  } catch {}
  const { type, objects = [] } = (shell ?? {}) as { type?: unknown; objects?: unknown };
  if (type !== 'bundle' || !Array.isArray(objects) || objects.length !== Math.min(1, count)) throw noBundle();
}

/** Bytes that may be spread over several chunks. */
class Piece {
  #parts: Buffer[] = [];
  #size = 0;
  readonly #most: number;
  readonly #words: string;

  constructor(most: number, words: string) {
    this.#most = most;
    this.#words = words;
  }

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#most) throw new Refused(this.#words);
    // A copy: whoever gave the chunk may write over it.
    if (part.length) this.#parts.push(Buffer.from(part));
  }

  end(last: Buffer): string {
    if (this.#size + last.length > this.#most) throw new Refused(this.#words);
    const whole = this.#parts.length ? Buffer.concat([...this.#parts, last]) : last;
    if (!isUtf8(whole)) throw new Refused('it is not UTF-8');
    [this.#parts, this.#size] = [[], 0];
    return whole.toString('utf8');
  }
}

const noBundle = () => new Refused('it is no bundle of STIX: {"type":"bundle","objects":[{…},{…}]}');
