import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Json } from '../ingest/index.ts';
import { addressOf, type Caller, callerOf } from './account.ts';
import { hasBody, readBody, streamOf } from './body.ts';
import type { RawHeaders } from './headers.ts';
import type { Settings } from './options.ts';
import { type Refusal, refusals } from './refusal.ts';
import { modelOf, parsedBody } from './request.ts';
import { type Route, routeOf } from './route.ts';
import { unclear } from './unclear.ts';

/** A request as far as it is understood. */
export interface Asked {
  at: Date;
  method: string;
  url: string;
  rawHeaders: RawHeaders;
  route: Route;
  caller: Caller;
  /** As it came: whole where it was read, else as a stream. */
  body: Buffer | Readable | null;
  /** The body of a request that asks a model, where it could be read. */
  json: Json | undefined;
  model: string | undefined;
  address: string | undefined;
  agent: string | undefined;
  org: string | undefined;
  /** Why it cannot be served, whoever asks. */
  wrong: Refusal | undefined;
}

/** Reads a request, its body too where that asks a model. Rejects when the client goes away before its end. */
export async function asked(request: IncomingMessage, settings: Settings): Promise<Asked> {
  const at = new Date();
  const { method = 'GET', headers, rawHeaders } = request;
  // A client that takes us for its proxy names the host as well.
  const url = (request.url ?? '/').replace(/^https?:\/\/[^/?#]*(?=([/?#]?))/i, (_, next) =>
    next === '/' ? '' : '/',
  );
  const { limit, trustProxy } = settings;
  const route = routeOf(method, url, headers);
  const caller = callerOf(headers, route.dialect, settings);
  const fault = unclear(url, rawHeaders, settings);
  const read = route.asks && !fault ? await readBody(request, limit) : undefined;
  const whole = read && 'whole' in read ? read.whole : undefined;
  const json = whole && (await parsedBody(whole, headers['content-encoding'], limit));
  const large = read && 'large' in read ? read.large : undefined;
  return {
    at,
    method,
    url,
    rawHeaders,
    route,
    caller,
    body: whole ?? large ?? (hasBody(request) ? streamOf(request) : null),
    json,
    model: modelOf(json, url),
    address: addressOf(request, trustProxy),
    agent: headers['user-agent'],
    org: headers['openai-organization'] as string | undefined,
    wrong: fault ? refusals.unclear(fault) : undefined,
  };
}
