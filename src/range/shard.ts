import { type FileHandle, open } from 'node:fs/promises';

/**
 * The exchanges of one day, as bytes outside the JavaScript heap: put in any order, written by time. What lies past
 * the day stays for the next one, so that files follow each other in time. Memory: one day's bytes and a chunk.
 */
export class DayBuffer {
  #bytes = Buffer.allocUnsafe(1 << 20);
  #used = 0;
  #times: number[] = [];
  #ends: number[] = [];

  add(ms: number, line: string): void {
    // A UTF-16 unit takes at most three bytes.
    const most = line.length * 3 + 1;
    if (this.#used + most > this.#bytes.length) this.#grow(this.#used + most);
    this.#used += this.#bytes.write(line, this.#used);
    this.#bytes[this.#used++] = 10;
    this.#times.push(ms);
    this.#ends.push(this.#used);
  }

  /** Writes what lies before `until` to a new file, and keeps the rest. */
  async flush(path: string, until: number): Promise<{ exchanges: number; bytes: number }> {
    const [bytes, times, ends] = [this.#bytes, this.#times, this.#ends];
    const line = (i: number) => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, ends[i]!);
    const order = Uint32Array.from(times.keys()).filter(i => times[i]! < until);
    // Ties by place, so that the order is total and the same on every machine.
    order.sort((a, b) => times[a]! - times[b]! || a - b);
    const file = await open(path, 'w');
    let written = 0;
    try {
      written = await writeAll(file, order, line);
    } finally {
      await file.close();
    }
    const later = [...times.keys()]
      .filter(i => times[i]! >= until)
      .map(i => [times[i]!, Buffer.from(line(i))] as const);
    this.#used = 0;
    this.#times = [];
    this.#ends = [];
    for (const [ms, kept] of later) this.add(ms, kept.toString('utf8', 0, kept.length - 1));
    return { exchanges: order.length, bytes: written };
  }

  #grow(least: number): void {
    const bytes = Buffer.allocUnsafe(Math.max(least, this.#bytes.length * 2));
    this.#bytes.copy(bytes, 0, 0, this.#used);
    this.#bytes = bytes;
  }
}

const CHUNK = 4 << 20;

/** Awaits every write: the disk sets the pace. */
async function writeAll(file: FileHandle, order: Uint32Array, line: (i: number) => Buffer): Promise<number> {
  let chunk: Buffer[] = [];
  let [size, total] = [0, 0];
  const push = async () => {
    await file.writeFile(Buffer.concat(chunk, size));
    total += size;
    [chunk, size] = [[], 0];
  };
  for (const i of order) {
    chunk.push(line(i));
    size += chunk.at(-1)!.length;
    if (size >= CHUNK) await push();
  }
  await push();
  return total;
}
