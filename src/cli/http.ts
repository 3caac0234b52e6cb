import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentSecurityPolicy } from './page.ts';

export interface Rendered {
  html: string;
  /** What /campaigns.json answers with. */
  document: unknown;
}

interface Options {
  host: string;
  port: number;
  /** How many ports to try, counting up, where one is taken. */
  tries: number;
  render(): Promise<Rendered>;
}

interface Served {
  address: string;
  loopback: boolean;
  close(): Promise<void>;
}

/** Serves one page and its JSON, read only. */
export async function servePage({ host, port, tries, render }: Options): Promise<Served> {
  const loopback = /^(127\.|::1$|localhost$)/.test(host);
  const server = createServer((request, response) => {
    answer(request, response, render, loopback).catch(error => {
      console.error(`stillwatch: ${(error as Error).message}`);
      if (!response.headersSent)
        send(response, 500, 'text/plain', 'The page could not be made; see the terminal.\n');
      else response.destroy();
    });
  });
  await listen(server, host, port, tries);
  const { port: bound } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    loopback,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, host: string, first: number, tries: number): Promise<void> {
  for (let port = first; ; port++) {
    try {
      return await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port + 1 >= first + tries || port >= 65_535) throw error;
    }
  }
}

async function answer(
  { method, url, headers }: IncomingMessage,
  response: ServerResponse,
  render: Options['render'],
  loopback: boolean,
): Promise<void> {
  // A web site that points its own name at 127.0.0.1 must not read what is served to this machine's user.
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  if (loopback && !['localhost', '[::1]'].includes(name) && !/^127(\.\d{1,3}){3}$/.test(name))
    return send(response, 421, 'text/plain', 'Ask by the address that the terminal names.\n');
  if (method !== 'GET' && method !== 'HEAD')
    return send(response, 405, 'text/plain', 'Only GET.\n', { allow: 'GET, HEAD' });
  const path = (url ?? '/').split('?')[0];
  if (path === '/') return send(response, 200, 'text/html', (await render()).html);
  if (path === '/campaigns.json')
    return send(response, 200, 'application/json', JSON.stringify((await render()).document));
  send(response, 404, 'text/plain', 'There is / and /campaigns.json.\n');
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Record<string, string> = {},
): void {
  response
    .writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'content-length': Buffer.byteLength(body),
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      ...more,
    })
    .end(response.req.method === 'HEAD' ? undefined : body);
}
