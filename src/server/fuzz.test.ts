import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { exchange } from '../ingest/testing/lines.ts';
import { taxii } from '../intel/index.ts';
import { operations as desk } from '../policy/index.ts';
import { call, spansAsJson, spansAsProtobuf } from './testing/otlp.ts';
import { ask, build, type Running, startProcess, storedIds, until } from './testing/service.ts';

// Whatever is sent, nothing breaks: no 5xx, no stack trace, and what is acknowledged is stored. FUZZ=1000 sends so many to each.
const RUNS = Number(process.env['FUZZ'] ?? 40);

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-fuzz-'));
const data = join(scratch, 'data');
let built: string;
let service: Running;
beforeAll(async () => {
  built = build();
  service = await startProcess({ place: { data } });
  await until(async () => (await ask(service.address, '/readyz')).status === 200);
});
afterAll(async () => {
  await service?.end('SIGKILL');
  for (const folder of [scratch, built]) rmSync(folder, { recursive: true, force: true });
});

const nasty = fc.constantFrom<unknown>(
  null,
  true,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '😀',
  '__proto__',
  -1,
  1e308,
  2 ** 53,
  0.1,
  [],
  {},
  [[]],
  { a: {} },
  'x'.repeat(3000),
  '2026-04-22T03:14:07Z',
  "'; DROP TABLE exchanges; --",
  '../../etc/passwd',
  '{{7*7}}',
  'a@b.c',
);
const json = fc.oneof(nasty, fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>);

/** Something good with something in it bent. */
const bent = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(good, fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }), json).map(([value, path, put]) => {
    const copy = structuredClone(value);
    let at = copy as Record<string, unknown>;
    for (const [depth, step] of path.entries()) {
      const keys = typeof at === 'object' && at !== null ? Object.keys(at) : [];
      if (keys.length === 0) break;
      const key = keys[step % keys.length]!;
      const inner = at[key];
      if (depth === path.length - 1 || typeof inner !== 'object' || inner === null)
        at[key] = structuredClone(put);
      else at = inner as Record<string, unknown>;
    }
    return copy;
  });

const bytesOf = (value: fc.Arbitrary<unknown>) =>
  value.map(one => Buffer.from(JSON.stringify(one) ?? 'null'));
/** Bytes with some of them changed, cut off or doubled. */
const damaged = (good: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      good,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
    )
    .map(([bytes, changes, end, cut]) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of changes) if (copy.length) copy[at % copy.length] = value;
      return cut ? copy.subarray(0, Math.floor(end * copy.length)) : copy;
    });
const raw = fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes));

const bodyFrom = (good: fc.Arbitrary<unknown>) =>
  fc.oneof(bytesOf(bent(good)), bytesOf(json), bytesOf(good), damaged(bytesOf(good)), raw);
const types = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  fc.constantFrom(
    '',
    'text/plain',
    'application/json; charset=latin1',
    'application/x-protobuf',
    'application/x-ndjson',
    'multipart/form-data',
    'application/json;;=',
    'a',
  ),
);
const encodings = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  fc.constantFrom('gzip', 'packed', 'br', 'gzip, gzip', 'identity'),
);

let serial = 0;
const goodExchange = fc.nat().map(() => exchange(serial++));
const decision = fc.record({
  account: fc.string(),
  model: fc.string(),
  channel: fc.option(fc.string()),
  attributes: fc.option(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()))),
});
const spans = fc.nat(1000).map(n => [call(n), call(n + 1)]);

