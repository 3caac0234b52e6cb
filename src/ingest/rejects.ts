import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Refusal, RefusalCode } from '../exchange/index.ts';

/** As much of a line as is set aside with its reason; a longer one is found in its source by line number. */
const RAW_BYTES = 64 << 10;

/**
 * The lines that were refused, one JSON object each: file, line (from 1), code, reason, and the line itself (base64
 * where it isn't text), so that it can be mended and ingested again. Made when the first one comes; owner-readable.
 */
export class Rejects {
  readonly counts = new Map<RefusalCode, number>();
  readonly path: string;
  #total = 0;
  #file: number | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get total(): number {
    return this.#total;
  }

  add(file: string, line: number, { code, reason }: Refusal, raw?: Buffer): void {
    if (this.#file === undefined) {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      this.#file = openSync(this.path, 'a', 0o600);
    }
    this.#total++;
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    writeSync(this.#file, `${JSON.stringify({ file, line, code, reason, ...rawOf(raw, code) })}\n`);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function rawOf(raw: Buffer | undefined, code: RefusalCode) {
  if (!raw) return {};
  const kept = raw.subarray(0, RAW_BYTES);
  return {
    ...(code === 'not-utf8' ? { raw_base64: kept.toString('base64') } : { raw: kept.toString('utf8') }),
    ...(raw.length > RAW_BYTES ? { raw_cut_at: RAW_BYTES, bytes: raw.length } : {}),
  };
}
