import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinCommunity, newCommunity } from '../exchange/index.ts';
import { addPartner, taxii } from '../intel/index.ts';
import { Desk } from '../policy/index.ts';
import { openStore } from '../store/index.ts';
import { plantWorld, traffic } from '../views/testing/world.ts';
import { ask as asked, build, type Running, startProcess, until } from './testing/service.ts';
import { addToken } from './tokens.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-taxii-'));
const data = join(scratch, 'data');
const MEDIA = 'application/taxii+json;version=2.1';
const tokens: Record<string, string> = {};
let built: string;
let service: Running;
let labs: string;

interface Ask {
  as?: string;
  accept?: string;
  method?: string;
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
}
/** As taxii2-client asks: with Basic. */
const ask = (path: string, { as = 'north', accept = MEDIA, headers, type = MEDIA, ...rest }: Ask = {}) =>
  asked(service.address, path, {
    ...rest,
    type,
    headers: {
      accept,
      authorization: `Basic ${Buffer.from(`anybody:${tokens[as]}`).toString('base64')}`,
      ...headers,
    },
  });
const operate = async (path: string, body: object) => {
  const answer = await asked(service.address, `/v1/intel/${path}`, {
    token: tokens['ana'],
    body: { reason: 'agreed', ...body },
  });
  expect(answer.status).toBe(200);
  return answer.json;
};

beforeAll(async () => {
  built = build();
  const store = await openStore({ data });
  joinCommunity(data, newCommunity('labs'));
  await plantWorld({ store, desk: await Desk.open(store), data, wait: () => {} }, traffic());
  await store.close();
  for (const [name, scopes] of Object.entries({
    ana: ['read', 'act'],
    north: ['taxii:read:labs', 'taxii:write:labs'],
    south: ['taxii:write:labs'],
    west: ['taxii:read:others'],
  }))
    tokens[name] = addToken(data, name, scopes as never, null);
  service = await startProcess({ place: { data } });
  await until(async () => (await asked(service.address, '/readyz')).status === 200);
  labs = (await operate('collections', { name: 'labs', tlp: 'amber', as: 'Provider A' })).collection;
  await operate('publications', { campaign: 'SW-2026-0001', collection: 'labs' });
}, 60_000);
afterAll(async () => {
  await service?.end('SIGKILL');
  for (const folder of [scratch, built]) rmSync(folder, { recursive: true, force: true });
});

const objects = () => `/taxii2/api/collections/${labs}/objects/`;

test('who asks, and in which media types', async () => {
  const found = await ask('/taxii2/');
  expect(found).toMatchObject({
    status: 200,
    json: { default: '/taxii2/api/', api_roots: ['/taxii2/api/'] },
  });
  expect(found.headers['content-type']).toBe(MEDIA);
  expect((await ask('/taxii2/api/')).json).toMatchObject({ versions: [MEDIA], max_content_length: 4194304 });
  const statuses = async (path: string, all: Ask[]) =>
    Promise.all(all.map(async one => (await ask(path, one)).status));
  expect(
    await statuses('/taxii2/', [
      { accept: 'application/taxii+json' },
      { accept: '*/*' },
      { accept: 'text/html, application/taxii+json; version="2.1"; q=0.5' },
      { accept: 'application/json' },
      { accept: 'application/taxii+json;version=2.0' },
      { accept: 'application/taxii+json;q=0' },
      { as: 'nobody' },
      { headers: { authorization: `Bearer ${tokens['north']}` } },
      { headers: { authorization: '', cookie: `stillwatch=${tokens['north']}` } },
      { as: 'ana' },
    ]),
  ).toEqual([200, 200, 200, 406, 406, 406, 401, 200, 401, 403]);
  const refused = await ask('/taxii2/', { as: 'nobody' });
  expect(refused.headers['www-authenticate']).toMatch(/^Basic realm=/);
  expect(refused.json).toMatchObject({ http_status: '401', error_code: 'TOKEN_NEEDED' });
  expect(refused.headers['content-type']).toBe(MEDIA);
  // A partner's token opens nothing else, and no other door opens by Basic.
  expect((await asked(service.address, '/v1/campaigns', { token: tokens['north'] })).status).toBe(403);
  expect((await ask('/v1/campaigns', { as: 'ana' })).status).toBe(401);
  expect((await ask('/taxii2/nothing/')).json).toMatchObject({ http_status: '404' });
});

