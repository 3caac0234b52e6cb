// Fills a store with a large campaign in ordinary traffic, by SQL inside the engine, for bench/console.mjs:
//   node bench/console-store.mjs DATA [ACCOUNTS] [CAMPAIGN] [EXCHANGES]     (1000000 accounts, 25000 of the campaign, 40 exchanges each)
// What is stored is like what detection leaves: the campaign's document with what each membership is made of, and its streams.

import { keepDocument } from '../dist/detect/keep.js';
import { keepContexts, streamKey } from '../dist/detect/streams.js';
import { installationKey } from '../dist/exchange/index.js';
import { openStore } from '../dist/store/index.js';

const [data, everybody = '1000000', campaign = '25000', each = '40'] = process.argv.slice(2);
const [N, C, E] = [Number(everybody), Number(campaign), Number(each)];
const UNTIL = '2026-05-22T00:00:00.000Z';
const DAYS = 30;
const ORDINARY = 4;
const BIG = {
  max_insert_block_size: 1_048_576,
  min_insert_block_size_rows: 1_048_576,
  max_memory_usage: 4e9,
};

installationKey(data);
const store = await openStore({ data });
/** SQL for one of so many, told by a number and a name. */
const one = (of, name, by = 'number') => `xxh3(${by}, '${name}') % ${of}`;
const from = `toDateTime64('2026-04-22 00:00:00', 3, 'UTC')`;
const at = (by, name) => `${from} + toIntervalSecond(${one(DAYS * 86_400 - 1, name, by)})`;
const model = `['opus-4.6', 'sonnet-4.6', 'haiku-4.5', 'opus-4.5'][1 + ${one(4, 'model')}]`;

await store.insertSelect(
  `accounts (account, created, plan, program, verification, org, email_domain, email, phone, payment)`,
  `SELECT concat('acct_', leftPad(toString(number), 7, '0')),
     ${from} - toIntervalSecond(${one(31_536_000, 'created')}), ['free', 'pro', 'tier-3'][1 + ${one(3, 'plan')}], '', ['', 'phone', 'identity'][1 + ${one(3, 'v')}],
     if(${one(4, 'org')} = 0, concat('org_', toString(${one(20_000, 'orgs')})), ''), concat('mail', toString(${one(3000, 'domain')}), '.example'),
     lower(hex(sipHash128(number, 'mail'))), lower(hex(sipHash128(intDiv(number, 1 + ${one(3, 'phones')}), 'phone'))),
     lower(hex(sipHash128(intDiv(number, 1 + (number < ${C}) * 19), 'payment')))
   FROM numbers(${N})`,
  { settings: BIG },
);
const columns = `id, id_hash, time, account, org, model, network, address, asn, user_agent, ja4, turns, messages, system, tools, body, body_bytes, opening, closing, asks,
  max_tokens, temperature, top_p, n, stream, input_tokens, output_tokens`;
/** Of numbers(…): `who` is the account's number; a harvest has templates, few clients and rented networks. */
const sent = (who, prefix, count, isHarvest) => `
  SELECT concat('${prefix}', toString(number)), xxh3('${prefix}', number), ${at('number', 'time')}, concat('acct_', leftPad(toString(${who}), 7, '0')), '', ${isHarvest ? "['opus-4.6', 'opus-4.5'][1 + (xxh3(number, 'model') % 5 = 0)]" : model},
    concat('203.', toString(${isHarvest ? `intDiv(${who}, 100)` : one(60_000, 'net', who)} % 256), '.', toString(intDiv(${isHarvest ? `intDiv(${who}, 100)` : one(60_000, 'net', who)}, 256) % 256), '.0/24'),
    xxh3(${who}, 'address'), 64500, concat('${isHarvest ? 'python-requests/2.' : 'client/1.'}', toString(${one(isHarvest ? 6 : 300, 'agent', who)})), concat('t13d_', toString(${one(isHarvest ? 4 : 80, 'ja4', who)})),
    1, ${isHarvest ? '1' : `1 + ${one(9, 'turns')}`}, ${isHarvest ? `1 + ${one(3, 'system', who)}` : `if(${one(3, 'has')} = 0, 0, xxh3(${who}, 'system'))`}, 0, xxh3(number, '${prefix}body'), 100 + ${one(900, 'bytes')},
    ${isHarvest ? `1000 + ${one(40, 'opening')}` : `xxh3(number, '${prefix}opening')`}, ${isHarvest ? `if(${one(2, 'ends')} = 0, 9000 + ${one(40, 'opening')}, xxh3(number, 'closing'))` : `xxh3(number, '${prefix}closing')`},
    if(${one(4, 'asked')} = 0, 32768 + ${one(64, 'asks')}, 0), ${isHarvest ? '4096' : `pow(2, ${one(14, 'max', who)})`}, ${isHarvest ? '1' : `${one(10, 'temperature', who)} / 10`}, -1, 1, 0, 100 + ${one(2000, 'in')}, ${isHarvest ? '400' : '50'} + ${one(1500, 'out')}
  FROM numbers(${count})`;
