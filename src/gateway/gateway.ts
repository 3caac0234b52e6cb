import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ExchangeInput, Pseudonyms } from '../exchange/index.ts';
import type { Decision } from '../policy/index.ts';
import { addressOf, type Caller, callerOf } from './account.ts';
import { type Answered, answer } from './answer.ts';
import { type Body, hasBody, readBody, streamOf } from './body.ts';
import { Buckets } from './buckets.ts';
import { Counts } from './counts.ts';
import { ask, type Decide } from './decide.ts';
import { exchangeOf } from './exchange.ts';
import { passedOn } from './headers.ts';
import { type Log, seldom } from './log.ts';
import { type Obligations, obligationsOf } from './obligations.ts';
import { refusals, refuse } from './refusal.ts';
import { modelOf, parsedBody, thinned } from './request.ts';
import { type Route, routeOf } from './route.ts';
import { Upstream } from './upstream.ts';

export interface GatewayOptions {
  /** The API behind the gateway: https://api.example.com */
  upstream: string;
  /** What may be done with a request. `signal` says that nobody waits for the answer any more. */
  decide: Decide;
  /** Takes an exchange over; once it resolves, the exchange is somebody else's. */
  record(exchange: ExchangeInput): Promise<void>;
  pseudonyms: Pseudonyms;
  /** A header in which a gateway before this one says whose request it is. */
  accountHeader?: string | undefined;
  /** Headers that hold keys, in this order; by default those of the two APIs. */
  keyHeaders?: readonly string[] | undefined;
  /** What exchanges and decisions say of where the request came in. */
  channel?: string | undefined;
  /** Without a decision: let through (the default), or not. */
  fail?: 'open' | 'closed';
  /** How long to wait for a decision; milliseconds. */
  decideWithin?: number;
  /** How many proxies in front of this one are to be believed about the client's address. */
  trustProxy?: number;
  /** Bodies above so many bytes are passed on without being looked at. */
  limit?: number;
  /** How long the upstream may take to begin its answer, and then between two pieces of it; milliseconds. */
  headersTimeout?: number;
  bodyTimeout?: number;
  log?: Log;
}

export interface Gateway {
  server: Server;
  counts: Counts;
  /** When everything under way is over, and what it was has been handed over. */
  settled(): Promise<void>;
  /** Takes no more requests, lets those under way end for `grace` milliseconds, and hands over what they were. */
  close(grace?: number): Promise<void>;
}

const MiB = 1 << 20;
/** Of a request of which it is not known what model is asked. */
const UNSPECIFIED = 'unspecified';

