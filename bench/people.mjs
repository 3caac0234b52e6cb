// Real people as they were, and a real grading run. `node bench/people.mjs PROMPTS` (a folder with human/ and judge/) takes everybody of
// the sets that carry a user and a time, and detects: nothing may be harvesting. Then the same with the requests of a grading
// run, at its own times, spread over 50 accounts; and both among ordinary traffic of the range, for two thousand exchanges of
// people hold no groups of people to compare a run with: then it should be found. People's exchanges keep their times moved by whole days, so that
// both lie in one stretch; the mapping of the run onto accounts is made up, for nobody publishes a real one.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { detect } from '../dist/detect/index.js';
import { installationKey } from '../dist/exchange/index.js';
import { ingest } from '../dist/ingest/index.js';
import { makeRange } from '../dist/range/index.js';
import { openStore } from '../dist/store/index.js';

const [prompts, spread = '50', around = '3000'] = process.argv.slice(2);
const DAY = 86_400_000;

function records(folder) {
  return readdirSync(join(prompts, folder))
    .filter(name => /\.jsonl(\.gz)?$/.test(name))
    .flatMap(name => {
      const bytes = readFileSync(join(prompts, folder, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      return text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line));
    })
    .filter(({ ts }) => ts !== undefined)
    .map(record => ({
      ...record,
      ms: typeof record.ts === 'number' ? record.ts * 1000 : Date.parse(record.ts),
    }));
}

/** A record's turns, each an exchange with those before it. */
function exchanges(record, account, shift) {
  return record.turns.map((_, turn) => ({
    id: `${record.id}-${turn}`,
    time: new Date(record.ms + shift + turn * 60_000).toISOString(),
    account,
    model: 'model',
    request: {
      messages: record.turns
        .slice(0, turn + 1)
        .flatMap((content, i) => [
          ...(i ? [{ role: 'assistant', content: '…' }] : []),
          { role: 'user', content },
        ]),
    },
    response: { output_tokens: Math.ceil((record.response_chars ?? 800) / 4) },
  }));
}

const people = records('human').filter(({ user }) => user);
const run = records('judge');
const begin = Math.min(...run.map(({ ms }) => ms));
const sources = new Map();
for (const one of people) sources.set(one.source, [...(sources.get(one.source) ?? []), one]);
const ordinary = [...sources.values()].flatMap(list => {
  const shift = Math.round((begin - Math.min(...list.map(({ ms }) => ms))) / DAY) * DAY;
  return list.flatMap(one => exchanges(one, one.user, shift));
});
const graded = run.flatMap((one, i) => exchanges(one, `grader-${(i * 7919) % Number(spread)}`, 0));

async function found(name, all, accounts = 0) {
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-people-'));
  const file = join(scratch, 'exchanges.jsonl');
  writeFileSync(file, all.map(one => `${JSON.stringify(one)}\n`).join(''));
  const paths = [file];
  if (accounts > 0) {
    const world = join(scratch, 'world');
    const start = new Date(begin).toISOString().slice(0, 10);
    const days = Math.ceil((Math.max(...run.map(({ ms }) => ms)) - begin) / DAY) + 1;
    await makeRange({ scenario: 'ordinary', accounts, start, days, out: world });
    paths.push(world);
  }
  const data = join(scratch, 'data');
  const store = await openStore({ data });
  await ingest(store, paths, { data, pseudonyms: installationKey(data) });
  const { campaigns, nearest_miss, groups_tested, accounts_seen, exchanges_seen } = await detect(store);
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
  const graders = accounts => accounts.filter(({ account }) => account.startsWith('grader-')).length;
  console.log(
    `${name}: ${exchanges_seen} exchanges, ${accounts_seen} accounts, ${groups_tested} groups tested`,
  );
  for (const { verdict, error_bound, accounts } of campaigns)
    console.log(
      `  ${verdict}, bound ${error_bound.toExponential(1)}: ${graders(accounts)} graders, ${accounts.length - graders(accounts)} people`,
    );
  if (nearest_miss) console.log(`  nearest miss: ${JSON.stringify({ ...nearest_miss, members: undefined })}`);
}

await found('people alone', ordinary);
await found(`people, and a grading run over ${spread} accounts`, [...ordinary, ...graded]);
await found('the same, among ordinary traffic', [...ordinary, ...graded], Number(around));
