/** What a stranger's bundle may take. */
export const limits = { object: 256 * 1024, depth: 32, objects: 5_000_000 } as const;

export class Refused extends Error {}

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, QUOTE, ESCAPE] = Buffer.from('{}[]"\\');

/**
 * The objects of a bundle, one after another, as they stand in its bytes: a million of them need no more memory than one. Looks for no
 * more than where each begins and ends; what is in it is for JSON.parse, which is given no more than 256 KiB at a time.
 * @throws Refused for what is too deep, too large, too many, or ends within an object
 */
export async function* splitObjects(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let [depth, quoted, escaped, count] = [0, false, false, 0];
  /** Of the object that is being read, what is in earlier chunks. */
  let parts: Buffer[] = [];
  let size = 0;
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let begin = depth >= 3 ? 0 : -1;
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
        if (depth === 3 && byte === OPEN) begin = i;
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        if (depth-- === 3 && byte === CLOSE && begin >= 0) {
          if (++count > limits.objects) throw new Refused(`it has more than ${limits.objects} objects`);
          const last = chunk.subarray(begin, i + 1);
          if (size + last.length > limits.object) throw tooLarge();
          yield parts.length ? Buffer.concat([...parts, last]).toString('utf8') : last.toString('utf8');
          [parts, size, begin] = [[], 0, -1];
        }
        if (depth < 0) throw new Refused('it closes what it did not open');
      }
    }
    if (begin >= 0) {
      const rest = Buffer.from(chunk.subarray(begin));
      size += rest.length;
      if (size > limits.object) throw tooLarge();
      parts.push(rest);
    }
  }
  if (depth !== 0 || quoted) throw new Refused('it ends in the middle');
}

const tooLarge = () => new Refused(`it has an object of more than ${limits.object / 1024} KiB`);