/**
 * A streaming reverse proxy for OpenAI- and Anthropic-compatible APIs: asks what may be done with a request, passes it on,
 * carries out what is asked on the way, and records the exchange once its answer is through.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { headersTimeout = 600_000, bodyTimeout = 300_000, trustProxy = 0, limit = 32 * MiB } = options;
  const upstream = new Upstream(options.upstream, { headersTimeout, bodyTimeout });
  const counts = new Counts();
  const log = seldom(options.log ?? (() => {}));
  const buckets = new Buckets();
  const underWay = new Set<Promise<void>>();
  const asking = {
    decide: options.decide,
    fail: options.fail ?? 'open',
    within: options.decideWithin ?? 250,
    counts,
    log,
  } as const;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new Date();
    const { method = 'GET', url = '/', headers } = request;
    const route = routeOf(method, url, headers);
    counts.add('requests', route.api ?? 'other');
    const caller = callerOf(request, route.dialect, options);
    const body = route.asks ? await readBody(request, limit) : undefined;
    const whole = body && 'whole' in body ? body.whole : undefined;
    const json = whole && (await parsedBody(whole, headers['content-encoding'], limit));
    const model = modelOf(json, url);

    // What changes nothing and fetches no answer is not asked about.
    const decision =
      route.api || !route.safe
        ? await ask(
            {
              account: caller.account,
              model: model ?? UNSPECIFIED,
              channel: options.channel,
              client: { ip: addressOf(request, trustProxy), user_agent: headers['user-agent'] },
            },
            asking,
          )
        : undefined;
    if (response.destroyed) return void counts.add('client_closed');
    const terms = decision && obligationsOf(decision);
    for (const one of terms?.unknown ?? []) {
      counts.add('obligations_unknown');
      log('obligation unknown', { obligation: one.slice(0, 64) });
    }
    if (route.api || !route.safe) counts.add('decisions', decision?.decision ?? 'none');
    const refused = refusalOf(route, caller, decision, terms, model);
    const reference = tellable(decision?.reference);
    if (refused) {
      if (refused.status === 429) counts.add('rate_limited');
      return refuse(response, route.dialect, refused, reference);
    }
    const changes = terms && (terms.omitReasoning || terms.cap !== undefined);
    if (changes && route.asks && !json) {
      counts.add('not_recorded', 'unread_refused');
      return refuse(response, route.dialect, refusals.unread(reference), reference);
    }

    const sent = json && changes ? thinned(json, route.api!, terms) : json;
    const altered = sent !== undefined && sent !== json;
    const filtered = Boolean(terms?.omitReasoning && route.api);
    const drop = new Set(['host', 'expect', ...caller.unused]);
    if (altered) drop.add('content-length').add('content-encoding');
    if (filtered) drop.add('accept-encoding');
    const onward = passedOn(request.rawHeaders, drop);
    if (filtered) onward.push('accept-encoding', 'identity');
    const bytes = altered ? Buffer.from(JSON.stringify(sent)) : whole;
    if (bytes && request.headers['content-length'] === undefined)
      onward.push('content-length', String(bytes.length));
    else if (altered) onward.push('content-length', String(bytes!.length));
    const answered = await answer({
      upstream,
      call: { method, path: url, headers: onward, body: bytes ?? streamed(body, request) },
      response,
      dialect: route.dialect,
      thin: terms?.omitReasoning ? route.api : undefined,
      reference,
      keep: json !== undefined,
      limit,
      counts,
      log,
    });
    if (!route.asks) return;
    if (!json) return void counts.add('not_recorded', whole ? 'not_json' : 'too_large');
    await record(request, caller, at, json, answered);
  }

  async function record(
    request: IncomingMessage,
    caller: Caller,
    at: Date,
    json: Record<string, unknown>,
    answered: Answered,
  ): Promise<void> {
    if ('not' in answered) return void counts.add('not_recorded', answered.not);
    try {
      const made = await exchangeOf(
        {
          at,
          url: request.url ?? '/',
          account: caller.account,
          key: caller.key,
          channel: options.channel,
          org: request.headers['openai-organization'] as string | undefined,
          address: addressOf(request, trustProxy),
          agent: request.headers['user-agent'],
          request: json,
          ...answered,
        },
        options.pseudonyms,
        limit,
      );
      if ('not' in made) return void counts.add('not_recorded', made.not);
      await options.record(made.exchange);
      counts.add('recorded');
    } catch (error) {
      counts.add('record_failed');
      log('record failed', { reason: (error as Error).name });
    }
  }

  function keep(work: Promise<void>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  function refusalOf(
    route: Route,
    { account }: Caller,
    decision: Decision | undefined,
    terms: Obligations | undefined,
    model = UNSPECIFIED,
  ) {
    if (!decision) return route.api || !route.safe ? refusals.undecided() : undefined;
    const reference = tellable(decision.reference);
    if (decision.decision === 'verify') return refusals.verify(reference);
    if (decision.decision === 'suspend') return refusals.suspend(reference);
    if (decision.decision === 'hold') return refusals.hold(model, reference);
    const wait = terms?.rate ? buckets.take(account, terms.rate) : 0;
    return wait > 0 ? refusals.slow(Math.max(1, Math.ceil(wait / 1000)), reference) : undefined;
  }

  const server = createServer({ maxHeaderSize: 1 << 16, keepAliveTimeout: 75_000 }, (request, response) => {
    response.sendDate = false;
    keep(
      serve(request, response).catch((error: Error) => {
        if (response.destroyed || request.destroyed) return counts.add('client_closed');
        counts.add('upstream_failed', 'fault');
        log('fault', { reason: error.name });
        refuse(response, 'openai', refusals.unreachable());
      }),
    );
  });
  const settled = async () => {
    while (underWay.size) await Promise.all(underWay);
  };
  return {
    server,
    counts,
    settled,
    async close(grace = 10_000) {
      const closed = new Promise(resolve => server.close(resolve));
      const timer = setTimeout(() => server.closeAllConnections(), grace);
      server.closeIdleConnections();
      await closed;
      clearTimeout(timer);
      await settled();
      await upstream.close();
    },
  };
}

/** A reference that can stand in a header. */
const tellable = (reference: string | undefined) =>
  reference && /^[\x21-\x7e]{1,200}$/.test(reference) ? reference : undefined;

const streamed = (body: Body | undefined, request: IncomingMessage) =>
  body && 'large' in body ? body.large : hasBody(request) ? streamOf(request) : null;
