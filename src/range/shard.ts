import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

const CHUNK = 4 << 20;
const LIMIT = 256 << 20;

/**
 * The exchanges of one day, added in any order and written by time: an external sort. Lines are bytes outside the
 * JavaScript heap; what is over the limit goes to sorted runs on disk that are merged at the end of the day. What lies past the day
 * stays for the next one, so that files follow each other in time. Memory: the limit, and 16 bytes for each exchange of the day.
 */
export class DayBuffer {
  readonly #folder: string;
  readonly #limit: number;
  #bytes = Buffer.allocUnsafe(1 << 20);
  #used = 0;
  #times: number[] = [];
  #ends: number[] = [];
  #runs: Run[] = [];
  #until = Number.POSITIVE_INFINITY;

  constructor(folder: string, limit = LIMIT) {
    this.#folder = folder;
    this.#limit = limit;
  }

  /** The day that is being filled ends at `until`. */
  begin(until: number): void {
    this.#until = until;
  }

  add(ms: number, line: string): void {
    // A UTF-16 unit takes at most three bytes.
    const most = line.length * 3 + 1;
    if (this.#used > 0 && this.#used + most > this.#limit) this.#spill();
    if (this.#used + most > this.#bytes.length) this.#grow(this.#used + most);
    this.#used += this.#bytes.write(line, this.#used);
    this.#bytes[this.#used++] = 10;
    this.#times.push(ms);
    this.#ends.push(this.#used);
  }

  /** Writes the day to a new file, and keeps what lies past it. */
  async flush(path: string): Promise<{ exchanges: number; bytes: number }> {
    const file = await open(path, 'w');
    try {
      if (this.#runs.length > 0) this.#spill();
      const runs = this.#runs;
      this.#runs = [];
      const order = runs.length === 0 ? this.#order() : [];
      const bytes = await writeAll(file, runs.length === 0 ? this.#lines(order) : merged(runs));
      if (runs.length === 0) this.#keepRest();
      return { exchanges: order.length + runs.reduce((n, run) => n + run.times.length, 0), bytes };
    } finally {
      await file.close();
    }
  }

  #spill(): void {
    const order = this.#order();
    const path = join(this.#folder, `.run-${this.#runs.length}`);
    const file = openSync(path, 'w');
    let part: Buffer[] = [];
    for (const line of this.#lines(order)) {
      if (part.push(line) < 2000) continue;
      writeSync(file, Buffer.concat(part));
      part = [];
    }
    writeSync(file, Buffer.concat(part));
    closeSync(file);
    const length = (i: number) => this.#ends[i]! - (this.#ends[i - 1] ?? 0);
    this.#runs.push(
      new Run(
        path,
        Float64Array.from(order, i => this.#times[i]!),
        Uint32Array.from(order, length),
      ),
    );
    this.#keepRest();
  }

  /** Ties by place, so that the order is total and the same on every machine. */
  #order(): Uint32Array {
    const times = this.#times;
    const order = Uint32Array.from(times.keys()).filter(i => times[i]! < this.#until);
    return order.sort((a, b) => times[a]! - times[b]! || a - b);
  }

  *#lines(order: Iterable<number>): Iterable<Buffer> {
    for (const i of order) yield this.#bytes.subarray(this.#ends[i - 1] ?? 0, this.#ends[i]!);
  }

  #keepRest(): void {
    const rest = [...this.#times.keys()].filter(i => this.#times[i]! >= this.#until);
    const kept = [...this.#lines(rest)].map(
      (line, k) => [this.#times[rest[k]!]!, line.toString('utf8', 0, line.length - 1)] as const,
    );
    this.#used = 0;
    this.#times = [];
    this.#ends = [];
    for (const [ms, line] of kept) this.add(ms, line);
  }

  #grow(least: number): void {
    const bytes = Buffer.allocUnsafe(
      Math.min(Math.max(least, this.#bytes.length * 2), Math.max(least, this.#limit)),
    );
    this.#bytes.copy(bytes, 0, 0, this.#used);
    this.#bytes = bytes;
  }
}

/** A sorted part of a day on disk, read once from front to back. */
class Run {
  readonly times: Float64Array;
  readonly #lengths: Uint32Array;
  readonly #path: string;
  readonly #file: number;
  #chunk = Buffer.alloc(0);
  at = 0;

  constructor(path: string, times: Float64Array, lengths: Uint32Array) {
    this.#path = path;
    this.times = times;
    this.#lengths = lengths;
    this.#file = openSync(path, 'r');
  }

  next(): Buffer {
    const length = this.#lengths[this.at++]!;
    if (this.#chunk.length < length) this.#read(length);
    const line = this.#chunk.subarray(0, length);
    this.#chunk = this.#chunk.subarray(length);
    return line;
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path);
  }

  #read(least: number): void {
    const bytes = Buffer.allocUnsafe(this.#chunk.length + Math.max(1 << 20, least));
    let filled = this.#chunk.copy(bytes);
    for (let n = 1; n > 0 && filled < bytes.length; filled += n)
      n = readSync(this.#file, bytes, filled, bytes.length - filled, null);
    this.#chunk = bytes.subarray(0, filled);
  }
}

/** The lines of all runs by time; on ties the earlier run's first. A day has few runs: the least is searched for. */
function* merged(runs: Run[]): Iterable<Buffer> {
  const open = new Set(runs);
  while (open.size > 0) {
    let [least, time]: [Run | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const run of open) {
      if (run.at === run.times.length) {
        run.close();
        open.delete(run);
      } else if (run.times[run.at]! < time) [least, time] = [run, run.times[run.at]!];
    }
    if (least) yield least.next();
  }
}

/** Awaits every write: the disk sets the pace. */
async function writeAll(file: FileHandle, lines: Iterable<Buffer>): Promise<number> {
  let chunk: Buffer[] = [];
  let [size, total] = [0, 0];
  const push = async () => {
    await file.writeFile(Buffer.concat(chunk, size));
    total += size;
    [chunk, size] = [[], 0];
  };
  for (const line of lines) {
    chunk.push(line);
    size += line.length;
    if (size >= CHUNK) await push();
  }
  await push();
  return total;
}
