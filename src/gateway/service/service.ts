import { Pool } from 'undici';
import { StillwatchError } from '../../errors.ts';
import type { ExchangeInput } from '../../exchange/index.ts';
import { type Decision, type DecisionRequest, decisionSchema } from '../../policy/index.ts';
import { Undecidable } from '../decide.ts';
import type { Log } from '../log.ts';
import { Keys } from './keys.ts';
import { posted } from './post.ts';
import { type Outcome, Sender } from './sender.ts';
import { Spool } from './spool.ts';

export interface ServiceOptions {
  /** Where `stillwatch serve` listens: http://127.0.0.1:7717 */
  url: string;
  /** One with the scopes decide and ingest. */
  token: string;
  /** The folder for what the service does not take at once, and how many bytes may wait there. */
  spool: string;
  spoolBytes?: number;
  log: Log;
}

export interface Service {
  decide(request: DecisionRequest, signal: AbortSignal): Promise<Decision>;
  record(exchange: ExchangeInput): Promise<void>;
  /** Undefined where it may not be used now, or is for another table of wordings than this gateway has. */
  canaryKey(canary: string): Promise<Buffer | undefined>;
  /** What waits to be taken, in bytes. */
  readonly waiting: number;
  close(): Promise<void>;
}

/** The service is there, and does not take what it was sent; sent again it would not be taken either. */
const refusing = [400, 413, 415, 422];

/** A running service as what a gateway decides and records by. */
export function serviceAt({ url, token, spool: folder, spoolBytes = 1 << 30, log }: ServiceOptions): Service {
  const { origin, prefix } = place(url);
  const pool = new Pool(origin, { connections: 64, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}` };
  const post = (path: string, type: string, body: string, signal?: AbortSignal) =>
    posted(pool, { path: prefix + path, headers: { ...headers, 'content-type': type }, body }, signal);

  async function decide(request: DecisionRequest, signal: AbortSignal): Promise<Decision> {
    const ask = () => post('/v1/decisions', 'application/json', JSON.stringify(request), signal);
    // A connection that was kept may be closed at the very moment; asking twice changes nothing.
    const { status, body } = await ask().catch(error => (isSocket(error) ? ask() : Promise.reject(error)));
    if (status === 200) return decisionSchema.parse(JSON.parse(body));
    const reason = `the service answers ${status}`;
    throw refusing.includes(status) ? new Undecidable(reason) : new Error(reason);
  }

  async function send(lines: readonly string[]): Promise<Outcome> {
    try {
      const { status, body } = await post('/v1/exchanges', 'application/x-ndjson', lines.join('\n'));
      const refused = refusedIn(body);
      if (refused > 0) log('exchanges refused by the service', { lines: refused });
      if (status < 300) return 'taken';
      if (status === 401 || status === 403) log('service refuses the token', { status });
      return refusing.includes(status) ? 'wrong' : 'later';
    } catch {
      return 'later';
    }
  }

  const keys = new Keys(
    canary =>
      post('/v1/canary-keys', 'application/json', JSON.stringify({ canary }), AbortSignal.timeout(250)),
    log,
  );
  const spool = new Spool(folder, spoolBytes);
  const sender = new Sender({ send, spool, log });
  return {
    decide,
    record: exchange => sender.add(exchange),
    canaryKey: canary => keys.of(canary),
    get waiting() {
      return spool.bytes;
    },
    async close() {
      await sender.close();
      await pool.destroy();
    },
  };
}

/** How many of a batch the service did not take; it says why in its own log. */
function refusedIn(answer: string): number {
  try {
    const { refused, rejected } = JSON.parse(answer) as { refused?: unknown; rejected?: unknown };
    const said = refused ?? (Array.isArray(rejected) ? rejected.length : rejected);
    return typeof said === 'number' ? said : 0;
  } catch {
    return 0;
  }
}

const isSocket = (error: { code?: string }) =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(error.code ?? '');

function place(url: string): { origin: string; prefix: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new StillwatchError(
      'USAGE',
      'the service is not an http or https address',
      'It is what stillwatch serve prints: --service http://127.0.0.1:7717',
    );
  return { origin: parsed.origin, prefix: parsed.pathname.replace(/\/+$/, '') };
}
