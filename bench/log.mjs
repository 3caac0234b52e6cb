// What the transparency log costs: entries appended one by one (each on disk before the next), and a thousand at a time, beside the same
// bytes written to one file and synchronised as often; proofs; and computing it all anew, beside hashing the entries alone.
//   node bench/log.mjs [one by one] [in batches]
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, TransparencyLog, verifyLog } from '../dist/evidence/index.js';

const [single = 2000, many = 100_000] = process.argv.slice(2).map(Number);
const BATCH = 1000;
const ROUNDS = 5;
const scratch = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'stillwatch-bench-log-'));
const data = join(scratch, 'data');
const log = await TransparencyLog.open(data);
const file = await open(join(scratch, 'bare'), 'a');

// As large as a verdict's entry is.
const entry = n => ({
  type: 'record',
  v: 1,
  at: '2026-06-12T00:00:00.000Z',
  id: `R-${n}`,
  kind: 'action',
  campaign: 'SW-2026-0001',
  accounts: n,
  grade: 'suspend',
  until: 'x'.repeat(600),
  document: Buffer.alloc(32, n).toString('base64'),
});
const entries = (from, n) => Array.from({ length: n }, (_, at) => entry(from + at));
const seconds = async work => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Rounds of the one and the other in turn, so that both meet the same machine. */
async function paired(count, batch) {
  const [ours, bare] = [[], []];
  let made = 0;
  const each = Math.max(batch, Math.ceil(count / ROUNDS / batch) * batch);
  for (let round = 0; round < ROUNDS; round++) {
    const batches = Array.from({ length: each / batch }, () => entries((made += batch), batch));
    const texts = batches.map(all => Buffer.from(all.map(one => JSON.stringify(one)).join('\n')));
    ours.push(
      each /
        (await seconds(async () => {
          for (const all of batches) await log.append(all);
        })),
    );
    bare.push(
      each /
        (await seconds(async () => {
          for (const text of texts) {
            await file.write(text);
            await file.datasync();
          }
        })),
    );
  }
  const ratios = ours.map((rate, at) => bare[at] / rate);
  return `${Math.round(median(ours))} entries/s; bare write and fdatasync ${Math.round(median(bare))}; ${median(ratios).toFixed(1)} times as long`;
}

console.log(`one by one: ${await paired(single, 1)}`);
console.log(`${BATCH} at a time: ${await paired(many, BATCH)}`);

const { size } = log;
const proofs = 1000;
const took = await seconds(async () => {
  for (let n = 0; n < proofs; n++) {
    await log.inclusion((n * 7919) % size, size);
    await log.consistency(1 + ((n * 104_729) % size), size);
  }
});
console.log(
  `${size} entries: an inclusion and a consistency proof ${((took / proofs) * 1000).toFixed(2)} ms`,
);

const bytes = [];
for await (const one of log.entries()) bytes.push(Buffer.from(one.bytes));
const bare = await seconds(async () => void bytes.map(leafHash));
const findings = [];
const verified = await seconds(async () => void findings.push(...(await verifyLog(data))));
console.log(
  `computed anew: ${verified.toFixed(1)} s (${Math.round(size / verified)} entries/s), ${(verified / bare).toFixed(0)} times hashing the entries alone (${bare.toFixed(2)} s); ${findings.length} findings`,
);
const opened = await seconds(async () => (await TransparencyLog.open(data)).root());
console.log(`opening it and its root: ${(opened * 1000).toFixed(1)} ms`);
await file.close();
await log.close();
rmSync(scratch, { recursive: true, force: true });
