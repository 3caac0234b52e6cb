// Ingest of native JSONL beside the engine alone: it reads the same file with its own JSON reader and counts its
// rows. Paired runs, each in a process of its own; the figure is the ratio of their speeds.
//
//   node bench/ingest.mjs [exchanges=800000] [rounds=3]
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [exchanges = 800_000, rounds = 3] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-bench-'));
const file = join(folder, 'exchanges.jsonl');
await write(file, exchanges);
const bytes = statSync(file).size;
console.log(
  `${exchanges} exchanges, ${(bytes / 1e9).toFixed(2)} GB, ${Math.round(bytes / exchanges)} bytes each`,
);

const ratios = [];
for (let round = 0; round < rounds; round++) {
  const data = join(folder, `data-${round}`);
  const counted = stage('count', data, file);
  const typed = stage('count-typed', data, file);
  const ingested = stage('ingest', data, file);
  ratios.push(counted.seconds / ingested.seconds);
  console.log(
    `round ${round + 1}: ingest ${ingested.seconds.toFixed(2)} s (${Math.round(exchanges / ingested.seconds)}/s, peak ${ingested.peak} MB), ` +
      `count ${counted.seconds.toFixed(2)} s, count with every field read ${typed.seconds.toFixed(2)} s: ` +
      `ratios ${(counted.seconds / ingested.seconds).toFixed(2)} and ${(typed.seconds / ingested.seconds).toFixed(2)}`,
  );
  rmSync(data, { recursive: true, force: true });
}
console.log(`median ratio to the plain count: ${ratios.sort((a, b) => a - b)[rounds >> 1].toFixed(2)}`);
rmSync(folder, { recursive: true, force: true });

function stage(name, data, path) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('stage.mjs', import.meta.url)), name, data, path],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Exchanges of about 1.5 kB: a prompt of some 150 words, 10,000 accounts. */
async function write(path, count) {
  const out = createWriteStream(path);
  let state = 1;
  const random = n => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296) * n;
  const words = Array.from({ length: 5000 }, () =>
    Array.from({ length: 3 + random(8) }, () => String.fromCharCode(97 + random(26))).join(''),
  );
  for (let i = 0; i < count; i++) {
    const account = Math.floor(random(10_000));
    const prompt = Array.from({ length: 140 }, () => words[Math.floor(random(5000))]).join(' ');
    const line = JSON.stringify({
      id: `ex_${i}`,
      time: new Date(Date.UTC(2026, 3, 22) + i * 4000).toISOString(),
      account: `acct_${account}`,
      org: null,
      api_key: null,
      channel: 'api',
      model: 'opus-4.6',
      conversation: `c${i >> 2}`,
      client: {
        ip: `203.0.113.${account % 250}`,
        asn: 64500,
        country: 'US',
        user_agent: 'python-requests/2.32.3',
        ja4: 't13d1516h2',
      },
      request: {
        system: null,
        messages: [{ role: 'user', content: prompt }],
        max_tokens: 4096,
        temperature: 1,
        top_p: null,
        n: 1,
        stream: false,
        tools: null,
      },
      response: {
        text: null,
        reasoning: null,
        stop_reason: 'end_turn',
        input_tokens: 200,
        output_tokens: 402,
      },
    });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
