// What a decision by the shipped policies costs as accounts grow, with 2.5% of them contained; what asking Cedar each time would
// cost; and finding the facts, beside a bare Map. Then what reloads cost, and whether they leave memory behind.
//   node bench/policy.mjs [accounts …]
import { Policies, policiesFolder, Snapshot } from '../dist/policy/index.js';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 30_000, 1_000_000];
const GRADES = ['verify', 'slow', 'thin', 'suspend'];
const PLANS = ['free', 'pro', 'team', 'enterprise'];
const now = Date.parse('2026-06-12T00:00:00Z');
const policies = await Policies.load(policiesFolder('/nowhere'));

console.log(`${policies.all.length} policies, 2.5% of accounts contained; medians of 9 rounds`);
let first;
for (const accounts of sizes) {
  const snapshot = snapshotOf(accounts);
  const bare = new Map(Array.from({ length: accounts }, (_, i) => [`acct_${i}`, i]));
  const some = Array.from({ length: 20_000 }, (_, i) => factsOf(snapshot, accounts, i));
  const [look, find, decide] = interleaved(200_000, [
    i => bare.get(nameOf(accounts, i)),
    i => factsOf(snapshot, accounts, i),
    i => policies.decide(some[i % some.length]),
  ]);
  const [ask] = interleaved(2000, [i => policies.ask(some[i % some.length])]);
  first ??= { decide, ask, find };
  console.log(
    [
      `${String(accounts).padStart(9)} accounts: deciding ${decide.toFixed(2)} µs (${(decide / first.decide).toFixed(2)} of the first size)`,
      `asking Cedar each time ${ask.toFixed(0)} µs (${(ask / first.ask).toFixed(2)}), ${(ask / decide).toFixed(0)} times as much`,
      `finding the facts ${find.toFixed(2)} µs, ${(find / look).toFixed(1)} times a look into a bare Map of as many`,
      `${policies.remembered} outcomes remembered`,
    ].join('; '),
  );
}

const before = Math.round(process.memoryUsage().rss / 1e6);
const started = performance.now();
const RELOADS = 2000;
for (let i = 0; i < RELOADS; i++) Policies.compile(policies.texts).decide(factsOf(snapshotOf(10), 10, i));
const each = (performance.now() - started) / RELOADS;
console.log(
  `${RELOADS} reloads: ${each.toFixed(1)} ms each, memory ${before} MB before and ${Math.round(process.memoryUsage().rss / 1e6)} MB after`,
);

function snapshotOf(accounts) {
  const snapshot = new Snapshot();
  snapshot.addAccounts(
    (function* () {
      for (let i = 0; i < accounts; i++)
        yield {
          account: `acct_${i}`,
          plan: PLANS[i % 4],
          program: '',
          verification: i % 3 ? 'email' : 'phone',
        };
    })(),
  );
  const contained = [];
  for (let i = 0; i < accounts; i += 40)
    contained.push({ account: `acct_${i}`, grade: GRADES[(i / 40) % 4], reference: `ref_${i}` });
  snapshot.take({
    id: '1',
    at: '2026-06-01T00:00:00.000Z',
    actor: 'bench',
    kind: 'action',
    subject: 'act_1',
    reason: 'bench',
    before: null,
    after: { plan: 'pl_1', campaign: 'SW-2026-0001', accounts: contained, until: '2026-07-01T00:00:00.000Z' },
  });
  return snapshot;
}

/** Accounts in an order that no cache foresees, the same each time. */
function nameOf(accounts, i) {
  return `acct_${(Math.imul(i + 1, 2654435761) >>> 0) % accounts}`;
}

function factsOf(snapshot, accounts, i) {
  return snapshot.facts({ account: nameOf(accounts, i), model: 'opus-4.6', channel: 'api' }, now);
}

/** Microseconds of each, in turns, so that what else the machine does meets all of them. */
function interleaved(times, works) {
  const rounds = works.map(() => []);
  for (let round = 0; round < 9; round++)
    for (const [w, work] of works.entries()) {
      const started = performance.now();
      for (let i = 0; i < times; i++) work(i + round * times);
      rounds[w].push(((performance.now() - started) * 1000) / times);
    }
  return rounds.map(all => all.sort((a, b) => a - b)[4]);
}
