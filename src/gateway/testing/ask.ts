import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Got {
  status: number;
  message: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  trailers: NodeJS.Dict<string>;
  body: Buffer;
  /** The answer was cut. */
  cut: boolean;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string | string[]> | string[];
  body?: string | Buffer | (string | Buffer)[];
}

/** One request over a connection of its own, and all that comes back. */
export const ask = (url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: headers as never, agent: false }, (got: IncomingMessage) => {
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({
          status: got.statusCode ?? 0,
          message: got.statusMessage ?? '',
          headers: got.headers,
          rawHeaders: got.rawHeaders,
          trailers: got.trailers,
          body: Buffer.concat(chunks),
          cut: !got.complete,
        });
      got
        .on('data', chunk => chunks.push(chunk))
        .on('end', done)
        .on('error', done);
    });
    sent.on('error', reject);
    for (const part of Array.isArray(body) ? body : body === undefined ? [] : [body]) sent.write(part);
    sent.end();
  });

export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Got> =>
  ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-1', ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