test('a collection is for whom a token says', async () => {
  const list = async (as: string) => (await ask('/taxii2/api/collections/', { as })).json;
  expect((await list('north')).collections).toMatchObject([
    {
      id: labs,
      alias: 'labs',
      can_read: true,
      can_write: true,
      media_types: ['application/stix+json;version=2.1'],
    },
  ]);
  expect((await list('south')).collections).toMatchObject([{ can_read: false, can_write: true }]);
  expect(await list('west')).toEqual({});
  const object = 'indicator--00000000-0000-4000-8000-000000000000';
  const statusOf = async (as: string, path: string, method = 'GET', body?: unknown) =>
    (await ask(`/taxii2/api/collections/${labs}/${path}`, { as, method, ...(body ? { body } : {}) })).status;
  const of = async (as: string) => [
    await statusOf(as, ''),
    await statusOf(as, 'objects/'),
    await statusOf(as, 'manifest/'),
    await statusOf(as, `objects/${object}/`),
    await statusOf(as, `objects/${object}/versions/`),
    await statusOf(as, `objects/${object}/`, 'DELETE'),
    await statusOf(as, 'objects/', 'POST', { objects: [] }),
  ];
  expect(await of('north')).toEqual([200, 200, 200, 404, 404, 403, 202]);
  expect(await of('south')).toEqual([200, 403, 403, 403, 403, 403, 202]);
  expect(await of('west')).toEqual([404, 404, 404, 404, 404, 404, 404]);
  expect((await ask('/taxii2/api/collections/labs/')).json.id).toBe(labs);
});

test('objects, manifest and versions, in pages', async () => {
  const whole = await ask(objects());
  const all: { id: string; type: string }[] = whole.json.objects;
  expect(all.map(({ type }) => type)).toEqual(expect.arrayContaining(['campaign', 'ipv4-addr', 'report']));
  const manifest = (await ask(`/taxii2/api/collections/${labs}/manifest/`)).json.objects;
  expect(manifest.map(({ id }: { id: string }) => id)).toEqual(all.map(({ id }) => id));
  const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
  for (const { date_added } of manifest) expect(date_added).toMatch(stamp);
  expect(whole.headers['x-taxii-date-added-first']).toBe(manifest[0].date_added);
  expect(whole.headers['x-taxii-date-added-last']).toBe(manifest.at(-1).date_added);
  for (const byNext of [true, false]) {
    const paged: string[] = [];
    for (let query = '?limit=7', more = true; more; ) {
      const page = await ask(`${objects()}${query}`);
      paged.push(...page.json.objects.map(({ id }: { id: string }) => id));
      more = page.json.more === true;
      query = byNext
        ? `?limit=7&next=${page.json.next}`
        : `?limit=7&added_after=${page.headers['x-taxii-date-added-last']}`;
    }
    expect(paged).toEqual(all.map(({ id }) => id));
  }
  const campaign = all.find(({ type }) => type === 'campaign')!;
  const one = await ask(`${objects()}${campaign.id}/`);
  expect(one.json).toEqual({ objects: [campaign] });
  expect((await ask(`${objects()}${campaign.id}/versions/`)).json.versions).toHaveLength(1);
  const later = await ask(`${objects()}?added_after=2100-01-01T00:00:00.000000Z`);
  expect([later.status, later.json]).toEqual([200, {}]);
  expect(
    (await ask(`${objects()}?match[type]=campaign,report&match[version]=all`)).json.objects,
  ).toHaveLength(2);
  expect((await ask(`${objects()}?limit=none`)).json).toMatchObject({
    http_status: '400',
    error_code: 'FILTER_INVALID',
  });
  // Who was given it for the first time is in the trail; asking again is not.
  const trail = await asked(service.address, '/v1/audit?kind=delivery', { token: tokens['ana'] });
  expect(trail.json.records.map(({ actor }: { actor: string }) => actor)).toEqual(['north']);
});

/** Yesterday: what is long past is not taken in. */
const seen = new Date(Date.now() - 86_400_000).toISOString();
const indicator = (n: number) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  created: seen,
  modified: seen,
  pattern: "[ipv4-addr:value = '203.0.113.9']",
  pattern_type: 'stix',
  valid_from: seen,
});
const inbox = () => readdirSync(join(data, 'intel', 'inbox')).filter(name => name.endsWith('.json'));

test('what a partner sends is kept, and each object’s state told to that partner', async () => {
  const broken = { ...indicator(2), valid_from: 'tomorrow' };
  const sent = await ask(objects(), { body: { objects: [indicator(1), broken, { type: '<b>' }] } });
  expect([sent.status, sent.headers['content-type']]).toEqual([202, MEDIA]);
  expect(sent.json).toMatchObject({
    status: 'pending',
    total_count: 3,
    pending_count: 1,
    pendings: [{ id: indicator(1).id, version: seen }],
    success_count: 0,
    failure_count: 2,
    failures: [{ id: broken.id }, { id: 'object 3' }],
  });
  expect(inbox()).toEqual([`${sent.json.id}.json`]);
  const bundle = JSON.parse(readFileSync(join(data, 'intel', 'inbox', inbox()[0]!), 'utf8'));
  expect(bundle).toMatchObject({ type: 'bundle', objects: [indicator(1)] });
  const status = (as: string) => ask(`/taxii2/api/status/${sent.json.id}/`, { as });
  expect((await status('north')).json).toEqual(sent.json);
  expect((await status('south')).status).toBe(404);
  expect((await ask('/taxii2/api/status/..%2f..%2ftokens/')).status).toBe(404);

  // Whoever has the store takes it in, later.
  const got: unknown[] = [];
  await new taxii.Inbox(data).drain(async (all, { partner, source }) => {
    for await (const one of all) got.push([partner, source, one.id]);
  });
  expect(got).toEqual([['north', 'labs', indicator(1).id]]);
  expect((await status('north')).json).toMatchObject({
    status: 'complete',
    success_count: 1,
    failure_count: 2,
  });
  expect(inbox()).toEqual([]);
});

