import { createServer } from 'node:net';

/** How many ports are tried, counting up. */
const TRIES = 50;

/** The first port of this machine from one on that nobody listens at; 0, which is any, stays 0. */
export async function freePort(first: number): Promise<number> {
  if (first === 0) return 0;
  for (let port = first; port < first + TRIES && port <= 65_535; port++) if (await isFree(port)) return port;
  // Who listens then says what is wrong.
  return first;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
