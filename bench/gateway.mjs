// The gateway beside a bare undici proxy, in the same minutes on the same machine, before the same upstream: what it adds to
// the first byte, what it leaves of the throughput, and what it costs of processor time a request and an event of a stream.
// Every server is a process of its own; the gateway is measured with decisions of its own process and with a service's.
//
//   node scripts/build.mjs && node bench/gateway.mjs [pairs=3000] [seconds=4] [events=40000]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// ---------------------------------------------------------------- the servers

async function listening(server) {
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('message', () => process.send({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }));
  process.on('disconnect', () => process.exit());
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
}

/** Answers at once: a whole answer, or a stream of as many events as max_tokens says. */
async function upstream() {
  const words = 'ordinary words that a model may say, '.split(' ');
  const chunk = (delta, finish = null) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-0123456789abcdefghijABCDEFGHI', object: 'chat.completion.chunk', created: 1770000000, model: 'm', system_fingerprint: 'fp_44709d6fcb', choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })}\n\n`;
  const whole = JSON.stringify({
    id: 'chatcmpl-0123456789abcdefghijABCDEFGHI',
    object: 'chat.completion',
    model: 'm',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'word '.repeat(300) }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 500, completion_tokens: 300, total_tokens: 800 },
  });
  await listening(
    createServer(async (asked, response) => {
      const chunks = [];
      for await (const part of asked) chunks.push(part);
      const { stream, max_tokens: events } = JSON.parse(Buffer.concat(chunks));
      if (!stream) {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(whole),
        });
        return response.end(whole);
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let i = 0; i < events; i++) {
        const more = response.write(chunk({ content: `${words[i % words.length]} ` }));
        // Each event in a packet of its own, as models write them.
        if (i > 0) await new Promise(setImmediate);
        if (!more) await once(response, 'drain');
      }
      response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
    }),
  );
}

async function bare(target) {
  const { Pool } = await import('undici');
  const pool = new Pool(target, { connections: null, pipelining: 1 });
  await listening(
    createServer((asked, response) => {
      const { host: _, connection: __, ...headers } = asked.headers;
      pool
        .stream(
          { method: asked.method, path: asked.url, headers, body: asked },
          ({ statusCode, headers: own }) => {
            const { connection: ___, 'keep-alive': ____, 'transfer-encoding': _____, ...kept } = own;
            return response.writeHead(statusCode, kept);
          },
        )
        .catch(() => response.destroy());
    }),
  );
}