test('of a partner that is known here it is taken in while the service runs', async () => {
  await addPartner(data, { name: 'north', unsigned: true });
  const sent = await ask(objects(), { body: { objects: [indicator(3)] } });
  const done = await until(async () => {
    const status = await ask(`/taxii2/api/status/${sent.json.id}/`);
    return status.json.status === 'complete' && status.json;
  });
  expect(done).toMatchObject({ success_count: 1, failure_count: 0, pending_count: 0 });
});

test('hostile bodies are refused whole, and leave nothing', async () => {
  const deep = `{"objects":[${'{"a":'.repeat(50)}1${'}'.repeat(50)}]}`;
  const many = { objects: Array.from({ length: 10_001 }, () => ({})) };
  const large = { objects: [{ ...indicator(1), description: 'x'.repeat(300_000) }] };
  const cases: [number, Ask][] = [
    [415, { body: '{}', type: 'application/json' }],
    [415, { body: '{}', type: 'application/taxii+json;version=2.0' }],
    [413, { body: gzipSync(Buffer.alloc((4 << 20) + 1, 0x20)), headers: { 'content-encoding': 'gzip' } }],
    [422, { body: '{"objects":[}}' }],
    [422, { body: '{"objects":[{}],}' }],
    [422, { body: '' }],
    [422, { body: '{"objects":[' }],
    [422, { body: '[[{"type":"x"}]]' }],
    [422, { body: '{"objects":{"a":[{}]}}' }],
    [422, { body: { objects: [1] } }],
    [422, { body: deep }],
    [422, { body: '['.repeat(100_000) }],
    [422, { body: many }],
    [422, { body: large }],
    [415, { body: '{}', headers: { 'content-encoding': 'br' } }],
  ];
  for (const [status, one] of cases) {
    const answer = await ask(objects(), { method: 'POST', ...one });
    expect(answer.status, answer.text.slice(0, 200)).toBe(status);
    expect(answer.json).toMatchObject({ http_status: String(status) });
  }
  expect(inbox()).toEqual([]);
  expect((await ask(objects())).status).toBe(200);
});

test('our own client follows it: killed in between it goes on, with nothing lost', async () => {
  const home = join(scratch, 'follower');
  const peer = { user: 'x', token: tokens['north'], insecure: false };
  const found = await taxii.discover({ ...peer, url: `${service.address}/taxii2` }, 'labs');
  expect(found).toMatchObject({ root: `${service.address}/taxii2/api/`, collection: labs, title: 'labs' });
  const rest = { partner: 'a', token_env: 'T', user: 'x', insecure: false, since: new Date().toISOString() };
  const feed = { ...rest, ...found };
  await taxii.putFeed(home, feed);
  const box = new taxii.Inbox(home);
  const page = 10;
  let pages = 0;
  const dying = taxii.pull(feed, peer, {
    data: home,
    page,
    put: async (from, lines) => {
      if (++pages === 3) throw new Error('killed');
      const kept = await box.put(from, lines);
      // Killed when the page is there and that it is, is not written yet: it comes again, as the same delivery.
      if (pages === 2) throw new Error('killed');
      return kept;
    },
  });
  await expect(dying).rejects.toThrow('killed');
  await operate('withdrawals', { campaign: 'SW-2026-0001', collection: 'labs' });
  await operate('publications', { campaign: 'SW-2026-0001', collection: 'labs' });
  const options = { data: home, page, put: box.put.bind(box) };
  await taxii.pull(feed, peer, options);
  const got = new Map<string, string[]>();
  await box.drain(async all => {
    for await (const { id, modified } of all) got.set(id, [...(got.get(id) ?? []), String(modified)]);
  });
  const now = (await ask(objects())).json.objects as { id: string; modified: string }[];
  expect(now.filter(({ id, modified }) => got.get(id)?.at(-1) !== String(modified))).toEqual([]);
  // No version twice; what has none and was taken away and told again is another addition.
  const versions = [...got.values()].map(all => all.filter(version => version !== 'undefined'));
  expect(versions.filter(all => new Set(all).size < all.length)).toEqual([]);
  expect(await taxii.pull(feed, peer, options)).toMatchObject({ objects: 0, more: false });
  expect([...box.waiting()]).toEqual([]);
});
