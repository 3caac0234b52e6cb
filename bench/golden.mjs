// Makes the dossiers of verifier/golden/ that the product made: a small world, always the same, is read, a campaign is planted in it,
// contained and claimed. Keys are new each time, so the bytes are too; a version of the format is made once, and kept.
//
//   node scripts/build.mjs && node bench/golden.mjs FOLDER
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepDocument } from '../dist/detect/keep.js';
import { keepContexts, streamKey } from '../dist/detect/streams.js';
import { startWitness } from '../dist/evidence/index.js';
import { openStore } from '../dist/store/index.js';

const [to] = process.argv.slice(2);
if (!to) throw new Error('say where: node bench/golden.mjs FOLDER');
const CAMPAIGN = 'SW-2026-0001';
const FIRST = Date.parse('2026-04-22T00:00:00Z');
const UNTIL = '2026-04-23T00:00:00.000Z';
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-golden-'));
const bin = fileURLToPath(new URL('../bin/stillwatch.js', import.meta.url));
const cli = (...args) =>
  execFileSync(process.execPath, [bin, ...args, '--data', join(scratch, 'data')], {
    encoding: 'utf8',
    env: { ...process.env, STILLWATCH_ORIGIN: 'log.example/golden' },
  });

// As long and as strange as ingest takes them.
const names = ['acct_h0', 'счёт 🔑 <b>', "O'Brien\\", 'h'.repeat(512), 'acct_h4', 'acct_h5'];
const members = [
  ...names.map(account => ({ account, role: 'harvester' })),
  ...['acct_c0', 'acct_c1'].map(account => ({ account, role: 'cover' })),
  ...['acct_b0', 'acct_b1'].map(account => ({ account, role: 'bystander' })),
];
const accounts = [...members, ...Array.from({ length: 12 }, (_, i) => ({ account: `acct_o${i}` }))];
const models = ['opus-4.6', 'sonnet ü', 'm'.repeat(512)];
const exchanges = accounts.flatMap(({ account, role }, a) =>
  Array.from({ length: 16 }, (_, hour) => hour)
    .filter(hour => (5 * a + hour) % 7 < 4)
    .flatMap(hour =>
      Array.from({ length: 2 + ((a + hour) % 4) }, (_, n) => {
        const harvest = role === 'harvester' || (role !== undefined && n % 2 === 0);
        return {
          id: `golden_${a}_${hour}_${n}`,
          time: new Date(FIRST + hour * 3_600_000 + n * 41_000 + a).toISOString(),
          account,
          model: models[(a + n) % 7 === 0 ? 2 : n % 2],
          request: {
            system: harvest ? 'collect' : null,
            messages: [{ role: 'user', content: `say ${a} ${hour} ${n}` }],
          },
          response: { text: 'said', input_tokens: 20 + a + n, output_tokens: harvest ? 300 + hour : n % 3 },
        };
      }),
    ),
);

let witness;
try {
  ingest('day', exchanges);
  await plant();
  const { key } = JSON.parse(cli('log', '--json'));
  witness = await startWitness({ folder: join(scratch, 'w'), logs: [key], name: 'witness.example/golden' });
  mkdirSync(to, { recursive: true });
  const why = ['--reason', 'it harvests'];
  const { id: plan } = JSON.parse(cli('contain', 'plan', CAMPAIGN, ...why, '--json'));
  const { action } = JSON.parse(cli('contain', 'apply', plan, ...why, '--confirm', '--json'));
  dossier('public'); // what it logs is signed by the witness, and is in the next one's proofs
  await cosigned();
  // What came late corrects an hour; the key changes.
  ingest('late', [{ ...exchanges.at(-1), id: 'golden_late', time: '2026-04-22T03:59:59.999Z' }]);
  cli('log', 'rotate');
  cli('contain', 'undo', action, ...why);
  await witness.close();
  const now = JSON.parse(cli('log', '--json')).key;
  witness = await startWitness({
    folder: join(scratch, 'w'),
    logs: [key, now],
    name: 'witness.example/golden',
  });
  dossier('public');
  await cosigned();
  const trust = `${JSON.stringify({ key, witnesses: [witness.key] }, null, 2)}\n`;
  for (const level of ['public', 'partner', 'regulator']) {
    dossier(level);
    writeFileSync(join(to, `v1-${level}.json`), trust);
  }
} finally {
  await witness?.close();
  rmSync(scratch, { recursive: true, force: true });
}

function ingest(name, lines) {
  const file = join(scratch, `${name}.jsonl`);
  writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  cli('ingest', file);
}

function dossier(level) {
  const of = { public: [], partner: ['--partner', 'lab.example'], regulator: ['--maker', 'Example AI'] }[
    level
  ];
  if (level === 'regulator') {
    const [one] = exchanges;
    writeFileSync(join(scratch, 'one.json'), JSON.stringify(one));
    of.push('--excerpt', join(scratch, 'one.json'));
  }
  const args = ['dossier', CAMPAIGN, '--level', level, '--out', join(to, `v1-${level}.zip`), ...of];
  try {
    cli(...args);
  } catch ({ stderr }) {
    cli(...args, '--seen', /--seen ([0-9a-f]+)/.exec(stderr)[1]);
  }
}

async function cosigned() {
  const { execFile } = await import('node:child_process');
  const args = [
    bin,
    'log',
    'witness',
    witness.address,
    '--key',
    witness.key,
    '--data',
    join(scratch, 'data'),
  ];
  await new Promise((resolve, reject) =>
    execFile(process.execPath, args, error => (error ? reject(error) : resolve())),
  );
}

/** As a detection leaves one. */
async function plant() {
  const store = await openStore({ data: join(scratch, 'data') });
  const sent = exchanges.filter(
    ({ account, request }) =>
      request.system === 'collect' &&
      members.some(one => one.account === account && one.role !== 'bystander'),
  );
  const sum = of => sent.reduce((sum, { response }) => sum + response[of], 0);
  const campaign = {
    id: CAMPAIGN,
    verdict: 'harvesting',
    error_bound: 0.0004,
    accounts: members.map((one, i) => ({ ...one, membership: 0.9 + i / 200 })),
    exchanges: sent.length,
    input_tokens: sum('input_tokens'),
    output_tokens: sum('output_tokens'),
    first_seen: exchanges[0].time,
    last_seen: UNTIL,
    models: Object.fromEntries(models.map(model => [model, sent.filter(one => one.model === model).length])),
    capabilities: { code: 0.23, chain_of_thought: 0.31 },
    evidence: [
      {
        ...{ signal: 'shared-template', family: 'content', log_likelihood_ratio: 41.2, p_value: 1e-12 },
        ...{ summary: 'They share a template', against: 'A tool would be seen elsewhere.' },
      },
    ],
    activity: [],
    explanations: [
      {
        explanation: 'one company',
        verdict: 'ruled out',
        figure: 'none of 10 accounts',
        value: 0,
        limit: 0.5,
      },
    ],
  };
  await keepDocument(store, campaign, UNTIL);
  await keepContexts(store, { table: 'exchanges', where: '1' }, 'contexts');
  await store.insertSelect(
    'campaign_streams',
    `SELECT DISTINCT '${CAMPAIGN}', fromUnixTimestamp64Milli(toInt64(${Date.parse(UNTIL)}), 'UTC'), ${streamKey({ part: 'everything' }, 'contexts')}
     FROM exchanges WHERE system IN (SELECT system FROM exchanges WHERE account = 'acct_h0')`,
  );
  await store.command('DROP TABLE contexts');
  await store.close();
}
