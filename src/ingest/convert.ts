import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { canonicalLine, type Pseudonyms, type Refusal, readExchange } from '../exchange/index.ts';
import type { FormatResult } from './formats/index.ts';
import { spoolFile } from './spool.ts';

/** Canonical lines in a file, and the source line of each. */
export interface Converted {
  path: string;
  sources: number[];
}

const FLUSH_BYTES = 64 << 20;
const PIECE = 1 << 20;

/**
 * Checks what formats read out of records and writes it as canonical lines to a file in `folder`, for the loader.
 * The path on which every line is looked at in JavaScript.
 */
export class Converter {
  readonly unknown = new Map<string, number>();
  readonly #folder: string;
  readonly #pseudonyms: Pseudonyms;
  readonly #refuse: (line: number, refusal: Refusal, raw?: Buffer) => void;
  #out: WriteStream | undefined;
  #path = '';
  #sources: number[] = [];
  #pending: string[] = [];
  #pendingBytes = 0;
  #bytes = 0;

  constructor(
    folder: string,
    pseudonyms: Pseudonyms,
    refuse: (line: number, refusal: Refusal, raw?: Buffer) => void,
  ) {
    this.#folder = folder;
    this.#pseudonyms = pseudonyms;
    this.#refuse = refuse;
  }

  get full(): boolean {
    return this.#bytes + this.#pendingBytes >= FLUSH_BYTES;
  }

  async take(line: number, results: Iterable<FormatResult>, raw?: Buffer): Promise<void> {
    for (const result of results) {
      if ('refusal' in result) {
        this.#refuse(line, result.refusal, raw);
        continue;
      }
      const reading = readExchange(result.exchange, path =>
        this.unknown.set(path, (this.unknown.get(path) ?? 0) + 1),
      );
      if (!reading.ok) {
        this.#refuse(line, reading.refusal, raw);
        continue;
      }
      const { exchange } = reading;
      const text = `${canonicalLine({ ...exchange, account: this.#pseudonyms.account(exchange.account) })}\n`;
      this.#sources.push(line);
      this.#pending.push(text);
      this.#pendingBytes += text.length;
      if (this.#pendingBytes >= PIECE) await this.#write();
    }
  }

  /** What was written since the last call, or nothing. The caller removes the file. */
  async flush(): Promise<Converted | undefined> {
    await this.#write();
    if (!this.#out) return undefined;
    this.#out.end();
    await once(this.#out, 'finish');
    const done = { path: this.#path, sources: this.#sources };
    this.#out = undefined;
    this.#sources = [];
    this.#bytes = 0;
    return done;
  }

  async discard(): Promise<void> {
    const done = await this.flush();
    if (done) await rm(done.path, { force: true });
  }

  async #write(): Promise<void> {
    if (this.#pending.length === 0) return;
    if (!this.#out) {
      this.#path = spoolFile(this.#folder, 'lines');
      this.#out = createWriteStream(this.#path, { mode: 0o600 });
    }
    const bytes = Buffer.from(this.#pending.join(''));
    this.#bytes += bytes.length;
    this.#pending = [];
    this.#pendingBytes = 0;
    if (!this.#out.write(bytes)) await once(this.#out, 'drain');
  }
}
