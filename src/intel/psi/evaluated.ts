import { createHmac } from 'node:crypto';
import { constants, mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { TOKEN } from './table.ts';

// What was evaluated of one's own set under a key, on disk, so that a value costs its fifth of a millisecond once per epoch.
// 'SWPSIC1\n' ‖ the public key; then blocks: u32 how many ‖ u32 CRC-32 ‖ records of a fingerprint and a token. A block is
// appended whole; one that a killed process left half written ends what is read, and is written over.

const MAGIC = Buffer.from('SWPSIC1\n', 'latin1');
const PRINT = 16;
const RECORD = PRINT + TOKEN;
const BLOCK_HEAD = 8;
const MOST_IN_BLOCK = 1 << 20;

/** Up to 74 bytes of memory a value. */
export class Evaluated {
  readonly #file: FileHandle;
  readonly #key: Buffer;
  #end = 0;
  #records = Buffer.alloc(0);
  #count = 0;
  /** Open addressing: a record's number + 1, where the fingerprint's first bytes say or at the next free place. */
  #slots = new Uint32Array(1024);
  /** By number, whether it is marked. */
  #marks = new Uint8Array(0);
  #marked = 0;

  private constructor(file: FileHandle, key: Buffer) {
    this.#file = file;
    this.#key = key;
  }

  /** What was evaluated under another key is forgotten. */
  static async open(path: string, publicKey: Uint8Array, key: Buffer): Promise<Evaluated> {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const evaluated = new Evaluated(await open(path, constants.O_RDWR | constants.O_CREAT, 0o600), key);
    await evaluated.#read(Buffer.concat([MAGIC, publicKey]));
    return evaluated;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  fingerprint(input: string): Buffer {
    return createHmac('sha256', this.#key).update(input).digest().subarray(0, PRINT);
  }

  /** Its number; undefined where it was not evaluated. */
  find(fingerprint: Buffer): number | undefined {
    const slot = this.#slots[this.#slotOf(fingerprint)]!;
    return slot === 0 ? undefined : slot - 1;
  }

  /** That the value is in the set that is looked at: what was evaluated of others is not forgotten, but not given away. */
  mark(number: number): void {
    if (this.#marks[number]) return;
    this.#marks[number] = 1;
    this.#marked++;
  }

  get marked(): number {
    return this.#marked;
  }

  /** Of all that are marked. */
  tokens(): Uint8Array {
    const tokens = new Uint8Array(this.#marked * TOKEN);
    let at = 0;
    for (let number = 0; number < this.#count; number++) {
      if (!this.#marks[number]) continue;
      tokens.set(this.#records.subarray(number * RECORD + PRINT, (number + 1) * RECORD), at);
      at += TOKEN;
    }
    return tokens;
  }

  /** Known at once, and handed to the system when the promise resolves, to the number of the first. A power failure costs work. */
  async add(fingerprints: readonly Buffer[], tokens: Uint8Array): Promise<number> {
    const body = Buffer.concat(
      fingerprints.flatMap((print, i) => [print, tokens.subarray(i * TOKEN, (i + 1) * TOKEN)]),
    );
    const head = Buffer.alloc(BLOCK_HEAD);
    head.writeUInt32LE(fingerprints.length, 0);
    head.writeUInt32LE(crc32(body), 4);
    const first = this.#count;
    this.#take(body);
    const at = this.#end;
    this.#end += BLOCK_HEAD + body.length;
    await this.#file.write(Buffer.concat([head, body]), 0, BLOCK_HEAD + body.length, at);
    return first;
  }

  async #read(wanted: Buffer): Promise<void> {
    const piece = async (length: number): Promise<Buffer | undefined> => {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await this.#file.read(bytes, 0, length, this.#end);
      return bytesRead === length ? bytes : undefined;
    };
    if (!(await piece(wanted.length))?.equals(wanted)) {
      await this.#file.truncate(0);
      await this.#file.write(wanted, 0, wanted.length, 0);
    }
    this.#end = wanted.length;
    for (;;) {
      const head = await piece(BLOCK_HEAD);
      const count = head?.readUInt32LE(0) ?? 0;
      if (!head || count === 0 || count > MOST_IN_BLOCK) break;
      this.#end += BLOCK_HEAD;
      const body = await piece(count * RECORD);
      if (!body || crc32(body) !== head.readUInt32LE(4)) {
        this.#end -= BLOCK_HEAD;
        break;
      }
      this.#end += body.length;
      this.#take(body);
    }
    await this.#file.truncate(this.#end);
  }

  #take(records: Buffer): void {
    const added = records.length / RECORD;
    if ((this.#count + added) * RECORD > this.#records.length) {
      const more = Buffer.alloc(Math.max(2 * this.#records.length, 2 * records.length));
      this.#records.copy(more);
      this.#records = more;
      const marks = new Uint8Array(more.length / RECORD);
      marks.set(this.#marks);
      this.#marks = marks;
    }
    records.copy(this.#records, this.#count * RECORD);
    const first = this.#count;
    this.#count += added;
    if (2 * this.#count > this.#slots.length) {
      this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(4 * this.#count)));
      this.#place(0);
    } else this.#place(first);
  }

  #place(from: number): void {
    for (let number = from; number < this.#count; number++) {
      const print = this.#records.subarray(number * RECORD, number * RECORD + PRINT);
      this.#slots[this.#slotOf(print)] ||= number + 1;
    }
  }

  /** Where the fingerprint stands or would. */
  #slotOf(print: Buffer): number {
    const mask = this.#slots.length - 1;
    let slot = print.readUInt32LE(0) & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const at = (this.#slots[slot]! - 1) * RECORD;
      if (this.#records.compare(print, 0, PRINT, at, at + PRINT) === 0) break;
    }
    return slot;
  }
}
