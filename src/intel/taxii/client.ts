import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { isSafe } from '../address.ts';
import { MEDIA } from './media.ts';

/** Bytes of one answer. */
const LARGEST = 32 << 20;
/** Milliseconds for one answer. */
const PATIENCE = 60_000;
const REDIRECTS = 3;
const TRIES = 6;
/** Seconds between tries at most, whatever the server asks for. */
const LONGEST_WAIT = 300;

/** A TAXII server, as somebody may ask it. */
export interface Peer {
  /** The API root, or where discovery begins. */
  url: string;
  user: string;
  token: string | undefined;
  insecure: boolean;
  signal?: AbortSignal | undefined;
  /** Told when a server asks for patience. */
  onWait?: (seconds: number, why: string) => void;
  /** For tests: how to wait, in seconds. */
  wait?: (seconds: number) => Promise<void>;
}

export interface Answer {
  body: Buffer;
  /** When what came first and last was added there, as the server says; '' where it doesn't. */
  first: string;
  last: string;
}

/** An address that a token may be sent to: over TLS, or to this machine. @throws StillwatchError FEED_ADDRESS */
export function addressOf(text: string, insecure: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new StillwatchError(
      'FEED_ADDRESS',
      'that is no address of a TAXII server',
      'It is https://… without a name, a password or a query in it.',
    );
  if (!isSafe(url) && !insecure)
    throw new StillwatchError(
      'FEED_ADDRESS',
      `${url.origin} is not asked over TLS: whoever is in between could read the token and write what comes`,
      'Use https://. Where the way is safe by other means: --insecure.',
    );
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * Asks; waits and asks again where the server is busy or can't be reached. A token goes to the address's own origin and nowhere else.
 * @param options once: an answer that was lost on the way isn't asked for again
 * @throws StillwatchError FEED_UNREACHABLE, FEED_REFUSED (with `status`), FEED_INVALID
 */
export async function ask(
  peer: Peer,
  path: string,
  query: Record<string, string> = {},
  { once: isOnce = false } = {},
): Promise<Answer> {
  const base = addressOf(peer.url, peer.insecure);
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  if (url.origin !== base.origin) throw elsewhere(url);
  for (let tried = 1; ; tried++) {
    const answer = await once(peer, url).catch((error: Error) => {
      if (error instanceof StillwatchError || peer.signal?.aborted) throw error;
      return error;
    });
    if (!(answer instanceof Error) && !isBusy(answer.status)) return readAnswer(answer, url);
    if (tried === TRIES || (isOnce && answer instanceof Error)) throw gaveUp(url, answer);
    const seconds = patienceOf(answer, tried);
    if (!(answer instanceof Error)) await answer.body?.cancel();
    peer.onWait?.(seconds, answer instanceof Error ? 'cannot be reached' : `says ${answer.status}`);
    await (peer.wait ?? (s => sleep(s * 1000, undefined, { signal: peer.signal })))(seconds);
  }
}

const isBusy = (status: number) => [429, 502, 503, 504].includes(status);

async function once({ user, token, signal }: Peer, from: URL): Promise<Response> {
  let url = from;
  for (let led = 0; led <= REDIRECTS; led++) {
    const basic = Buffer.from(`${user}:${token}`).toString('base64');
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]),
      headers: {
        accept: MEDIA,
        'user-agent': 'stillwatch',
        ...(token !== undefined && { authorization: `Basic ${basic}` }),
      },
    });
    const to = answer.headers.get('location');
    if (answer.status < 300 || answer.status > 399 || !to) return answer;
    await answer.body?.cancel();
    if (!URL.canParse(to, url)) break;
    url = new URL(to, url);
    if (url.origin !== from.origin) throw elsewhere(url);
  }
  throw new StillwatchError('FEED_INVALID', `${from.origin} leads round in circles`, 'Tell who runs it.');
}

/** Seconds: what the server asks for, or twice as long each time. */
function patienceOf(answer: Response | Error, tried: number): number {
  const said = answer instanceof Error ? null : answer.headers.get('retry-after');
  const until = said === null ? Number.NaN : /^\d+$/.test(said) ? Number(said) : inSeconds(said);
  return Math.min(LONGEST_WAIT, Number.isNaN(until) ? 2 ** (tried - 1) : Math.max(0, until));
}
const inSeconds = (date: string) => Math.ceil((Date.parse(date) - Date.now()) / 1000);

async function readAnswer(answer: Response, url: URL): Promise<Answer> {
  const body = await bytesOf(answer, url);
  if (!answer.ok) throw refused(answer.status, url, body);
  const type = (answer.headers.get('content-type') ?? '').replaceAll(' ', '').toLowerCase();
  if (!/^application\/(taxii\+)?json(;|$)/.test(type) || /version=(?!"?2\.1"?(;|$))/.test(type))
    throw invalid(url, 'does not answer in TAXII 2.1');
  const header = (name: string) => {
    const value = answer.headers.get(`x-taxii-date-added-${name}`) ?? '';
    return /^[\dT:.Z+-]{10,40}$/.test(value) ? value : '';
  };
  return { body, first: header('first'), last: header('last') || header('first') };
}

async function bytesOf(answer: Response, url: URL): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of (answer.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > LARGEST) throw invalid(url, `answers with more than ${LARGEST >> 20} MiB at once`);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof StillwatchError) throw error;
    throw unreachable(url, error);
  }
  return Buffer.concat(pieces);
}

const errorSchema = z.object({ title: z.string(), description: z.string().optional() });

/** A server says no: its own words are a stranger's, and are cut short. */
export class FeedRefused extends StillwatchError {
  readonly status: number;

  constructor(status: number, message: string, mend: string) {
    super('FEED_REFUSED', message, mend);
    this.status = status;
  }
}

function refused(status: number, url: URL, body: Buffer): FeedRefused {
  let said = '';
  try {
    const { title, description = '' } = errorSchema.parse(JSON.parse(body.toString('utf8')));
    said = `: ${`${title}. ${description}`.replace(/\p{C}/gu, ' ').slice(0, 200).trim()}`;
  } catch {}
  const mend =
    status === 401 || status === 403
      ? 'Check the token, its environment variable and --user; the partner says what the token may read.'
      : status === 404
        ? 'Check the address and the collection’s id; a server may say so as well where a token may not read it.'
        : 'Ask who runs it.';
  return new FeedRefused(status, `${url.origin} refuses (${status})${said}`, mend);
}

export const invalid = (url: URL | string, what: string) =>
  new StillwatchError(
    'FEED_INVALID',
    `${new URL(url).origin} ${what}`,
    'Nothing of this answer was taken. Check the address; if it is right, tell who runs it.',
  );
const unreachable = (url: URL, cause: unknown) =>
  new StillwatchError(
    'FEED_UNREACHABLE',
    `${url.origin} cannot be reached`,
    'Try again later: it goes on where it was.',
    { cause },
  );
const elsewhere = (url: URL) =>
  new StillwatchError(
    'FEED_ADDRESS',
    `the server leads to ${url.origin}, and the token is not for that`,
    `If that is the partner’s too, subscribe there: stillwatch intel subscribe ${url.origin}/taxii2/ …`,
  );
const gaveUp = (url: URL, answer: Response | Error) =>
  answer instanceof Error
    ? unreachable(url, answer)
    : new FeedRefused(answer.status, `${url.origin} is busy (${answer.status})`, 'Try again later.');