async function gateway(target, serviceUrl) {
  const { createGateway, serviceAt } = await import('../dist/gateway/index.js');
  const { Pseudonyms } = await import('../dist/exchange/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const allow = { decision: 'allow', obligations: [], reasons: [] };
  const own = { decide: () => allow, record: async exchange => void JSON.stringify(exchange) };
  const by = serviceUrl ? serviceAt({ url: serviceUrl, token: 't', spool: folder, log() {} }) : own;
  const { server } = createGateway({
    upstream: target,
    pseudonyms: new Pseudonyms(Buffer.alloc(32, 1)),
    decide: by.decide,
    record: by.record,
  });
  await listening(server);
}

/** Answers decisions and takes exchanges, at once: what is measured is the way there. */
async function service() {
  const decision = JSON.stringify({ decision: 'allow', obligations: [], reasons: [] });
  await listening(
    createServer(async (asked, response) => {
      for await (const _ of asked);
      response.end(asked.url === '/v1/decisions' ? decision : '{}');
    }),
  );
}

// ---------------------------------------------------------------- the measuring

async function measure(pairs = 3000, seconds = 4, events = 40_000) {
  const up = await start('upstream');
  const deciding = await start('service');
  const servers = {
    direct: up,
    bare: await start('bare', up.url),
    gateway: await start('gateway', up.url),
    'gateway + service': await start('gateway', up.url, deciding.url),
  };
  const names = Object.keys(servers);

  // In turns, in changing order, over one connection each: what is noise falls on all alike.
  const firsts = Object.fromEntries(names.map(name => [name, []]));
  for (let i = -300; i < pairs; i++)
    for (const name of rotated(names, i)) {
      const { first } = await ask(servers[name], 2, true);
      if (i >= 0) firsts[name].push(first);
    }
  console.log(`first byte of a stream, ${pairs} requests each in turns, ms:`);
  for (const name of names) {
    const added = firsts[name].map((ms, i) => ms - firsts.direct[i]);
    const beside = firsts[name].map((ms, i) => ms - firsts.bare[i]);
    console.log(
      `  ${name.padEnd(18)} median ${ms(quantile(firsts[name], 0.5))}  p99 ${ms(quantile(firsts[name], 0.99))}` +
        `  added to direct ${ms(quantile(added, 0.5))}  to bare ${ms(quantile(beside, 0.5))}`,
    );
  }

  const rates = Object.fromEntries(names.map(name => [name, []]));
  const costs = Object.fromEntries(names.map(name => [name, []]));
  for (let round = 0; round < 3; round++)
    for (const name of rotated(names, round)) {
      const before = await usage(servers[name]);
      const count = await flood(servers[name], seconds, 16);
      costs[name].push((await usage(servers[name])).us - before.us);
      rates[name].push(count / seconds);
      costs[name].push(costs[name].pop() / count);
    }
  console.log('whole answers, 16 at a time:');
  for (const name of names.slice(1))
    console.log(
      `  ${name.padEnd(18)} ${Math.round(quantile(rates[name], 0.5))}/s, ${(quantile(rates[name], 0.5) / quantile(rates.bare, 0.5)).toFixed(2)} of bare; ${Math.round(quantile(costs[name], 0.5))} µs of processor time each`,
    );

  console.log(`streams of ${events} events:`);
  const each = Object.fromEntries(names.map(name => [name, []]));
  for (let round = 0; round < 3; round++)
    for (const name of rotated(names.slice(1), round)) {
      const before = await usage(servers[name]);
      await ask(servers[name], events, true);
      await new Promise(resolve => setTimeout(resolve, 300)); // the record is made after the end
      each[name].push(((await usage(servers[name])).us - before.us) / events);
    }
  for (const name of names.slice(1)) {
    const { rss } = await usage(servers[name]);
    console.log(
      `  ${name.padEnd(18)} ${quantile(each[name], 0.5).toFixed(1)} µs of processor time an event, ${Math.round(rss / 1e6)} MB`,
    );
  }
  process.exit();
}

async function start(...args) {
  const child = fork(fileURLToPath(import.meta.url), args, { stdio: 'inherit' });
  const [{ url }] = await once(child, 'message');
  return { child, url, agent: new Agent({ keepAlive: true, maxSockets: 64 }) };
}

async function usage({ child }) {
  child.send('usage');
  const [{ cpu, rss }] = await once(child, 'message');
  return { us: cpu.user + cpu.system, rss };
}

const question = { model: 'm', messages: [{ role: 'user', content: 'some words to answer to '.repeat(80) }] };

/** One request: milliseconds to the first byte of the answer's body. */
const ask = ({ url, agent }, events, stream) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ ...question, stream, max_tokens: events });
    const started = performance.now();
    let first;
    const sent = request(
      `${url}/v1/chat/completions`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          authorization: 'Bearer sk-bench',
        },
      },
      got => {
        got.on('data', () => {
          first ??= performance.now() - started;
        });
        got.on('end', () => resolve({ first }));
        got.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

async function flood(server, seconds, width) {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < end) {
        await ask(server, 0, false);
        count++;
      }
    }),
  );
  return count;
}

function rotated(list, by) {
  const at = ((by % list.length) + list.length) % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function ms(value) {
  return value.toFixed(3);
}

const [role] = process.argv.slice(2);
const roles = { upstream, bare, gateway, service };
if (role in roles) await roles[role](...process.argv.slice(3));
else await measure(...process.argv.slice(2).map(Number));
