// How fast are decisions beside a bare node:http server that parses and answers JSON of the same size? With a million accounts and
// 25,000 contained ones in the snapshot; alone, and while a detection runs in the engine.
//   node bench/decisions.mjs [SECONDS] [ROUNDS] [CONNECTIONS] [ACCOUNTS] [CONTAINED]     (5, 3, 32, 1000000, 25000)
// Both servers and whoever asks them are processes of their own; they are asked in turn, round by round, for whatever else this
// machine does changes from minute to minute. Prints a JSON line a measurement and the medians of the ratios at the end.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [what = '5', ...rest] = process.argv.slice(2);
if (what === 'bare') bare();
else if (what === 'service') await service(rest[0]);
else if (what === 'load') await load(...rest);
else await compare(Number(what), ...rest.map(Number));

/** The least that could answer. */
function bare() {
  const answer = {
    decision: 'thin',
    obligations: ['omit-reasoning', 'cap-output:1024'],
    reasons: [{ policy: 'containment', text: 'contained for SW-2026-0001' }],
    campaign: 'SW-2026-0001',
    until: '2026-12-01T00:00:00.000Z',
    reference: 'ref-123456',
  };
  const allow = { decision: 'allow', obligations: [], reasons: [] };
  const server = createServer((request, response) => {
    const pieces = [];
    request.on('data', piece => pieces.push(piece));
    request.on('end', () => {
      const { account } = JSON.parse(Buffer.concat(pieces).toString());
      const body = JSON.stringify(account.endsWith('7') ? answer : allow);
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send({ address: `http://127.0.0.1:${server.address().port}` }));
}

async function service(data) {
  const { startService } = await import('../dist/server/index.js');
  const { address, sessionToken } = await startService({
    place: { data },
    host: '127.0.0.1',
    port: 0,
    detectEvery: 0,
    alpha: 0.01,
    logLevel: 'silent',
  });
  process.send({ address, token: sessionToken });
}

/** Asks on so many connections, on each as soon as the last answer has come. */
async function load(address, token, seconds, connections, accounts) {
  const { port } = new URL(address);
  const requests = Array.from({ length: 5000 }, (_, n) => {
    const account = `acct_${(n * 7919) % Number(accounts)}`;
    const body = JSON.stringify({ account, model: 'opus-4.6', channel: 'api', attributes: { tier: 'gold' } });
    return Buffer.from(
      `POST /v1/decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });
  const took = [];
  const statuses = {};
  const begin = performance.now() + 1000; // warm first
  const end = begin + Number(seconds) * 1000;
  const ask = worker =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.setNoDelay(true).on('error', reject);
      let [n, sent, rest] = [worker * 131, 0, ''];
      const next = () => {
        sent = performance.now();
        if (sent > end) {
          socket.destroy();
          resolve();
        } else socket.write(requests[n++ % requests.length]);
      };
      socket.on('connect', next).on('data', piece => {
        rest += piece.latin1Slice();
        const head = rest.indexOf('\r\n\r\n');
        if (head === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(rest)[1]);
        if (rest.length < head + 4 + length) return;
        const status = rest.slice(9, 12);
        rest = '';
        if (sent >= begin) {
          took.push(performance.now() - sent);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
        next();
      });
    });
  await Promise.all(Array.from({ length: Number(connections) }, (_, worker) => ask(worker)));
  took.sort((a, b) => a - b);
  const at = share => took[Math.min(took.length - 1, Math.floor(took.length * share))];
  process.send({
    perSecond: took.length / Number(seconds),
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
    statuses,
  });
}

async function compare(seconds, rounds = 3, connections = 32, accounts = 1_000_000, contained = 25_000) {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-decisions-'));
  const self = fileURLToPath(import.meta.url);
  const children = [];
  const start = async (...argv) => {
    const child = fork(self, argv.map(String));
    children.push(child);
    const [message] = await once(child, 'message');
    return { child, ...message };
  };
  try {
    const data = join(folder, 'data');
    await fill(data, folder, accounts, contained);
    const plain = await start('bare');
    const ours = await start('service', data);
    const asked = async (path, init = {}) => {
      const headers = { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' };
      return (await fetch(`${ours.address}${path}`, { ...init, headers })).json();
    };
    const began = performance.now();
    for (;;) {
      const { snapshot } = await asked('/v1/status');
      if (snapshot.accounts >= accounts && snapshot.source === 'engine') break;
      await new Promise(done => setTimeout(done, 200));
    }
    console.log(
      JSON.stringify({
        snapshot_ready_seconds: (performance.now() - began) / 1000,
        ...(await asked('/v1/status')).snapshot,
      }),
    );
    const measure = async (name, address, token) => {
      const { child, ...result } = await start(
        'load',
        address,
        token ?? 'none',
        seconds,
        connections,
        accounts,
      );
      await once(child, 'exit').catch(() => {});
      console.log(JSON.stringify({ name, ...result }));
      if (Object.keys(result.statuses).some(status => status !== '200'))
        throw new Error('not all were answered');
      return result;
    };
    const ratios = { alone: [], detecting: [] };
    const run = async (list, name) => {
      const a = await measure(`bare, ${name}`, plain.address);
      const b = await measure(`decisions, ${name}`, ours.address, ours.token);
      list.push({ throughput: b.perSecond / a.perSecond, p99: b.p99 / a.p99 });
    };
    for (let round = 0; round < rounds; round++) await run(ratios.alone, 'alone');
    let over = false;
    let detections = 0;
    const detecting = (async () => {
      while (!over) {
        await asked('/v1/detections', { method: 'POST', body: '{"wait":true}' });
        detections++;
      }
    })();
    for (let round = 0; round < rounds; round++) await run(ratios.detecting, 'while a detection runs');
    const status = await asked('/v1/status');
    over = true;
    await Promise.race([detecting, new Promise(done => setTimeout(done, 60_000))]);
    const middle = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
    const medians = list => ({
      throughput: middle(list.map(r => r.throughput)),
      p99: middle(list.map(r => r.p99)),
    });
    console.log(
      JSON.stringify({
        machine: `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`,
        connections,
        detections,
        detection_running: status.detection.running_since !== null,
        alone: medians(ratios.alone),
        detecting: medians(ratios.detecting),
      }),
    );
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await new Promise(done => setTimeout(done, 500));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A million accounts, an action on some of them, and traffic with a campaign for detections to look at. */
async function fill(data, folder, accounts, contained) {
  const { openStore } = await import('../dist/store/index.js');
  const { Desk } = await import('../dist/policy/index.js');
  const { ingest } = await import('../dist/ingest/index.js');
  const { makeRange } = await import('../dist/range/index.js');
  const { installationKey } = await import('../dist/exchange/index.js');
  const store = await openStore({ data });
  await store.command(
    `INSERT INTO accounts (account, plan, program, verification)
     SELECT 'acct_' || toString(number), ['free', 'pro', 'team'][number % 3 + 1], if(number % 50 = 0, 'research', ''), ['none', 'email', 'identity'][number % 7 % 3 + 1]
     FROM numbers(${accounts})`,
  );
  const desk = await Desk.open(store);
  const step = Math.floor(accounts / contained);
  await desk.write({
    actor: 'bench',
    kind: 'action',
    subject: 'act-1',
    reason: 'a measurement',
    after: {
      plan: 'plan-1',
      campaign: 'SW-2026-0001',
      until: new Date(Date.now() + 86_400_000).toISOString(),
      accounts: Array.from({ length: contained }, (_, n) => ({
        account: `acct_${n * step}`,
        grade: ['verify', 'slow', 'thin', 'suspend'][n % 4],
        reference: `ref-${n}`,
        from: '2026-01-01T00:00:00Z',
      })),
    },
  });
  const world = join(folder, 'world');
  await makeRange({ scenario: 'letter', out: world, seed: 1, dials: {} });
  await ingest(store, [world], { data, pseudonyms: installationKey(data) });
  await store.close();
}
