import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { Refused, readObject, type StixObject, splitObjects } from '../stix/index.ts';

/** Bytes of all that waits: a partner that sends without end fills no disk. */
const ROOM = 1 << 30;
/** Objects of one delivery. */
export const MOST = 10_000;
/** Deliveries that wait; and of what is done, receipts and what was refused, kept a week (TAXII 2.1, section 4.3 wants a day at least). */
const MANY = 10_000;
const KEPT = 7 * 86_400_000;
/** Bytes of what is done that are kept: who sends rubbish without end fills no disk with receipts of it. */
const SPARE = 1 << 28;

const about = z.object({ id: z.string(), version: z.string(), message: z.string().optional() });
export type About = z.infer<typeof about>;
const receiptSchema = z.object({
  v: z.literal(1),
  /** A UUID: of the bundle, and of TAXII's status. */
  id: z.uuid(),
  partner: z.string(),
  /** Where it came in by: a collection of ours, or a feed of theirs. */
  by: z.string(),
  received: z.iso.datetime(),
  done: z.iso.datetime().nullable(),
  pending: z.array(about),
  succeeded: z.array(about),
  failed: z.array(about),
});
/** A delivery of a partner: what of it waits, was taken in, was refused. */
export type Receipt = z.infer<typeof receiptSchema>;

/**
 * Takes in what a partner sent: all of it is in the store when it resolves, and none where it throws. With Refused (or INTEL_REFUSED)
 * it never will be; with another StillwatchError it may be later.
 * @param from source: our collection that it was sent to, or the feed that it came by
 */
export type Receive = (
  objects: AsyncIterable<StixObject>,
  from: { partner: string; source: string },
) => Promise<unknown>;

interface From {
  partner: string;
  by: string;
  /** The same delivery again has the same id, and is there once. */
  id?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What partners sent and nobody has taken in yet: `intel/inbox` in the data folder, a bundle of STIX for each delivery and beside it
 * a receipt. Whoever answers requests writes here, who has the store takes it from here.
 */
export class Inbox {
  readonly #folder: string;

  constructor(data: string) {
    this.#folder = join(data, 'intel', 'inbox');
  }

