import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../store/index.ts';
import { buildRooms } from '../../store/testing/build.ts';

const script = fileURLToPath(new URL('./serve.mjs', import.meta.url));
export const engineProgram = new URL('./engine.mjs', import.meta.url);

/** The built rooms that a service needs; also where the engine of a service in the test's own process finds them. */
export function build(): string {
  const folder = buildRooms(
    'canary',
    'lineage',
    'detect',
    'policy',
    'evidence',
    'gateway',
    'range',
    'play',
    'views',
    'intel',
    'server',
  );
  process.env['BUILD'] = folder;
  return folder;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  json: any;
}

interface Asked {
  method?: string;
  token?: string | undefined;
  type?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Asks over HTTP. A body that is no text or bytes is sent as JSON. */
export function ask(address: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { token, body, type, headers: more } = asked;
  const sent =
    body === undefined
      ? undefined
      : typeof body === 'string' || body instanceof Uint8Array
        ? body
        : JSON.stringify(body);
  const headers: Record<string, string> = { ...more };
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (sent !== undefined) headers['content-type'] = type ?? 'application/json';
  if (sent !== undefined) headers['content-length'] = String(Buffer.byteLength(sent));
  return new Promise((resolve, reject) => {
    request(
      `${address}${path}`,
      { agent, method: asked.method ?? (sent === undefined ? 'GET' : 'POST'), headers },
      response => {
        const pieces: Buffer[] = [];
        response.on('error', reject).on('data', piece => pieces.push(piece));
        response.on('end', () => {
          const bytes = Buffer.concat(pieces);
          const text = bytes.toString();
          let json: unknown;
          try {
            json = JSON.parse(text);
          } catch {}
          resolve({ status: response.statusCode!, headers: response.headers, text, bytes, json });
        });
      },
    )
      .on('error', reject)
      .end(sent);
  });
}

export interface Running {
  address: string;
  token: string;
  child: ChildProcess;
  enginePid(): Promise<number>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** A service in two processes of its own. */
export async function startProcess(options: object): Promise<Running> {
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  const { address, token } = JSON.parse(value as string);
  return {
    address,
    token,
    child,
    async enginePid() {
      child.stdin!.write('\n');
      return Number((await lines.next()).value);
    },
    async end(signal) {
      const gone = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      else return;
      await gone;
    },
  };
}

/** Asks again and again until it is so. */
export async function until<T>(work: () => Promise<T | undefined | false>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await work();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it did not come to be so within ${seconds} seconds`);
    await new Promise(done => setTimeout(done, 50));
  }
}

/** How often each id is stored. The service has to be stopped. */
export async function storedIds(data: string): Promise<Map<string, number>> {
  const store = await until(() => openStore({ data }).catch(() => undefined));
  try {
    const rows = await store.query<{ id: string; n: number }>(
      'SELECT id, count() AS n FROM exchanges GROUP BY id',
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  } finally {
    await store.close();
  }
}
