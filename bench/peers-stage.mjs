// One stage in a process of its own, for peers.mjs; prints what it has to say as JSON.
//   node bench/peers-stage.mjs make DATA SHARES | share DATA SELECT COSHARING [OUT]    (the last two are JSON, a file)
import { createWriteStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { coSharing } from '../dist/coordination/index.js';
import { openStore } from '../dist/store/index.js';

const [stage, data, ...rest] = process.argv.slice(2);
const started = performance.now();
const store = await openStore({ data });
const result = await { make, share }[stage](...rest);
await store.close();
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ ...result, seconds, cpu: cpu(), peak: peak() }));

/** Edges as CSV into a file, or only counted. */
async function share(shares, wanted, out) {
  let plan;
  let edges = 0;
  let heaviest = 0;
  let paired;
  const begun = performance.now();
  const found = coSharing(store, JSON.parse(shares), JSON.parse(wanted), {
    onPlan: known => {
      plan = known;
      paired = (performance.now() - begun) / 1000;
    },
  });
  const lines = async function* () {
    yield 'account_a,account_b,weight\n';
    for await (const { a, b, weight } of found) {
      edges++;
      heaviest = Math.max(heaviest, weight);
      if (out) yield `${a},${b},${weight}\n`;
    }
  };
  if (out) await pipeline(lines, createWriteStream(out));
  else for await (const _ of lines());
  return { edges, heaviest, plan, planned: paired };
}

/**
 * Shares of a month: half a million accounts, four million objects of which the most popular has some 48,000 shares, the
 * next 13,000 and half all others one; each object's come after it was published, half of them within four hours.
 * Among them 200 accounts that share 200 objects of their own, all within ten minutes.
 */
async function make(count) {
  await store.command(
    `CREATE TABLE shares (account String, object String, message String, time DateTime64(3, 'UTC'))
     ENGINE = MergeTree ORDER BY tuple()`,
  );
  await store.insertSelect(
    'shares',
    `WITH 2592000 AS month, 40000 AS planted,
       (name, n) -> (sipHash64(name, n) + 0.5) / pow(2, 64) AS uniform,
       number < ${Number(count)} - planted AS ordinary, number % 200 AS member, intDiv(number, 200) AS own,
       toUInt32(4e6 * pow(uniform('object', number), 1 / 0.35)) AS object
     SELECT concat('account-', toString(if(ordinary, toUInt32(5e5 * pow(uniform('account', number), 1.5)), 500000 + member))),
       concat('https://example.org/', if(ordinary, toString(object), concat('own/', toString(own)))),
       toString(number),
       toDateTime64(1772323200, 3, 'UTC') + toIntervalMillisecond(toInt64(1000 * if(ordinary,
         month * uniform('published', object) - 21600 * log(uniform('delay', number)),
         month * uniform('start', own) + 600 * uniform('delay', number))))
     FROM numbers(${Number(count)})`,
    { settings: { max_insert_block_size: 400_000, min_insert_block_size_rows: 400_000 } },
  );
}

/** Processor seconds. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The most memory this process ever held, engine included, in MB. */
function peak() {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024);
}