  /**
   * Keeps what came: on disk when it resolves. What is no object of STIX 2.1 is refused by itself.
   * @param lines the objects as they came, JSON. @throws Refused for what is no delivery; StillwatchError INBOX_FULL
   */
  async put({ partner, by, id = randomUUID() }: From, lines: AsyncIterable<string>): Promise<Receipt> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    let left = await this.#room();
    const receipt: Receipt = {
      v: 1,
      id,
      partner,
      by,
      received: new Date().toISOString(),
      done: null,
      pending: [],
      succeeded: [],
      failed: [],
    };
    const kept: string[] = [];
    let count = 0;
    for await (const line of lines) {
      if (++count > MOST) throw new Refused(`it has more than ${MOST} objects`);
      if (!take(line, count, receipt)) continue;
      left -= line.length;
      if (left < 0) throw full();
      kept.push(line);
    }
    const draft = `${this.#path(id)}.draft`;
    const file = await open(draft, 'w', 0o600);
    await filled(file, `{"type":"bundle","id":"bundle--${id}","objects":[\n${kept.join(',\n')}\n]}\n`);
    if (receipt.pending.length === 0) receipt.done = receipt.received;
    // The receipt first: who finds a bundle finds whose it is.
    await this.#write(receipt);
    if (receipt.done) await rm(draft);
    else await rename(draft, this.#path(id));
    await sync(this.#folder);
    return receipt;
  }

  /** Of a delivery; undefined where there is none of that id. */
  receipt(id: string): Receipt | undefined {
    if (!UUID.test(id)) return undefined;
    try {
      return receiptSchema.parse(JSON.parse(readFileSync(this.#receiptPath(id), 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** What waits, the oldest first, read one by one: a receipt names all objects of a delivery. */
  *waiting(): Generator<Receipt> {
    const all = this.#names('.json').map(id => ({ id, ...this.#stat(this.#path(id)) }));
    for (const { id } of all.sort((a, b) => a.at - b.at)) {
      const receipt = this.receipt(id);
      if (receipt) yield receipt;
    }
  }

  /**
   * Gives what waits to whoever takes it in, one delivery after another, and removes each when it is taken in. Killed in between, it
   * is given again. What is refused is kept beside (`.refused`), for people; what can't be taken in yet goes on waiting.
   */
  async drain(receive: Receive): Promise<{ taken: number; refused: number; waiting: number }> {
    const result = { taken: 0, refused: 0, waiting: 0 };
    for (const receipt of this.waiting()) {
      const path = this.#path(receipt.id);
      const all = receipt.pending;
      try {
        await receive(objectsIn(path), { partner: receipt.partner, source: receipt.by });
        receipt.succeeded = all;
        result.taken++;
      } catch (error) {
        const code = error instanceof StillwatchError ? (error.code as string) : '';
        if (!(error instanceof Refused) && code !== 'INTEL_REFUSED') {
          // Of a store that is busy or gone the next would hear the same.
          if (code === '' || code.startsWith('STORE_')) throw error;
          result.waiting++;
          continue;
        }
        const message = (error as Error).message.slice(0, 300);
        receipt.failed.push(...all.map(one => ({ ...one, message })));
        result.refused++;
      }
      receipt.pending = [];
      receipt.done = new Date().toISOString();
      await this.#write(receipt);
      if (receipt.succeeded.length) await rm(path);
      else await rename(path, path.replace(/json$/, 'refused'));
    }
    await this.#tidy();
    return result;
  }

  /** Of receipts of what is done, of what was refused, and of drafts of who was killed, what is old goes, and what is too much. */
  async #tidy(): Promise<void> {
    const waiting = new Set(this.#names('.json'));
    const done = [
      ...this.#names('.receipt')
        .filter(id => !waiting.has(id))
        .map(this.#receiptPath),
      ...['.refused', '.json.draft', '.receipt.draft'].flatMap(end =>
        this.#names(end).map(id => join(this.#folder, `${id}${end}`)),
      ),
    ].map(path => ({ path, ...this.#stat(path) }));
    let left = SPARE;
    for (const [i, { path, at, size }] of done.sort((a, b) => b.at - a.at).entries()) {
      left -= size;
      if (i >= MANY || left < 0 || at < Date.now() - KEPT) await rm(path, { force: true });
    }
  }

  #stat(path: string): { at: number; size: number } {
    const { mtimeMs: at = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return { at, size };
  }

  /** Bytes that may come. */
  async #room(): Promise<number> {
    const waiting = this.#names('.json');
    if (waiting.length >= MANY) throw full();
    if (this.#names('.receipt').length > 2 * MANY) await this.#tidy();
    return ROOM - waiting.reduce((sum, id) => sum + this.#stat(this.#path(id)).size, 0);
  }

  #names(end: string): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter(name => name.endsWith(end))
      .map(name => name.slice(0, -end.length))
      .filter(id => UUID.test(id));
  }

  async #write(receipt: Receipt): Promise<void> {
    const path = this.#receiptPath(receipt.id);
    const file = await open(`${path}.draft`, 'w', 0o600);
    await filled(file, JSON.stringify(receipt));
    await rename(`${path}.draft`, path);
    await sync(this.#folder);
  }

  #path = (id: string) => join(this.#folder, `${id}.json`);
  #receiptPath = (id: string) => join(this.#folder, `${id}.receipt`);
}

/** Notes an object in the receipt; true where it is one. */
function take(line: string, place: number, receipt: Receipt): boolean {
  try {
    const { object, modified } = readObject(line);
    receipt.pending.push({ id: object.id, version: modified });
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const said = idIn(line);
    receipt.failed.push({
      id: said ?? `object ${place}`,
      version: '1970-01-01T00:00:00.000Z',
      message: error.message.slice(0, 300),
    });
    return false;
  }
}

/** What a broken object calls itself, where that can be told and repeated. */
function idIn(line: string): string | undefined {
  try {
    const { id } = JSON.parse(line) as { id?: unknown };
    return typeof id === 'string' && /^[\w-]{1,120}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

async function* objectsIn(path: string): AsyncGenerator<StixObject> {
  for await (const line of splitObjects(createReadStream(path))) yield JSON.parse(line) as StixObject;
}

async function filled(file: FileHandle, text: string): Promise<void> {
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function sync(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

const full = () =>
  new StillwatchError(
    'INBOX_FULL',
    'so much that partners sent waits to be taken in that no more is taken',
    'Take it in (stillwatch intel import), or send it again later.',
  );
