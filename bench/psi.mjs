// Private matching of a client's set with a server's, both here: what the set-up of an epoch, its renewal and a query
// of each mode take, beside a plain hash join of the same values in the same run. Processor time is of all threads.
//
//   nice -n 10 node bench/psi.mjs [values asked=25000] [values held=1000000] [held in mode count=100000]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PsiServer, query, Threads } from '../dist/intel/psi/index.js';

const [asked = 25_000, held = 1_000_000, heldForCount = 100_000] = process.argv.slice(2).map(Number);
const home = mkdtempSync(join(tmpdir(), 'stillwatch-psi-'));
/** A set is evaluated by one thread, so that what it takes is what it takes of one core; a query has them all. */
const [one, all] = [new Threads(1), new Threads()];
const partner = mode => ({ name: 'north', mode, perDay: 1e9, perEpoch: 1e9 });
const kinds = ['email', 'phone', 'payment'];
const write = {
  email: n => `person${n}@example.com`,
  phone: n => `+1555${String(n).padStart(8, '0')}`,
  payment: n => `card${n}`,
};
const item = n => ({ kind: kinds[n % 3], value: write[kinds[n % 3]](n) });
function* items(from, to) {
  for (let n = from; n < to; n++) yield item(n);
}
/** A fifth of what is asked is held too. */
const client = size => [...items(size - asked / 5, size - asked / 5 + asked)];

try {
  const server = new PsiServer({ home, epoch: 'bench', threads: one });
  await one.run('table', { tokens: new Uint8Array(0) }); // the thread starts before the clock
  const joined = join_();
  say('plain hash join', joined, `${joined.hits} in common`);
  const first = await timed(() => server.prepare('match', items(0, held)));
  say('set-up', first, `${each(first, held)} a value, ${ratio(first, joined)}`);
  const restarted = new PsiServer({ home, epoch: 'bench', threads: one });
  const grown = [...items(0, held), ...items(2 * held, 2 * held + 1000)];
  const again = await timed(() => restarted.prepare('match', grown));
  say('the same with 1000 new values, after a restart', again, ratio(again, joined));
  await ask('match', held, joined);
  const counted = await timed(() => server.prepare('count', items(0, heldForCount)));
  say(`set-up of ${heldForCount} in mode count`, counted, `${each(counted, heldForCount)} a value`);
  await ask('count', heldForCount, joined);
  console.log(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, client and server together`);
} finally {
  await Promise.all([one.close(), all.close()]);
  rmSync(home, { recursive: true, force: true });
}

async function ask(mode, size, joined) {
  const server = new PsiServer({ home, epoch: 'bench', threads: all });
  const wire = {};
  let part;
  const parts = {};
  const step = name => {
    if (part) parts[part] = since(parts[part]);
    part = name;
    parts[part] = now();
  };
  const peer = {
    name: 'north',
    offer: async () => server.offer(partner(mode)),
    async table() {
      const table = server.table(partner(mode));
      wire.table = table.length;
      return table;
    },
    async answer(request) {
      step('answer');
      const { body } = await server.answer(partner(mode), request);
      Object.assign(wire, { request: request.body.length, answer: body.length });
      return body;
    },
  };
  const values = client(size);
  const whole = await timed(() =>
    query(peer, values, { mode, threads: all, onStep: name => name !== 'ask' && step(name) }).then(found => {
      step('end');
      return found;
    }),
  );
  if (whole.result.count !== asked / 5) throw new Error(`found ${whole.result.count}`);
  say(`query, ${mode}`, whole, `${whole.result.count} in common, ${ratio(whole, joined)}`);
  for (const name of ['blind', 'answer', 'finish']) say(`  ${name}`, parts[name], each(parts[name], asked));
  console.log(`  bytes: table ${wire.table}, request ${wire.request}, answer ${wire.answer}`);
}

function join_() {
  const theirs = [...items(0, held)].map(({ kind, value }) => `${kind} ${value}`);
  const ours = client(held).map(({ kind, value }) => `${kind} ${value}`);
  const runs = Array.from({ length: 5 }, () => {
    const start = now();
    const set = new Set(theirs);
    const hits = ours.filter(one => set.has(one)).length;
    return { hits, ...since(start) };
  });
  return runs.sort((a, b) => a.cpu - b.cpu)[2];
}

function now() {
  return { wall: performance.now(), cpu: process.cpuUsage() };
}
function since({ wall, cpu }) {
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6 };
}
async function timed(work) {
  const start = now();
  const result = await work();
  return { result, ...since(start) };
}
function say(what, { cpu, wall }, more = '') {
  console.log(`${what}: ${cpu.toFixed(2)} s of processor, ${wall.toFixed(2)} s by the clock; ${more}`);
}
function each({ cpu }, values) {
  return `${((1e6 * cpu) / values).toFixed(0)} µs`;
}
function ratio({ cpu }, joined) {
  return `${(cpu / joined.cpu).toFixed(0)} times the join`;
}
