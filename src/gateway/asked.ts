import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Json } from '../ingest/index.ts';
import { addressOf, type Caller, callerOf } from './account.ts';
import { hasBody, readBody, streamOf } from './body.ts';
import type { RawHeaders } from './headers.ts';
import { MOST_MODELS, modelsOf } from './models.ts';
import type { Settings } from './options.ts';
import { type Refusal, refusals } from './refusal.ts';
import { readJson } from './request.ts';
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
  /** The body, where it could be read and is a JSON object. */
  json: Json | undefined;
  model: string | undefined;
  /** All models that may answer it, that one first. */
  models: readonly string[];
  address: string | undefined;
  agent: string | undefined;
  org: string | undefined;
  /** Why it cannot be served, whoever asks. */
  wrong: Refusal | undefined;
}

/** Reads a request, its body too where that may name a model. Rejects when the client goes away before its end. */
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
  const reads = route.asks || (!route.safe && hasBody(request) && mayBeJson(headers['content-type']));
  const read = reads && !fault ? await readBody(request, limit) : undefined;
  const whole = read && 'whole' in read ? read.whole : undefined;
  const { json, broken, twice } = whole
    ? await readJson(whole, headers['content-encoding'], limit)
    : { broken: false, twice: false };
  const models = modelsOf(json, url);
  const large = read && 'large' in read ? read.large : undefined;
  const unsaid =
    fault ??
    (twice ? 'it says twice which model it is for' : undefined) ??
    (models.length > MOST_MODELS ? `it names more than ${MOST_MODELS} models` : undefined);
  // Of a request that asks a model that is said below, once it is known that it may ask.
  const unreadable = broken && !route.asks && whole?.length && isJson(headers['content-type']);
  const wrong = unsaid ? refusals.unclear(unsaid) : unreadable ? refusals.unreadable() : undefined;
  return {
    at,
    method,
    url,
    rawHeaders,
    route,
    caller,
    body: whole ?? large ?? (hasBody(request) ? streamOf(request) : null),
    json,
    model: models[0],
    models,
    address: addressOf(request, trustProxy),
    agent: headers['user-agent'],
    org: headers['openai-organization'] as string | undefined,
    wrong,
  };
}

/** Many servers read JSON where nothing, or something else, is said of the type. Uploads pass as they come. */
const mayBeJson = (type: string | undefined) =>
  type === undefined || /json|^\s*$|^\s*text\/|x-www-form-urlencoded/i.test(type);

const isJson = (type = '') => /^\s*\w+\/([\w.-]+\+)?json\s*(;|$)/i.test(type);
