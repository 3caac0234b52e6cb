import type { ServerResponse } from 'node:http';
import { changing, type Terms } from './changing.ts';
import { isCoded } from './coding.ts';
import { Copy } from './copy.ts';
import type { Counts } from './counts.ts';
import type { Ending } from './exchange.ts';
import { headerIn, passedOn, type RawHeaders } from './headers.ts';
import { type Kept, keptOf, nothingKept } from './kept.ts';
import type { Log } from './log.ts';
import type { Marking } from './mark/index.ts';
import type { Call } from './onward.ts';
import { refusals, refuse } from './refusal.ts';
import type { Api, Dialect } from './route.ts';
import type { Filter } from './thin/filter.ts';
import { wholeChanged } from './thin/whole.ts';
import type { Running, Upstream } from './upstream.ts';

interface Passing {
  upstream: Upstream;
  call: Call;
  response: ServerResponse;
  dialect: Dialect;
  /** Take the reasoning out of the answer, which is of this API. */
  thin: Api | undefined;
  /** Choose wordings in the answer. */
  marking: Marking | undefined;
  /** Told to the client with the answer. */
  reference: string | undefined;
  /** Keep a copy of the answer. */
  keep: boolean;
  limit: number;
  counts: Counts;
  log: Log;
}

/** What the client got, or in a word why there is nothing to record. */
export type Answered = { status: number; headers: RawHeaders; kept: Kept; ending: Ending } | { not: string };

/** Asks the upstream and passes its answer to the client, piece by piece as it comes. Resolves when that is over. */
export const answer = (asked: Passing): Promise<Answered> =>
  new Promise(resolve => new Passage(asked, resolve).start());

class Passage {
  readonly #asked: Passing;
  readonly #resolve: (answered: Answered) => void;
  #kept: Kept = nothingKept;
  #running: Running | undefined;
  #status = 0;
  #message = '';
  #headers: RawHeaders = [];
  readonly #terms: Terms | undefined;
  #filter: Filter | undefined;
  /** Where the answer has to be whole before anything of it can be sent. */
  #held: Copy | undefined;
  #over = false;

  constructor(asked: Passing, resolve: (answered: Answered) => void) {
    this.#asked = asked;
    this.#resolve = resolve;
    this.#terms = changing(asked.thin, asked.marking);
  }

  start(): void {
    const { upstream, call, response } = this.#asked;
    response.on('close', () => this.#clientGone());
    response.on('drain', () => this.#running?.resume());
    this.#running = upstream.call(call, {
      head: (status, message, headers) => this.#head(status, message, headers),
      data: chunk => this.#data(chunk),
      end: trailers => void this.#end(trailers),
      fail: error => this.#fail(error),
    });
  }

  #head(status: number, message: string, headers: RawHeaders): void {
    if (this.#over) return;
    const { limit, call, keep } = this.#asked;
    const terms = this.#terms;
    this.#status = status;
    this.#message = message;
    this.#headers = headers;
    const type = headerIn(headers, 'content-type') ?? '';
    if (terms && status < 300 && call.method !== 'HEAD' && /json|event-stream/i.test(type)) {
      const isStream = /event-stream/i.test(type);
      const streams = isStream && !isCoded(headerIn(headers, 'content-encoding'));
      if (streams) this.#filter = terms.filter();
      // A stream that is coded in spite of being asked not to is not kept from its client to be marked.
      else if (terms.must || !isStream) this.#held = new Copy(limit);
      else this.#asked.counts.add('not_marked', 'coded');
    }
    if (keep) this.#kept = keptOf(this.#held ? passedOn(headers, ofTheBody) : headers, limit);
    if (!this.#held) this.#writeHead();
  }

  #writeHead(length?: number): void {
    const { response, reference } = this.#asked;
    const changed = this.#filter || this.#held;
    const kept = passedOn(this.#headers, changed ? ofTheBody : none);
    if (length !== undefined) kept.push('content-length', String(length));
    if (reference) kept.push('x-stillwatch-reference', reference);
    response.writeHead(this.#status, this.#message, kept);
    // With the first piece of the body, where that has come along; an answer that takes its time starts now.
    if (length === undefined)
      process.nextTick(() => response.destroyed || response.writableEnded || response.flushHeaders());
  }

  #data(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#held && !this.#terms!.must && this.#held.wouldOverflow(chunk.length))
      this.#release('too_large');
    if (!this.#held) return this.#send(this.#filter ? this.#filter.take(chunk) : chunk);
    this.#held.add(chunk);
    return true;
  }

  /** Passes what was held back as it is, and what comes after it. */
  #release(why: string): void {
    const { counts, keep, limit } = this.#asked;
    const bytes = this.#held!.whole();
    this.#held = undefined;
    counts.add('not_marked', why);
    if (keep) this.#kept = keptOf(this.#headers, limit);
    this.#writeHead();
    this.#send(bytes);
  }

  #send(chunk: Buffer | undefined): boolean {
    if (!chunk?.length) return true;
    const more = this.#asked.response.write(chunk);
    this.#kept.add(chunk); // once it is on its way
    return more;
  }

  async #end(trailers: RawHeaders): Promise<void> {
    if (this.#over) return;
    const { response, limit, counts, dialect, reference, marking } = this.#asked;
    if (this.#held) {
      const whole = await wholeChanged(this.#held.whole(), this.#headers, this.#terms!, limit).catch(
        () => undefined,
      );
      if (this.#over) return; // the client went away in the meantime
      if (!whole && !this.#terms!.must) this.#release('unreadable');
      else if (!whole || this.#held.overflown) {
        counts.add('upstream_failed', 'unusable');
        this.#over = true;
        refuse(response, dialect, refusals.unusable(), reference);
        this.#resolve({ not: 'unusable' });
        return;
      } else {
        this.#writeHead(whole.length);
        this.#send(whole);
      }
    } else this.#send(this.#filter?.end());
    if (marking?.chose) counts.add('marked');
    if (trailers.length) response.addTrailers(pairs(trailers) as never);
    response.end();
    this.#finish('whole');
  }

  #fail(error: NodeJS.ErrnoException): void {
    if (this.#over) return;
    const { response, counts, log, dialect } = this.#asked;
    const reason = /TIMEOUT/.test(error.code ?? '') ? 'timeout' : this.#status ? 'cut' : 'unreachable';
    counts.add('upstream_failed', reason);
    log('upstream failed', { reason, code: String(error.code ?? error.name) });
    if (response.headersSent)
      response.destroy(); // there is no other way to say it
    else refuse(response, dialect, reason === 'timeout' ? refusals.late() : refusals.unreachable());
    this.#finish('upstream_cut');
  }

  #clientGone(): void {
    if (this.#over) return;
    this.#asked.counts.add('client_closed');
    this.#finish('client_closed');
    this.#running?.abort();
  }

  #finish(ending: Ending): void {
    this.#over = true;
    const not =
      this.#status === 0 && ending === 'upstream_cut'
        ? 'upstream_error'
        : this.#kept.overflown
          ? 'answer_too_large'
          : undefined;
    this.#resolve(not ? { not } : { status: this.#status, headers: this.#headers, kept: this.#kept, ending });
  }
}

const none: ReadonlySet<string> = new Set();
/** Headers that are no longer true of a body that was changed. */
const ofTheBody: ReadonlySet<string> = new Set([
  'content-length',
  'content-encoding',
  'content-md5',
  'digest',
  'content-digest',
  'etag',
]);

const pairs = (raw: RawHeaders): [string, string][] =>
  Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i]!, raw[2 * i + 1]!]);
