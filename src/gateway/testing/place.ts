import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ExchangeInput, Pseudonyms } from '../../exchange/index.ts';
import type { Decision, DecisionRequest } from '../../policy/index.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import type { GatewayOptions } from '../options.ts';
import { type TestUpstream, testUpstream } from './upstream.ts';

export const allowed: Decision = { decision: 'allow', obligations: [], reasons: [] };

export interface Place {
  url: string;
  upstream: TestUpstream;
  gateway: Gateway;
  asked: DecisionRequest[];
  recorded: ExchangeInput[];
  logged: string[];
  /** What is answered from now on. */
  decision: Decision | (() => Promise<Decision>);
  close(): Promise<void>;
}

/** A gateway before a test upstream, on ports of their own. */
export async function gatewayPlace(options: Partial<GatewayOptions> = {}): Promise<Place> {
  const upstream = await testUpstream();
  const asked: DecisionRequest[] = [];
  const recorded: ExchangeInput[] = [];
  const logged: string[] = [];
  const gateway = createGateway({
    upstream: upstream.url,
    pseudonyms: new Pseudonyms(Buffer.alloc(32, 7)),
    decide(request) {
      asked.push(request);
      return typeof place.decision === 'function' ? place.decision() : place.decision;
    },
    async record(exchange) {
      recorded.push(exchange);
    },
    log: (event, facts) => logged.push(JSON.stringify({ event, ...facts })),
    ...options,
  });
  gateway.server.listen(0, '127.0.0.1');
  await once(gateway.server, 'listening');
  const place: Place = {
    url: `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`,
    upstream,
    gateway,
    asked,
    recorded,
    logged,
    decision: allowed,
    async close() {
      await gateway.close(100);
      await upstream.close();
    },
  };
  return place;
}
