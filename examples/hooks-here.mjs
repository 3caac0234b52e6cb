// A hook server of its own for the examples beside it: `mallory` is suspended, `sloth` may ask twice an hour, `thin` gets
// answers without reasoning. Where an address is given on the command line, that one is asked instead.
import { once } from 'node:events';
import { Pseudonyms } from '../dist/exchange/index.js';
import { hookServer, hooks } from '../dist/gateway/index.js';

const known = {
  mallory: { decision: 'suspend', obligations: [], reference: 'A1B2-C3D4' },
  sloth: { decision: 'slow', obligations: ['rate:2/1h'], reference: 'E5F6-G7H8' },
  thin: { decision: 'thin', obligations: ['omit-reasoning', 'cap-output:256'] },
};

export async function hooksHere() {
  const [given] = process.argv.slice(2);
  if (given) return { url: given.replace(/\/$/, ''), close() {} };
  const server = hookServer(
    hooks({ pseudonyms: new Pseudonyms(Buffer.alloc(32, 1)), accountHeader: 'x-account' }),
    ({ account }) => ({ decision: 'allow', obligations: [], reasons: [], ...known[account] }),
    () => '',
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export async function post(url, body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
}
