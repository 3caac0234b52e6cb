import type { Progress } from '../ingest/index.ts';
import type { Io } from './io.ts';
import { bytes, whole } from './text/number.ts';
import { cleanTo } from './text/safe.ts';
import { duration } from './text/time.ts';

/** One line on stderr that overwrites itself; nothing where stderr is no terminal. */
export class ProgressLine {
  readonly #io: Io;
  #last = 0;
  #drawn = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Ten times a second is enough for the eye, and costs nothing; `now` draws in any case. */
  show(text: string, now = false): void {
    if (this.#io.errWidth === 0) return;
    const time = performance.now();
    if (!now && time - this.#last < 100) return;
    this.#last = time;
    this.#drawn = true;
    this.#io.err(`\r\x1b[2K${cleanTo(text, this.#io.errWidth - 1)}`);
  }

  clear(): void {
    if (this.#drawn) this.#io.err('\r\x1b[2K');
    this.#drawn = false;
  }
}

/** What has been read, how fast, and how long the rest will take if it goes on so. */
export function progressText(progress: Progress, seconds: number): string {
  const { exchanges, bytes: read, totalBytes, file } = progress;
  const rate = `${whole(exchanges / seconds)} exchanges/s, ${(read / 1e6 / seconds).toFixed(1)} MB/s`;
  const left =
    totalBytes && read > 0
      ? `${Math.floor((100 * read) / totalBytes)}%, ${duration(((totalBytes - read) / read) * seconds)} left, `
      : `${bytes(read)}, `;
  return `${whole(exchanges)} exchanges, ${left}${rate}  ${file}`;
}
