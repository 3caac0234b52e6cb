import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answered, answer } from './answer.ts';
import { type Asked, asked } from './asked.ts';
import { Buckets } from './buckets.ts';
import { Counts } from './counts.ts';
import { exchangeOf } from './exchange.ts';
import { seldom } from './log.ts';
import { markingFor } from './mark/index.ts';
import { onward } from './onward.ts';
import { type GatewayOptions, settled } from './options.ts';
import { refusals, refuse } from './refusal.ts';
import { termsOf } from './terms.ts';
import { Upstream } from './upstream.ts';

export interface Gateway {
  server: Server;
  counts: Counts;
  /** When everything under way is over, and what it was has been handed over. */
  settled(): Promise<void>;
  /** Takes no more requests, lets those under way end for `grace` milliseconds, and hands over what they were. */
  close(grace?: number): Promise<void>;
}

/**
 * A streaming reverse proxy for OpenAI- and Anthropic-compatible APIs: asks what may be done with a request, passes it on,
 * carries out what is asked on the way, and records the exchange once its answer is through.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const settings = settled(options);
  const upstream = new Upstream(settings.upstream, settings);
  const counts = new Counts();
  const log = seldom(settings.log);
  const buckets = new Buckets();
  const underWay = new Set<Promise<unknown>>();
  const { limit } = settings;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await asked(request, settings);
    const { route, json, wrong } = one;
    counts.add('requests', route.api ?? 'other');
    if (wrong) return refuse(response, route.dialect, wrong);
    const { refused, obligations, reference } = await termsOf(one, settings, { buckets, counts, log });
    if (response.destroyed) return void counts.add('client_closed');
    if (refused) return refuse(response, route.dialect, refused, reference);
    const marking = await markingFor(one, obligations, settings, { counts, log });
    const answered = await answer({
      upstream,
      call: onward(one, obligations, marking !== undefined),
      response,
      dialect: route.dialect,
      thin: obligations.omitReasoning ? route.api : undefined,
      marking,
      reference,
      keep: route.asks && json !== undefined,
      limit,
      counts,
      log,
    });
    if (route.asks) await record(one, answered);
  }

  async function record(one: Asked, answered: Answered): Promise<void> {
    const { json, route } = one;
    if (!json || !route.api || 'not' in answered)
      return void counts.add('not_recorded', 'not' in answered ? answered.not : 'too_large');
    try {
      const seen = { ...one, ...answered, api: route.api, request: json, channel: settings.channel };
      const made = await exchangeOf(seen, settings.pseudonyms);
      if ('not' in made) return void counts.add('not_recorded', made.not);
      await settings.record(made.exchange);
      counts.add('recorded');
    } catch (error) {
      counts.add('record_failed');
      log('record failed', { reason: (error as Error).name });
    }
  }

  function take(request: IncomingMessage, response: ServerResponse): void {
    response.sendDate = false; // it is the upstream's to say
    const work = serve(request, response).catch((error: Error) => {
      if (response.destroyed || request.destroyed) return counts.add('client_closed');
      counts.add('upstream_failed', 'fault');
      log('fault', { reason: error.name });
      refuse(response, 'openai', refusals.unreachable());
    });
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  const server = createServer({ maxHeaderSize: 1 << 16, keepAliveTimeout: 75_000 }, take);
  const quiet = async () => {
    while (underWay.size) await Promise.all(underWay);
  };
  return {
    server,
    counts,
    settled: quiet,
    async close(grace = 10_000) {
      const closed = new Promise(resolve => server.close(resolve));
      const timer = setTimeout(() => server.closeAllConnections(), grace);
      // A connection that a client keeps is idle once its answer is through.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await closed;
      clearTimeout(timer);
      clearInterval(idle);
      await quiet();
      await upstream.close();
    },
  };
}
