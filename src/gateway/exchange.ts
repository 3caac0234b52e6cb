import { randomUUID } from 'node:crypto';
import type { ExchangeInput, Pseudonyms } from '../exchange/index.ts';
import { type Json, own, pairReader, text } from '../ingest/index.ts';
import { headerIn, type RawHeaders } from './headers.ts';
import type { Kept, Said } from './kept.ts';
import { asWords, readable } from './readable.ts';
import type { Api } from './route.ts';

/** How an answer ended: whole, or because one of the two sides left. */
export type Ending = 'whole' | 'client_closed' | 'upstream_cut';

/** All that is kept of a request and its answer until it is recorded. */
export interface Seen {
  /** When the request came. */
  at: Date;
  api: Api;
  model: string | undefined;
  caller: { account: string; key: string | undefined };
  channel: string | undefined;
  org: string | undefined;
  address: string | undefined;
  agent: string | undefined;
  /** As the client sent it. */
  request: Json;
  status: number;
  headers: RawHeaders;
  /** As the client got it. */
  kept: Kept;
  ending: Ending;
}

export type Made = { exchange: ExchangeInput } | { not: string };

/** The exchange as the log formats of OpenAI and Anthropic read it, or in a word why it is none. */
export async function exchangeOf(seen: Seen, pseudonyms: Pseudonyms): Promise<Made> {
  if (seen.status >= 400) return { not: 'upstream_error' };
  const said = await seen.kept.said();
  const kept = readable(seen.request, seen.api);
  const row = {
    time: seen.at.toISOString(),
    account: 'as given', // it is the gateway's to say, and said below
    api_key_id: seen.caller.key,
    org: seen.org ?? headerIn(seen.headers, 'openai-organization'),
    client_ip: seen.address,
    conversation: conversationIn(seen.request, pseudonyms),
    request: { headers: { 'user-agent': seen.agent?.slice(0, 4096) } },
    response: { status_code: seen.status, headers: {}, body: withoutError(said.body) },
  };
  const read = (body: Json) => pairReader({}).read({ ...row, request: { ...row.request, body } });
  let [result] = read(kept);
  if (result && 'refusal' in result && result.refusal.code === 'no-content') [result] = read(asWords(kept));
  if (!result || 'refusal' in result) return { not: result?.refusal.code ?? 'no-content' };
  const { exchange } = result;
  const stop = endOf(seen.ending, said, exchange.response?.stop_reason);
  return {
    exchange: {
      ...(exchange as ExchangeInput),
      id: idOf(said.body, seen.headers),
      channel: seen.channel,
      account: seen.caller.account,
      model: seen.model ?? 'unspecified',
      response: { ...exchange.response, ...(stop ? { stop_reason: stop } : {}) },
    },
  };
}

/** An answer that failed on the way is an exchange all the same: something was said. */
function withoutError(body: Json | undefined): Json {
  const { error: _, ...rest } = body ?? {};
  return rest;
}

function endOf(ending: Ending, { streamed, error }: Said, stop: unknown): string | undefined {
  if (ending !== 'whole') return ending;
  if (error) return `error:${error}`;
  // A stream that ends well says so.
  return streamed && !stop ? 'upstream_cut' : undefined;
}

/** Servers that count their answers from 1 at each start repeat ids; the ids of the two APIs are long. */
function idOf(body: Json | undefined, headers: RawHeaders): string {
  const given = [text(own(body, 'id')), headerIn(headers, 'request-id'), headerIn(headers, 'x-request-id')];
  return given.find(id => id && id.length >= 20 && id.length <= 200) ?? `gw_${randomUUID()}`;
}

/** What belongs together: a conversation's id where the client gives one, else its end user, as a pseudonym. */
function conversationIn(request: Json, pseudonyms: Pseudonyms): string | undefined {
  const metadata = own(request, 'metadata');
  const id = ['conversation_id', 'session_id', 'thread_id']
    .map(name => text(own(metadata, name)))
    .find(found => found !== undefined);
  if (id) return id.slice(0, 512);
  const conversation = own(request, 'conversation');
  const known = text(own(conversation, 'id') ?? conversation);
  if (known) return known;
  const user =
    text(own(metadata, 'user_id')) ?? text(own(request, 'safety_identifier')) ?? text(own(request, 'user'));
  const session = /_session_([0-9a-f-]{36})$/.exec(user ?? '')?.[1];
  return session ?? (user && `user_${pseudonyms.of('user', user)}`);
}