const endpoints: Record<string, { type: string; body: fc.Arbitrary<Buffer> }> = {
  '/v1/decisions': { type: 'application/json', body: bodyFrom(decision) },
  '/v1/decisions/batch': {
    type: 'application/json',
    body: bodyFrom(fc.array(decision, { maxLength: 5 }).map(requests => ({ requests }))),
  },
  '/v1/exchanges': { type: 'application/json', body: bodyFrom(fc.array(goodExchange, { maxLength: 4 })) },
  '/v1/exchanges ': {
    type: 'application/x-ndjson',
    body: fc.oneof(
      fc
        .array(bodyFrom(goodExchange), { maxLength: 5 })
        .map(lines => Buffer.concat(lines.flatMap(line => [line, Buffer.from('\n')]))),
    ),
  },
  '/v1/traces': { type: 'application/json', body: bodyFrom(spans.map(some => spansAsJson(some))) },
  '/v1/traces ': { type: 'application/x-protobuf', body: damaged(spans.map(some => spansAsProtobuf(some))) },
  '/v1/logs': {
    type: 'application/x-protobuf',
    body: fc.oneof(raw, damaged(spans.map(some => spansAsProtobuf(some)))),
  },
  '/v1/detections': {
    type: 'application/json',
    body: bodyFrom(fc.constant({ until: '2020-01-01T00:00:00Z' })),
  },
  '/v1/policies/check': {
    type: 'application/json',
    body: bodyFrom(fc.constant({ texts: { 'a.cedar': 'permit (principal, action, resource);' } })),
  },
  '/v1/policies/explain': { type: 'application/json', body: bodyFrom(decision) },
  '/v1/policies/backtests': {
    type: 'application/json',
    body: bodyFrom(
      fc.constant({
        texts: { 'a.cedar': 'permit (principal, action, resource);' },
        from: '2026-04-01T00:00:00Z',
        to: '2026-04-30T00:00:00+02:00',
      }),
    ),
  },
  '/v1/dossiers': {
    type: 'application/json',
    body: bodyFrom(fc.constant({ campaign: 'SW-2026-0001', level: 'partner', partner: 'Lab', maker: 'us' })),
  },
  // Too large to be played, whatever else of it is bent.
  '/v1/range/plays': {
    type: 'application/json',
    body: bodyFrom(
      fc.constant({
        scenario: 'demo',
        seed: 1,
        accounts: 1_000_000,
        campaign_accounts: 5,
        exchanges_per_account: 8,
        days: 1,
        every_hours: 12,
        dials: { camouflage: 0.5, relayShare: 0.1 },
      }),
    ),
  },
  '/v1/session': { type: 'application/json', body: bodyFrom(fc.constant({ token: 'sw_nobody' })) },
  '/v1/test/contain': {
    type: 'application/json',
    body: bodyFrom(
      fc.record({ account: fc.string(), grade: fc.constantFrom('thin', 'slow', 'x'), reason: fc.string() }),
    ),
  },
};

const [from, ends, reason] = ['2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z', 'why'];
/** A good body of each operation that changes something. */
const operated: Record<string, object> = {
  'containment/plans': {
    campaign: 'SW-2026-0001',
    reason,
    grade: 'slow',
    except: ['a'],
    membership: 0.5,
    approval_above: 9,
  },
  'containment/approvals': { plan: 'P-1', reason },
  'containment/actions': { plan: 'P-1', reason, days: 1, waves: 2, over_hours: 1, confirm: true },
  'containment/undo': { action: 'A-1', accounts: ['a'], reason },
  appeals: { reference: 'SWR-0000-0000-0000-0000', text: 'no' },
  'appeals/rulings': { appeal: 'C-1', upheld: true, reason },
  holds: { model: 'm', channel: 'api', lacking: 'x', from, until: ends, basis: 'b', reason },
  'holds/lift': { hold: 'H-1', reason },
  grants: {
    to: 'x',
    accounts: ['a'],
    models: ['*'],
    volume: 5,
    from,
    until: ends,
    purpose: 'p',
    contract: 'c',
    reason,
  },
  'grants/revoke': { grant: 'G-1', reason },
  attestations: { account: 'a', attribute: 'x', attested_by: 'b', until: ends, reason },
  'attestations/withdraw': { account: 'a', attribute: 'x', reason },
  'intel/collections': { name: 'labs', tlp: 'green', as: 'us', reason },
  'intel/collections/remove': { collection: 'labs', reason },
  'intel/publications': { campaign: 'SW-2026-0001', collection: 'labs', reason },
  'intel/withdrawals': { campaign: 'SW-2026-0001', collection: 'labs', reason },
};
test('every operation that changes something is among them', () => {
  const operations = [...desk, ...taxii.intelOperations(data)];
  const paths = operations.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(Object.keys(operated).sort()).toEqual(paths.sort());
});
for (const [path, good] of Object.entries(operated))
  endpoints[`/v1/${path}`] = { type: 'application/json', body: bodyFrom(fc.constant(good)) };
