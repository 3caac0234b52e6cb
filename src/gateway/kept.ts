import { isRecord, type Json, looksLikeSse } from '../ingest/index.ts';
import { decoded, isCoded } from './coding.ts';
import { Copy } from './copy.ts';
import { Gathering } from './gather.ts';
import { headerIn, type RawHeaders } from './headers.ts';

/** What an answer said, as far as it came. */
export interface Said {
  /** As JSON; of a stream, what it adds up to. */
  body: Json | undefined;
  streamed: boolean;
  /** What a stream itself says went wrong. */
  error: string | undefined;
}

/** What is kept of an answer for the record. */
export interface Kept {
  add(chunk: Buffer): void;
  /** It was more than is kept. */
  readonly overflown: boolean;
  said(): Promise<Said>;
}

export const nothingKept: Kept = {
  add() {},
  overflown: false,
  said: async () => ({ body: undefined, streamed: false, error: undefined }),
};

/** Streams are put together as they come, other answers kept until they are whole, up to `limit` bytes. */
export function keptOf(headers: RawHeaders, limit: number): Kept {
  const coding = headerIn(headers, 'content-encoding');
  const streams = /event-stream/i.test(headerIn(headers, 'content-type') ?? '') && !isCoded(coding);
  return streams ? new KeptStream(limit) : new KeptWhole(coding, limit);
}

class KeptStream implements Kept {
  readonly #gathering = new Gathering();
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  get overflown(): boolean {
    return this.#left < 0;
  }

  add(chunk: Buffer): void {
    this.#left -= chunk.length;
    if (!this.overflown) this.#gathering.add(chunk);
  }

  async said(): Promise<Said> {
    const body = this.#gathering.body();
    return { body, streamed: true, error: this.#gathering.error };
  }
}

class KeptWhole implements Kept {
  readonly #copy: Copy;
  readonly #coding: string | undefined;
  readonly #limit: number;

  constructor(coding: string | undefined, limit: number) {
    this.#copy = new Copy(limit);
    this.#coding = coding;
    this.#limit = limit;
  }

  get overflown(): boolean {
    return this.#copy.overflown;
  }

  add(chunk: Buffer): void {
    this.#copy.add(chunk);
  }

  async said(): Promise<Said> {
    const bytes = await decoded(this.#copy.whole(), this.#coding, this.#limit).catch(() => undefined);
    const words = bytes?.toString('utf8') ?? '';
    if (!looksLikeSse(words)) return { body: parsed(words), streamed: false, error: undefined };
    const gathering = new Gathering();
    gathering.add(bytes!);
    const body = gathering.body();
    return { body, streamed: true, error: gathering.error };
  }
}

function parsed(words: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(words);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