await store.insertSelect(`exchanges (${columns})`, sent(`number % ${N}`, 'o', N * ORDINARY, false), {
  settings: BIG,
});
await store.insertSelect(`exchanges (${columns})`, sent(`number % ${C}`, 'h', C * E, true), {
  settings: BIG,
});

const document = await documentOf();
await keepDocument(store, document, UNTIL);
await store.command('CREATE TABLE temporary_contexts_bench (key UInt64) ENGINE = Memory').catch(() => {});
await store.command('DROP TABLE temporary_contexts_bench');
const ofThem = `account < 'acct_${String(C).padStart(7, '0')}'`;
await keepContexts(store, { table: 'exchanges', where: ofThem }, 'temporary_contexts_bench');
await store.insertSelect(
  'campaign_streams',
  `SELECT DISTINCT '${document.id}', toDateTime64('${UNTIL.slice(0, -1).replace('T', ' ')}', 3, 'UTC'), ${streamKey({ part: 'everything' }, 'temporary_contexts_bench')}
   FROM exchanges WHERE ${ofThem} AND startsWith(id, 'h')`,
  { settings: BIG },
);
await store.command('DROP TABLE temporary_contexts_bench');
await store.command(
  `INSERT INTO detections SELECT now64(3), toDateTime64('${UNTIL.slice(0, -1).replace('T', ' ')}', 3, 'UTC'), 0.01, {document:String}`,
  { params: { document: JSON.stringify({ accounts_seen: N, campaigns: [document.id] }) } },
);
await store.close();

async function documentOf() {
  const [totals] = await store.query(
    `SELECT count() AS exchanges, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens FROM exchanges WHERE startsWith(id, 'h')`,
  );
  const figures = [
    'content',
    'client',
    'network',
    'identity',
    'volume',
    'daily-volume',
    'gaps',
    'sittings',
    'standalone',
    'answer-length',
    'spacing',
  ];
  const accounts = Array.from({ length: C }, (_, i) => ({
    account: `acct_${String(i).padStart(7, '0')}`,
    membership: 1 - ((i * 7919) % 1000) / 100_000,
    role: i % 40 === 0 ? 'bystander' : i % 20 === 0 ? 'cover' : 'harvester',
    why: {
      prior: -4.078,
      ...Object.fromEntries(figures.map((name, n) => [name, ((i * 31 + n * 17) % 9000) / 1000])),
    },
    exchanges: E,
    ...(i % 40 === 0 ? { because: 'uncertain' } : {}),
  }));
  const evidence = [
    'shared-opening',
    'shared-phrase',
    'shared-client',
    'level-volumes',
    'round-the-clock',
  ].map(signal => ({
    signal,
    family: 'content',
    log_likelihood_ratio: 9.5,
    p_value: 1e-6,
    summary: `${C} accounts do so`,
    against: 'A popular tool would explain it; it was ruled out.',
  }));
  return {
    id: 'SW-2026-0001',
    verdict: 'harvesting',
    error_bound: 1e-6,
    accounts,
    ...totals,
    first_seen: '2026-04-22T00:00:00.000Z',
    last_seen: '2026-05-21T23:59:59.000Z',
    models: { 'opus-4.6': 1 },
    capabilities: { code: 0.3 },
    evidence,
    activity: Array(32).fill(1),
    explanations: [{ explanation: 'a popular tool', verdict: 'ruled out', figure: 'of others none' }],
  };
}