for (const hook of ['litellm', 'portkey', 'envoy/v1/chat/completions'])
  endpoints[`/hooks/${hook}`] = {
    type: 'application/json',
    body: bodyFrom(
      fc.constant({
        request_data: { user_api_key_hash: 'h' },
        metadata: { _user: 'u' },
        model: 'm',
        request: {},
      }),
    ),
  };

const acceptable = (status: number, text: string) => {
  expect([status < 500, status, text.slice(0, 300)]).toEqual([true, status, text.slice(0, 300)]);
  expect(text).not.toMatch(/\n\s+at |node_modules|dist\/|\/server\/|Error:/);
  if (status >= 400) expect(Object.keys(JSON.parse(text))).toEqual(['code', 'message', 'mend']);
};

describe.each(Object.entries(endpoints))('POST %s', (name, { type, body }) => {
  it(`takes or refuses whatever comes, ${RUNS} times`, async () => {
    await fc.assert(
      fc.asyncProperty(body, types, encodings, async (bytes, other, encoding) => {
        const packed = encoding === 'packed';
        const headers: Record<string, string> = packed
          ? { 'content-encoding': 'gzip' }
          : encoding
            ? { 'content-encoding': encoding }
            : {};
        const {
          status,
          text,
          headers: got,
        } = await ask(service.address, name.trim(), {
          token: service.token,
          type: other ?? type,
          headers,
          method: 'POST',
          body: packed ? gzipSync(bytes) : bytes,
        });
        if (got['content-type'] === 'application/x-protobuf')
          expect([status, status < 500]).toEqual([status, true]);
        else if (name.startsWith('/hooks/') && status !== 401)
          expect([status, status < 500]).toEqual([status, true]);
        else acceptable(status, text);
      }),
      { numRuns: RUNS },
    );
  });
});

it(`addresses, methods and headers are taken or refused, ${RUNS} times`, async () => {
  const word = fc.oneof(
    fc.constantFrom(
      'v1',
      'campaigns',
      'status',
      'docs',
      'json',
      'static',
      '..',
      '%2e%2e',
      '%00',
      '%',
      'metrics',
      'decisions',
      'readyz',
      '?token=',
      '?a[]=1&a=2',
      'x'.repeat(300),
      'test',
      'actions?times=-1',
      '?times=NaN',
      "'",
      '漢',
    ),
    fc.string({ maxLength: 20 }),
  );
  const path = fc
    .array(word, { maxLength: 5 })
    .map(words =>
      `/${words.join('/')}`.replace(/[^\x21-\x7e]/g, letter =>
        encodeURIComponent(/[\ud800-\udfff]/.test(letter) ? 'x' : letter),
      ),
    );
  await fc.assert(
    fc.asyncProperty(
      path,
      fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST', 'TRACE', 'PROPFIND'),
      fc.constantFrom<Record<string, string>>(
        {},
        { cookie: 'stillwatch; =; stillwatch=sw_x' },
        { authorization: 'Bearer' },
        { authorization: 'bearer  x y' },
        { accept: '\u00ff', 'if-none-match': '*' },
      ),
      fc.boolean(),
      async (address, method, headers, known) => {
        const {
          status,
          text,
          headers: got,
        } = await ask(service.address, address, {
          method,
          headers,
          token: known ? service.token : undefined,
        });
        if (String(got['content-type']).startsWith('application/json') && method !== 'HEAD')
          acceptable(status, text);
        else expect([address, method, status < 500]).toEqual([address, method, true]);
      },
    ),
    { numRuns: RUNS },
  );
});

