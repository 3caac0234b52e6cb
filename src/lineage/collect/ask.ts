import { setTimeout as wait } from 'node:timers/promises';
import { StillwatchError } from '../../errors.ts';
import { type Answer, type Asking, answerIn, bodyOf, type Endpoint, headersOf } from './api.ts';
import { type Pace, retryAfter } from './pace.ts';

export interface AskOptions {
  endpoint: Endpoint;
  asking: Asking;
  key: string | undefined;
  pace: Pace;
  /** Tries of one request. */
  tries: number;
  /** Milliseconds: a try, and the first wait after one that failed. */
  timeout: number;
  firstWait: number;
  signal: AbortSignal;
  /** Each time a request is sent. */
  onSend: () => void;
}

/** The endpoint won't answer this prompt, but may answer others. */
export class Refused extends Error {}

/** An answer is read so far and no further. */
const MOST = 16 << 20;

/** No endpoint is waited for longer. */
const LONGEST = 15 * 60_000;

/**
 * Asks a model, again and again where that may help: the wait doubles each time and is drawn at random from half of it on, unless the endpoint
 * says how long. No redirect is followed, so that the key goes to nobody else. Throws LINEAGE_ENDPOINT, and Refused for this prompt alone.
 */
export class Asker {
  readonly #options: AskOptions;
  #limit = 'max_tokens';

  constructor(options: AskOptions) {
    this.#options = options;
  }

  /** @param onLost A request was lost after it was sent: it may have cost, and nobody says how much. */
  async ask(prompt: string, onLost: () => void): Promise<Answer> {
    const { tries, firstWait, pace, signal } = this.#options;
    let last = '';
    for (let attempt = 0; attempt < tries; attempt++) {
      await pace.turn(signal);
      const got = await this.#once(prompt, onLost);
      if ('answer' in got) return got.answer;
      last = got.failed;
      const doubled = firstWait * 2 ** attempt;
      const pause = got.again ?? doubled / 2 + (Math.random() * doubled) / 2;
      if (pause > LONGEST)
        throw this.#failure(
          `the endpoint asks to come again in ${Math.round(pause / 60_000)} minutes (${last})`,
          'Run the same command then: what is answered is kept.',
        );
      if (got.again !== null) pace.quiet(pause);
      if (attempt + 1 < tries) await wait(pause, undefined, { signal });
    }
    throw this.#failure(
      `the endpoint failed ${tries} times: ${last}`,
      'What is answered is kept: run the same command when it answers again, with a lower --rate where it is too much for it.',
    );
  }

  async #once(
    prompt: string,
    onLost: () => void,
  ): Promise<{ answer: Answer } | { failed: string; again: number | null }> {
    const { endpoint, asking, key, timeout, signal, onSend } = this.#options;
    const limit = this.#limit;
    onSend();
    let status: number;
    let headers: Headers;
    let text: string;
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        redirect: 'manual',
        headers: headersOf(endpoint.api, key),
        body: bodyOf(endpoint.api, asking, prompt, limit),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      });
      ({ status, headers } = response);
      text = await textOf(response);
    } catch (error) {
      signal.throwIfAborted();
      onLost();
      return { failed: reasonOf(error), again: null };
    }
    if (status >= 200 && status < 300) {
      const answer = answerIn(endpoint.api, parsed(text));
      if (answer) return { answer };
      // Some that pass requests on say 200 for another's failure.
      if ((parsed(text) as { error?: unknown } | null)?.error) {
        onLost();
        return { failed: this.#said(text), again: null };
      }
      throw this.#failure(
        `what ${endpoint.url.host} answers is not in the shape of ${endpoint.api === 'openai' ? 'OpenAI' : 'Anthropic'}'s API`,
        'Check --endpoint, and say --api openai or --api anthropic.',
      );
    }
    const said = this.#said(text) || `status ${status}`;
    if (status >= 300 && status < 400)
      throw this.#failure(
        `the endpoint sends elsewhere, to ${headers.get('location') ?? 'an address that it doesn’t say'}, and the key goes to nobody but ${endpoint.url.host}`,
        'Name the right address with --endpoint.',
      );
    if (status === 401 || status === 403)
      throw this.#failure(
        `the endpoint refuses the key: ${said}`,
        key ? 'Check STILLWATCH_LINEAGE_KEY.' : 'Set STILLWATCH_LINEAGE_KEY in the environment.',
      );
    if (status === 404)
      throw this.#failure(
        `the endpoint has no model ${asking.model}, or nothing at ${endpoint.url.pathname}: ${said}`,
        'Check --model and --endpoint.',
      );
    if (status === 402 || (status === 429 && /quota|billing|credit/i.test(said)))
      throw this.#failure(
        `the endpoint's own budget is spent: ${said}`,
        'What is answered is kept: run the same command when there is more.',
      );
    if (status === 400 && limit === 'max_tokens' && /max_completion_tokens/.test(text)) {
      this.#limit = 'max_completion_tokens';
      return { failed: said, again: 0 };
    }
    if (status === 408 || status === 425 || status === 429 || status >= 500)
      return { failed: `${status}, ${said}`, again: retryAfter(headers.get('retry-after')) };
    throw new Refused(said);
  }

  /** What the endpoint says of a failure: it may repeat the key. */
  #said(text: string): string {
    const body = parsed(text) as { error?: { message?: unknown } | string; message?: unknown } | null;
    const error = typeof body?.error === 'string' ? body.error : (body?.error?.message ?? body?.message);
    return this.#hidden(typeof error === 'string' ? error : text)
      .replace(/\s+/g, ' ')
      .slice(0, 300);
  }

  #hidden(text: string): string {
    const { key } = this.#options;
    return key ? text.replaceAll(key, '…') : text;
  }

  #failure(message: string, mend: string): StillwatchError {
    return new StillwatchError('LINEAGE_ENDPOINT', this.#hidden(message), mend);
  }
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader!.read()) {
    size += part.value.length;
    if (size > MOST) {
      await reader!.cancel();
      throw new Error('the answer is larger than 16 MiB');
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return 'no answer in time';
  const below = cause as NodeJS.ErrnoException | undefined;
  return below?.code ?? below?.message ?? message;
}
