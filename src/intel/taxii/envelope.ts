import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { limits, Refused } from '../stix/index.ts';
import { MOST } from './inbox.ts';

/** What TAXII wraps objects in (section 3.7). */
export interface Envelope {
  /** Each as JSON on a line of its own. */
  lines: string[];
  more: boolean;
  next: string | undefined;
}

const schema = z.object({
  more: z.boolean().optional(),
  next: z.string().max(4096).optional(),
  objects: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** Reads a stranger's envelope, which is in memory already; how deep it is is looked at before it is parsed. @throws Refused */
export function readEnvelope(body: Buffer): Envelope {
  if (!isUtf8(body)) throw new Refused('it is not UTF-8');
  checkDepth(body);
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused('it is no JSON');
  }
  const read = schema.safeParse(value);
  if (!read.success) throw new Refused('it is no envelope: {"objects":[{…},{…}]}');
  const { objects = [], more = false, next } = read.data;
  if (objects.length > MOST) throw new Refused(`it has more than ${MOST} objects`);
  const lines = objects.map(object => JSON.stringify(object));
  if (lines.some(line => line.length > limits.object))
    throw new Refused(`it has an object of more than ${limits.object / 1024} KiB`);
  return { lines, more, next };
}

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, QUOTE, ESCAPE] = Buffer.from('{}[]"\\');

function checkDepth(body: Buffer): void {
  let [depth, quoted] = [0, false];
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!;
    if (quoted) {
      if (byte === ESCAPE) i++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
    else if ((byte === OPEN || byte === OPEN_LIST) && ++depth > limits.depth)
      throw new Refused(`it is nested deeper than ${limits.depth}`);
  }
}