/** What is read or removed by its address: `{}` is a name, and what may stand behind the question mark. */
const addressed: [path: string, ...query: string[]][] = [
  ['/v1/overview'],
  ['/v1/prices'],
  ['/v1/campaigns/{}', 'accounts'],
  ['/v1/campaigns/{}/accounts', 'role', 'search', 'sort', 'order', 'offset', 'limit'],
  ...['activity', 'life', 'traits', 'templates', 'x'].map((kind): [string] => [
    `/v1/campaigns/{}/views/${kind}`,
  ]),
  ['/v1/accounts/{}/traffic'],
  ['/v1/accounts/search', 'q'],
  ['/v1/accounts', 'account'],
  ['/v1/audit', 'id', 'after', 'until', 'kind', 'subject', 'last', 'long'],
  ['/v1/containment/plans', 'id'],
  ['/v1/containment/actions', 'id'],
  ['/v1/log'],
  ['/v1/log/checkpoint', 'size'],
  ['/v1/log/entries', 'from', 'limit'],
  ['/v1/log/proof', 'index', 'size'],
  ['/v1/dossiers'],
  ['/v1/dossiers/{}'],
  ['/v1/range/scenarios'],
  ['/v1/range/plays'],
  ['/v1/range/plays/{}', 'from'],
  ['/v1/policies/backtests/{}'],
  ['/v1/session'],
  ['/v1/session/ways'],
  ['/v1/sessions'],
  ['/v1/sessions/{}'],
];

it(`what is read or removed by its address is asked for in whatever way, ${RUNS} times`, async () => {
  const name = fc
    .oneof(
      fc.string({ maxLength: 40 }),
      nasty.map(String),
      fc.integer().map(String),
      fc.constantFrom('1', '1e3', '0x10', '-0', '9007199254740993', 'demo-00000000', '..%2f..%2ftokens.json'),
    )
    .map(text => (text.includes('%2f') ? text : encodeURIComponent(text.replace(/[\ud800-\udfff]/g, 'x'))));
  const asked = fc.constantFrom(...addressed).chain(([path, ...names]) =>
    fc.tuple(
      name.map(one => path.replace('{}', one || 'x')),
      names.length ? fc.dictionary(fc.constantFrom(...names), name) : fc.constant({}),
      fc.constantFrom('GET', 'GET', 'GET', 'HEAD', path.includes('{}') ? 'DELETE' : 'GET'),
    ),
  );
  await fc.assert(
    fc.asyncProperty(asked, async ([path, given, method]) => {
      const query = Object.entries(given).map(([key, value]) => `${key}=${value}`);
      const address = `${path}?${query.join('&')}`;
      const { status, text } = await ask(service.address, address, { token: service.token, method });
      if (method === 'HEAD' || text === '') expect([address, status < 500]).toEqual([address, true]);
      else if (path === '/v1/log/checkpoint' && status === 200) expect(text).toContain('\n\n\u2014 ');
      else acceptable(status, text);
    }),
    { numRuns: RUNS },
  );
});

it('and after all that, what was acknowledged is stored, and nothing was set aside', async () => {
  const { address, token } = service;
  const accepted = async () => {
    const { text } = await ask(address, '/metrics', { token });
    return [...text.matchAll(/stillwatch_ingested_total\{by="\w+"\} (\d+)/g)].reduce(
      (sum, one) => sum + Number(one[1]),
      0,
    );
  };
  const status = await until(async () => {
    const { json } = await ask(address, '/v1/status', { token });
    const { exchanges, duplicate } = json.drained;
    return exchanges + duplicate === (await accepted()) && json;
  });
  const { exchanges, rejected } = status.drained;
  expect([rejected, status.journal.segments]).toEqual([0, 0]);
  expect(status.engine).toMatchObject({ up: true, restarts: 0 });
  await service.end('SIGTERM');
  const stored = await storedIds(data);
  expect([...stored.values()].every(n => n === 1)).toBe(true);
  expect(stored.size).toBe(exchanges);
});
