import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Answer, answerFor, streamFor } from './answers.ts';

export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
  /** The gateway went away before the answer's end. */
  aborted: boolean;
}

export interface TestUpstream {
  url: string;
  received: Received[];
  /** How many connections were made. */
  connections: number;
  close(): Promise<void>;
}

/**
 * A server in the shapes of OpenAI's and Anthropic's APIs. What it does is chosen by words in the model's name: `slow`,
 * `cut` (in the middle), `error-mid`, `gzip`, `br`, `refuses` (429), `silent`, `trailers`, `tools`, `thinks`, `twice`.
 */
export async function testUpstream(): Promise<TestUpstream> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers, rawHeaders } = request;
    const seen: Received = { method, url, headers, rawHeaders, body: '', aborted: false };
    received.push(seen);
    response.on('close', () => {
      seen.aborted = !response.writableFinished;
    });
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      seen.body = Buffer.concat(chunks).toString('latin1');
      void reply(url, seen, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstream = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: 0,
    close: () => closed(server),
  };
  server.on('connection', () => {
    upstream.connections++;
  });
  return upstream;
}

const closed = (server: Server) =>
  new Promise<void>(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function reply(url: string, seen: Received, response: ServerResponse): Promise<void> {
  const path = url.split('?')[0]!;
  if (!/(completions|messages|responses)\/?$/.test(path)) {
    response.writeHead(path.endsWith('/models') ? 200 : 418, 'As You Like', [
      'X-Twice',
      'a',
      'X-Twice',
      'b',
      'Content-Type',
      'application/json',
    ]);
    return void response.end(JSON.stringify({ echo: seen.body.length, path: url, data: [] }));
  }
  const asked = parsed(seen.body);
  const model = String(asked['model'] ?? '');
  const api: Answer['api'] = path.includes('messages')
    ? 'messages'
    : path.includes('responses')
      ? 'responses'
      : path.includes('chat')
        ? 'chat'
        : 'completions';
  const answer: Answer = { api, model, traits: model.split('-') };
  const has = (trait: string) => answer.traits.includes(trait);
  const head = { 'x-request-id': 'req_0123456789abcdef0123', 'set-cookie': 'session=sekrit-cookie-9' };
  if (has('silent')) return;
  if (has('refuses')) {
    response.writeHead(429, { ...head, 'content-type': 'application/json', 'retry-after': '0' });
    return void response.end(
      '{"error":{"message":"too fast","type":"requests","code":"rate_limit_exceeded"}}',
    );
  }
  if (asked['stream'] !== true) {
    const body = Buffer.from(JSON.stringify(answerFor(answer)));
    const coding = has('gzip') ? 'gzip' : has('br') ? 'br' : undefined;
    const bytes = coding === 'gzip' ? gzipSync(body) : coding === 'br' ? brotliCompressSync(body) : body;
    response.writeHead(200, {
      ...head,
      'content-type': 'application/json',
      ...(coding ? { 'content-encoding': coding } : {}),
      ...(has('trailers') ? { trailer: 'x-cost' } : { 'content-length': bytes.length }),
    });
    if (has('cut')) return void response.write(bytes.subarray(0, 20), () => response.destroy());
    response.write(bytes);
    if (has('trailers')) response.addTrailers({ 'x-cost': '12' });
    return void response.end();
  }
  response.writeHead(200, { ...head, 'content-type': 'text/event-stream' });
  const events = streamFor(answer);
  for (const [i, event] of events.entries()) {
    if (response.destroyed) return;
    if (has('cut') && i === Math.ceil(events.length / 2)) return void response.destroy();
    response.write(event);
    await new Promise(resolve => setTimeout(resolve, has('slow') ? 40 : 0));
  }
  response.end();
}

function parsed(body: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(body, 'latin1').toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
