import { type Dispatcher, Pool } from 'undici';
import { StillwatchError } from '../errors.ts';
import { type RawHeaders, textual } from './headers.ts';
import type { Call } from './onward.ts';

export interface UpstreamOptions {
  /** Up to the first byte of an answer, and between two of its bytes; milliseconds. */
  headersTimeout: number;
  bodyTimeout: number;
}

/** What becomes of a call; after `end` or `fail` nothing more comes. */
export interface Listener {
  head(status: number, message: string, headers: RawHeaders): void;
  /** False: no more until `resume`. */
  data(chunk: Buffer): boolean;
  end(trailers: RawHeaders): void;
  fail(error: NodeJS.ErrnoException): void;
}

/** One call under way. */
export interface Running {
  resume(): void;
  abort(): void;
}

/** The API behind the gateway, over connections that are kept alive. */
export class Upstream {
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #timeouts: UpstreamOptions;

  constructor(url: string, timeouts: UpstreamOptions) {
    const { origin, prefix } = originOf(url);
    // One request a connection at a time: an answer may stream for minutes.
    this.#pool = new Pool(origin, { pipelining: 1, connections: null, maxHeaderSize: 1 << 16 });
    this.#prefix = prefix;
    this.#timeouts = timeouts;
  }

  call({ method, path, headers, body }: Call, listener: Listener): Running {
    let controller: Dispatcher.DispatchController | undefined;
    let aborted = false;
    this.#pool.dispatch(
      {
        method: method as Dispatcher.HttpMethod,
        path: this.#prefix + path,
        headers,
        body,
        headersTimeout: this.#timeouts.headersTimeout,
        bodyTimeout: this.#timeouts.bodyTimeout,
      },
      {
        onRequestStart(given) {
          controller = given;
          if (aborted) given.abort(gone());
        },
        onResponseStart(given, status, _headers, message) {
          // What comes before the answer (early hints) is of no use to a client of these APIs.
          if (status >= 200) listener.head(status, message ?? '', textual(given.rawHeaders));
        },
        onResponseData(given, chunk) {
          if (!listener.data(chunk)) given.pause();
        },
        onResponseEnd(given, trailers) {
          listener.end(textual(given.rawTrailers ?? trailers));
        },
        onResponseError(_given, error) {
          listener.fail(error);
        },
      },
    );
    return {
      resume: () => controller?.resume(),
      abort() {
        aborted = true;
        if (controller && !controller.aborted) controller.abort(gone());
      },
    };
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

const gone = () => Object.assign(new Error('the client went away'), { code: 'CLIENT_GONE' });

function originOf(url: string): { origin: string; prefix: string } {
  const mend = 'It is the address of the API, without the path of a version: https://api.example.com.';
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new StillwatchError('USAGE', 'the upstream is not an http or https address', mend);
  if (parsed.username || parsed.password || parsed.search || parsed.hash)
    throw new StillwatchError(
      'USAGE',
      'the address of the upstream holds a password, a query or a fragment',
      `${mend} Keys are sent by clients, in headers.`,
    );
  return { origin: parsed.origin, prefix: parsed.pathname.replace(/\/+$/, '') };
}
