import type { Store } from '../store/index.ts';
import { capabilities } from '../traits/index.ts';

export const HOURS = 24;
/** Equal parts of the time looked at: when in it an account was active. */
export const PARTS = 32;
/** SQL for which of them a moment lies in; it and `from` in seconds since 1970. */
export const periodPart = (seconds: string, { from, to }: Pick<Scope, 'from' | 'to'>) =>
  `greatest(0, least(${PARTS - 1}, intDiv(${seconds} - ${Math.floor(from)}, ${Math.ceil(Math.max(1, to - from) / PARTS)})))`;
export const SIZES = 10;
export const MODELS = 8;
/** The bits of src/traits/asks.ts, and how many exchanges were looked at for them. */
export const ASKS = capabilities.length + 1;

/**
 * The unit of detection: the exchanges of one account that share a context (system prompt, tools, client). An
 * account is the union of its streams, so that innocent traffic beside a harvest hides nothing. Contexts with
 * under a twentieth of an account's exchanges are one stream, whatever they are. Of requests made with templates, those that
 * one account makes with one repertoire (`repertoires.ts`), in whatever context.
 */
export interface Streams {
  count: number;
  accounts: string[];
  /** Index into `accounts`, by stream. */
  account: Uint32Array;
  /** 64-bit keys, by stream: low and high half. The same stream has the same key at every look. */
  keys: Uint32Array;
  /**
   * Keys of what a budget of false alarms is kept for, by stream, and what was sent on it: the stream itself. Where words tell an
   * account's streams apart it is the account: more traffic tells more words, and then the same requests lie in other streams.
   */
  budgets: { keys: Uint32Array; exchanges: Float64Array };
  /** Exchanges, by stream; so all that follow. */
  exchanges: Float64Array;
  inputTokens: Float64Array;
  outputTokens: Float64Array;
  /** Seconds since 1970. */
  first: Float64Array;
  last: Float64Array;
  activeDays: Float64Array;
  sittings: Float64Array;
  /** Burstiness of gaps, -1 (regular) to 1 (Goh & Barabási 2008); NaN under eight exchanges. */
  burstiness: Float64Array;
  /** Exchanges that stand alone: one message of the user, nothing before it. */
  standalone: Float64Array;
  distinctBodies: Float64Array;
  /** Sum of ln(1 + output tokens). */
  logOutput: Float64Array;
  /** Row-major counts: `count` × HOURS, PARTS, SIZES … */
  hours: Float32Array;
  parts: Float32Array;
  /** The same of hours in which the account is active, each once (`active.ts`). */
  activeHours: Float32Array;
  activeParts: Float32Array;
  inputSizes: Float32Array;
  outputSizes: Float32Array;
  models: Float32Array;
  asks: Float32Array;
  modelNames: string[];
  /** From the low and high half of a stream's 64-bit key to its index. */
  find(low: number, high: number): number;
}

/** What is looked at: all exchanges, or requests made with templates (`templates.ts`). */
export type Part = 'everything' | 'templates';

export interface Scope {
  part: Part;
  until: Date;
  /** The exchanges looked at: a table like `exchanges`, and SQL for which of its rows. */
  table: string;
  where: string;
  from: number;
  to: number;
}

/** What a program sets alike for all that it sends, in SQL. */
export const CONTEXT = 'xxh3(system, tools, user_agent, ja4)';

/** SQL for the contexts that are streams of their own, by account; what else an account sends is one stream. */
export const ownContexts = ({ table, where }: Pick<Scope, 'table' | 'where'>) => `
    SELECT account, context FROM (
      SELECT account, ${CONTEXT} AS context, count() AS n, sum(count()) OVER (PARTITION BY account) AS total
      FROM ${table} WHERE ${where} GROUP BY account, context)
    WHERE n >= greatest(5, total / 20) AND n < total`;

/** A stream's key in SQL; `contexts` is the table of those kept apart, and is not asked where templates tell. */
export const streamKey = ({ part }: Pick<Scope, 'part'>, contexts: string) =>
  part === 'templates'
    ? 'xxh3(account, repertoire, 1)'
    : `xxh3(account, if(xxh3(account, ${CONTEXT}) IN (SELECT key FROM ${contexts}), ${CONTEXT}, 0))`;

export async function keepContexts(
  store: Store,
  scope: Pick<Scope, 'table' | 'where'>,
  table: string,
): Promise<void> {
  await store.command(`CREATE TABLE ${table} (key UInt64) ENGINE = Memory`);
  await store.insertSelect(table, `SELECT xxh3(account, context) FROM (${ownContexts(scope)})`);
}
