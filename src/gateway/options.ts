import type { ExchangeInput, Pseudonyms } from '../exchange/index.ts';
import type { Decide } from './decide.ts';
import type { Log } from './log.ts';

export interface GatewayOptions {
  /** The API behind the gateway: https://api.example.com */
  upstream: string;
  /** What may be done with a request. `signal` says that nobody waits for the answer any more. */
  decide: Decide;
  /** Takes an exchange over; once it resolves, the exchange is somebody else's. */
  record(exchange: ExchangeInput): Promise<void>;
  pseudonyms: Pseudonyms;
  /** The key of a canary, where it may be used now. Without it answers are never marked. */
  canaryKey?: ((canary: string) => Promise<Buffer | undefined>) | undefined;
  /** A header in which a gateway before this one says whose request it is. */
  accountHeader?: string | undefined;
  /** Headers that hold keys, in this order; by default those of the two APIs. */
  keyHeaders?: readonly string[] | undefined;
  /** What exchanges and decisions say of where the request came in. */
  channel?: string | undefined;
  /** Without a decision: let through (the default), or not. */
  fail?: 'open' | 'closed' | undefined;
  /** How long to wait for a decision; milliseconds. */
  decideWithin?: number | undefined;
  /** How many proxies in front of this one are to be believed about the client's address. */
  trustProxy?: number | undefined;
  /** Bodies above so many bytes are passed on without being looked at. */
  limit?: number | undefined;
  /** How long the upstream may take to begin its answer, and then between two pieces of it; milliseconds. */
  headersTimeout?: number | undefined;
  bodyTimeout?: number | undefined;
  log?: Log | undefined;
}

const MiB = 1 << 20;

/** The options with what holds where nothing is said. */
export const settled = (given: GatewayOptions) => ({
  ...given,
  fail: given.fail ?? 'open',
  decideWithin: given.decideWithin ?? 250,
  trustProxy: given.trustProxy ?? 0,
  limit: given.limit ?? 32 * MiB,
  headersTimeout: given.headersTimeout ?? 600_000,
  bodyTimeout: given.bodyTimeout ?? 300_000,
  log: given.log ?? (() => {}),
});

export type Settings = ReturnType<typeof settled>;
