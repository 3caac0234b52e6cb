/**
 * ClickHouse's RowBinary, read from chunks that are cut anywhere. `decode` reads one row at the reader's position;
 * where a chunk ends inside the row, it is read again when the next one has come.
 */
export async function* rows<T>(
  chunks: AsyncIterable<Uint8Array>,
  decode: (reader: Reader) => T,
): AsyncGenerator<T> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = rest.length ? Buffer.concat([rest, piece]) : piece;
    const reader = new Reader(bytes);
    let taken = 0;
    while (taken < bytes.length) {
      const row = decode(reader);
      if (reader.at > bytes.length) break;
      taken = reader.at;
      yield row;
    }
    rest = Buffer.from(bytes.subarray(taken));
  }
  if (rest.length) throw new Error(`the engine's answer ends inside a row (${rest.length} bytes are left)`);
}

/** The same for rows of `width` bytes: calls `take` with the buffer and each row's offset in it, without an object a row. */
export async function eachRow(
  chunks: AsyncIterable<Uint8Array>,
  width: number,
  take: (bytes: Buffer, at: number) => void,
): Promise<void> {
  for await (const bytes of wholeRows(chunks, width))
    for (let at = 0; at < bytes.length; at += width) take(bytes, at);
}

/** The same, for whom one call cannot do it: whole rows, as many as have come. */
export async function* wholeRows(chunks: AsyncIterable<Uint8Array>, width: number): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = rest.length ? Buffer.concat([rest, piece]) : piece;
    const whole = bytes.length - (bytes.length % width);
    if (whole > 0) yield bytes.subarray(0, whole);
    rest = Buffer.from(bytes.subarray(whole));
  }
  if (rest.length) throw new Error(`the engine's answer ends inside a row (${rest.length} bytes are left)`);
}

/** Reads past the end return zeros; `at` beyond the buffer's length tells. */
export class Reader {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  u8(): number {
    return this.#bytes[this.at++] ?? 0;
  }

  u32(): number {
    this.at += 4;
    return this.at <= this.#bytes.length ? this.#bytes.readUInt32LE(this.at - 4) : 0;
  }

  f32(): number {
    this.at += 4;
    return this.at <= this.#bytes.length ? this.#bytes.readFloatLE(this.at - 4) : 0;
  }

  f64(): number {
    this.at += 8;
    return this.at <= this.#bytes.length ? this.#bytes.readDoubleLE(this.at - 8) : 0;
  }

  /** A FixedString, copied. */
  bytes(length: number): Buffer {
    this.at += length;
    return this.at <= this.#bytes.length
      ? Buffer.from(this.#bytes.subarray(this.at - length, this.at))
      : Buffer.alloc(length);
  }

  /** An Array(Float32). */
  f32s(): number[] {
    const length = this.#length();
    const values: number[] = [];
    for (let i = 0; i < length && this.at <= this.#bytes.length; i++) values.push(this.f32());
    return values;
  }

  string(): string {
    const length = this.#length();
    const start = this.at;
    this.at += length;
    return this.at <= this.#bytes.length ? this.#bytes.toString('utf8', start, this.at) : '';
  }

  /** LEB128, as lengths are written. */
  #length(): number {
    let length = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return length;
  }
}
