import { constants, rmSync } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import { StillwatchError } from '../errors.ts';
import { closeSegment, journalFolder, openSegment, recoverSegments } from './segments.ts';

export interface JournalOptions {
  /** A segment is closed when it has so many bytes … */
  segmentBytes?: number;
  /** … or when its first line is so many milliseconds old. */
  segmentAge?: number;
  /** Bytes that stay free on the disk, for the store that shares it. */
  reserve?: number;
  /** A segment is ready to be drained. */
  onClosed?(): void;
}

interface Waiting {
  bytes: Buffer;
  resolve(): void;
  reject(error: Error): void;
}

/** Bytes that may wait to be written. */
const MOST_WAITING = 128 << 20;
/** Bytes of one write. */
const MOST_AT_ONCE = 16 << 20;

/**
 * Where exchanges are safe as soon as they are acknowledged: lines in files, each on disk before `append` returns.
 * Requests that come while one write is under way share the next (group commit).
 */
export class Journal {
  readonly folder: string;
  /** Of this life: bytes and lines on disk, and writes. */
  readonly written = { bytes: 0, lines: 0, commits: 0 };
  readonly #options: Required<JournalOptions>;
  #number: number;
  #file: FileHandle | undefined;
  #bytes = 0;
  #age: NodeJS.Timeout | undefined;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #working: Promise<void> | undefined;
  #room = { asked: 0, free: Number.POSITIVE_INFINITY };
  #closed = false;

  constructor(data: string, options: JournalOptions = {}) {
    const { segmentBytes = 16 << 20, segmentAge = 1000, reserve = 256 << 20, onClosed = () => {} } = options;
    this.#options = { segmentBytes, segmentAge, reserve, onClosed };
    this.folder = journalFolder(data);
    this.#number = recoverSegments(this.folder);
  }

  /** Bytes that wait to be written. */
  get waiting(): number {
    return this.#waitingBytes;
  }

  /** Resolves when the lines (each without its end) are on disk. Rejects, and then none of them counts as taken. */
  append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    if (this.#closed)
      return Promise.reject(
        new StillwatchError('SERVICE_BUSY', 'the service is stopping', 'Send it again in a while.'),
      );
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    if (this.#waitingBytes > 0 && this.#waitingBytes + bytes.length > MOST_WAITING)
      return Promise.reject(
        new StillwatchError(
          'SERVICE_BUSY',
          'more exchanges come in than the disk takes',
          'Send them again in a while, or fewer at once.',
        ),
      );
    this.#waitingBytes += bytes.length;
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ bytes, resolve, reject })).then(
      () => {
        this.written.lines += lines.length;
      },
    );
    if (!this.#working) this.#begins(this.#work());
    return done;
  }

  /** Writes what waits and closes the last segment. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#working) await this.#working;
    await this.#rotate();
  }

  /** One thing at a time is done to the files; what came meanwhile is looked after when it is done. */
  #begins(work: Promise<void>): void {
    this.#working = work.finally(() => {
      this.#working = undefined;
      if (this.#waiting.length) this.#begins(this.#work());
    });
  }

  async #work(): Promise<void> {
    // What comes within this turn of the event loop is of the same write.
    await new Promise(setImmediate);
    while (this.#waiting.length) {
      let [count, bytes] = [0, 0];
      while (count < this.#waiting.length && (count === 0 || bytes < MOST_AT_ONCE))
        bytes += this.#waiting[count++]!.bytes.length;
      const batch = this.#waiting.splice(0, count);
      try {
        await this.#write(batch, bytes);
        for (const one of batch) one.resolve();
      } catch (error) {
        const said = refusalOf(error);
        for (const one of batch) one.reject(said);
      }
      this.#waitingBytes -= bytes;
      if (this.#bytes >= this.#options.segmentBytes) await this.#rotate();
    }
  }

  async #write(batch: readonly Waiting[], bytes: number): Promise<void> {
    await this.#needRoom(bytes);
    const file = (this.#file ??= await this.#begin());
    const before = this.#bytes;
    try {
      const all = batch.length === 1 ? batch[0]!.bytes : Buffer.concat(batch.map(one => one.bytes));
      for (let at = 0; at < all.length; ) {
        const { bytesWritten } = await file.write(all, at, all.length - at, before + at);
        at += bytesWritten;
      }
      await file.datasync();
    } catch (error) {
      // What of this write is on disk is not known: the segment ends before it.
      await file.truncate(before).catch(() => {});
      await this.#rotate();
      throw error;
    }
    this.#bytes += bytes;
    this.written.bytes += bytes;
    this.written.commits++;
    this.#age ??= setTimeout(() => this.#tooOld(), this.#options.segmentAge);
  }

  async #begin(): Promise<FileHandle> {
    const path = openSegment(this.folder, this.#number);
    this.#bytes = 0;
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    // Its name has to outlast a power failure too.
    const folder = await open(this.folder, constants.O_RDONLY);
    await folder.sync().finally(() => folder.close());
    return file;
  }

  /** Closed between two writes, never within one. */
  #tooOld(): void {
    this.#age = undefined;
    if (this.#working) this.#age = setTimeout(() => this.#tooOld(), 50);
    else this.#begins(this.#rotate());
  }

  async #rotate(): Promise<void> {
    clearTimeout(this.#age);
    this.#age = undefined;
    const file = this.#file;
    if (!file) return;
    this.#file = undefined;
    await file.close().catch(() => {});
    const number = this.#number++;
    try {
      if (this.#bytes === 0) rmSync(openSegment(this.folder, number), { force: true });
      else closeSegment(this.folder, number);
    } catch {
      // It stays as it is, and is closed at the next start.
    }
    this.#bytes = 0;
    this.#options.onClosed();
  }

  async #needRoom(bytes: number): Promise<void> {
    const now = performance.now();
    if (now - this.#room.asked > 500) {
      const { bavail, bsize } = await statfs(this.folder);
      this.#room = { asked: now, free: bavail * bsize };
    }
    if (this.#room.free - bytes < this.#options.reserve) throw full();
    this.#room.free -= bytes;
  }
}

const full = () =>
  new StillwatchError(
    'JOURNAL_FULL',
    'the disk of the data folder is nearly full, and no exchanges are taken in',
    'Free some space, and send them again. What was acknowledged is safe.',
  );

function refusalOf(error: unknown): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof StillwatchError) return error;
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return full();
  return new StillwatchError(
    'JOURNAL_BROKEN',
    `the journal cannot be written: ${code || message}`,
    'Check the disk of the data folder, and send them again. What was acknowledged is safe.',
    { cause: error },
  );
}
