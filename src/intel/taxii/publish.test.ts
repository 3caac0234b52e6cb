import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinCommunity, newCommunity } from '../../exchange/index.ts';
import { Desk, runOperation } from '../../policy/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { plantWorld, traffic } from '../../views/testing/world.ts';
import { markingId, type StixObject } from '../stix/index.ts';
import {
  FilterInvalid,
  filtersOf,
  type Given,
  intelOperations,
  nextOf,
  pageOf,
  timestampOf,
} from './index.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-taxii-'));
const ID = 'SW-2026-0001';
let store: Store;
let desk: Desk;
let now: () => Date;

beforeAll(async () => {
  joinCommunity(data, newCommunity('labs'));
  store = await openStore({ data });
  // Soon after it was seen: what is told of it holds still.
  const began = Date.now();
  now = () => new Date(Date.parse('2026-06-01T00:00:00Z') + Date.now() - began);
  desk = await Desk.open(store, now);
  await plantWorld({ store, desk, data, wait: () => {} }, traffic());
});
afterAll(async () => {
  await store.close();
  rmSync(data, { recursive: true, force: true });
});

const operate = (path: string, input: object) => {
  const operation = intelOperations(data).find(one => one.path === `intel/${path}` && one.method === 'POST')!;
  return runOperation(operation, desk, { reason: 'agreed', ...input }, 'ana') as Promise<
    Record<string, never>
  >;
};
const release = (collection: string) => operate('publications', { campaign: ID, collection });
const withdraw = (collection: string) => operate('withdrawals', { campaign: ID, collection });
const collection = (name: string) => [...desk.state.collections.values()].find(one => one.name === name)!;
async function read(name: string, query: Record<string, string> = {}, partner = 'north') {
  const page = await pageOf(desk, collection(name), filtersOf(query), partner);
  return { ...page, objects: page.given.map(({ object }) => JSON.parse(object) as StixObject) };
}
/** All versions, page by page; between pages something happens. */
async function readAll(name: string, limit: number, byNext: boolean, between = async (_page: number) => {}) {
  const all: Given[] = [];
  let at: Record<string, string> = {};
  for (let n = 0; ; n++) {
    const { given, next } = await read(name, { limit: String(limit), 'match[version]': 'all', ...at });
    all.push(...given);
    if (next === null) return all;
    at = byNext ? { next: nextOf(next) } : { added_after: timestampOf(given.at(-1)!.added) };
    await between(n);
  }
}
/** As another detection leaves it: a figure has changed. */
async function detectedAgain() {
  const [row] = await store.query<{ document: string; at: number }>(
    'SELECT document, toUnixTimestamp64Milli(detected) AS at FROM campaigns FINAL',
  );
  const document = JSON.stringify({ ...JSON.parse(row!.document), exchanges: Number(row!.at) % 1e9 });
  await store.command(
    `INSERT INTO campaigns (id, detected, until, verdict, document)
     SELECT id, detected + INTERVAL 1 HOUR, until, verdict, {document:String} FROM campaigns FINAL`,
    { params: { document } },
  );
}

test('a released campaign is given in the order of its objects, once each, with what may leave alone', async () => {
  await operate('collections', { name: 'labs', tlp: 'green', as: 'Provider A' });
  const { objects: added } = await release('labs');
  const { objects, given } = await read('labs');
  expect(objects).toHaveLength(added!);
  const moments = given.map(one => one.added);
  expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
  const text = JSON.stringify(objects);
  expect(text).toContain(markingId('green'));
  for (const closed of [markingId('amber'), markingId('red'), '203.0.113.0', 'ipv4-addr'])
    expect(text).not.toContain(closed);
  const ids = new Set(objects.map(({ id }) => id));
  const report = objects.find(({ type }) => type === 'report')!;
  expect((report['object_refs'] as string[]).filter(id => !ids.has(id))).toEqual([]);
  // The same again is nothing new, and leaves no record.
  const records = desk.state.last;
  expect(await release('labs')).toMatchObject({ objects: 0, ended: 0 });
  expect(desk.state.last).toBe(records);
  const { objects: others } = await read('labs', { 'match[type]': 'campaign,report' });
  expect(others.map(({ type }) => type).sort()).toEqual(['campaign', 'report']);
});

test('after another detection what changed is a newer version; the trail says once who was given what', async () => {
  await detectedAgain();
  // Asked for twice at a time, it is released once.
  const [once, twice] = await Promise.all([release('labs'), release('labs')]);
  expect([once['objects']! > 0, twice['objects']]).toEqual([true, 0]);
  const id = (await read('labs', { 'match[type]': 'campaign' })).given[0]!.id;
  const versions = await read('labs', { 'match[id]': id, 'match[version]': 'all' });
  expect(versions.given).toHaveLength(2);
  expect(versions.given[0]!.version < versions.given[1]!.version).toBe(true);
  const [first, last] = versions.given.map(({ version }) => version);
  for (const [asked, found] of [
    ['first', [first]],
    ['last', [last]],
    ['first,last', [first, last]],
    [first!, [first]],
    [first!.replace('Z', '000Z'), [first]],
    ['2020-01-01T00:00:00.000Z', []],
  ] as const) {
    const { given } = await read('labs', { 'match[id]': id, 'match[version]': asked });
    expect(given.map(({ version }) => version)).toEqual(found);
  }
  expect((await read('labs', { 'match[spec_version]': '2.0' })).given).toEqual([]);
  const rows = await store.query<{ actor: string; after: string }>(
    "SELECT actor, after FROM records WHERE kind = 'delivery' ORDER BY id",
  );
  expect(rows.map(({ actor, after }) => [actor, JSON.parse(after).of.length])).toEqual([
    ['north', 1],
    ['north', 1],
  ]);
  await read('labs', {}, 'south');
  expect((await read('labs', {}, 'south')).noted).toBe(false);
});

test('who pages misses nothing and gets nothing twice, whatever is added in between', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 25 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 4 }),
      async (limit, byNext, when) => {
        const all = await readAll('labs', limit, byNext, async page => {
          if (page !== when) return;
          await detectedAgain();
          await release('labs');
        });
        expect(all.map(({ added }) => added)).toEqual(
          (await readAll('labs', 500, true)).map(({ added }) => added),
        );
      },
    ),
    { numRuns: 3 },
  ));

test('what is withdrawn is revoked, earlier versions are gone, and told again it has other ids', async () => {
  await operate('collections', { name: 'close', tlp: 'amber' });
  await release('close');
  const before = await read('close');
  expect(before.objects.map(({ type }) => type)).toContain('ipv4-addr');
  // Killed between the record and the objects: what is still given can still be withdrawn.
  const { insertBatch } = store;
  store.insertBatch = () => Promise.reject(new Error('killed'));
  await expect(withdraw('close')).rejects.toThrow('killed');
  store.insertBatch = insertBatch;
  const { objects } = await withdraw('close');
  const after = await readAll('close', 500, true);
  // Who had nothing of it isn't told by its revocation either, and has nothing more in its trail.
  const late = await read('close', { 'match[version]': 'all' }, 'late');
  expect(late.objects.filter(one => one['revoked'] || one.type === 'indicator')).toEqual([]);
  const told = after.map(({ object }) => JSON.parse(object) as StixObject);
  const revoked = told.filter(one => one['revoked']);
  expect(told.filter(({ id }) => id.startsWith('indicator--')).every(one => one['revoked'])).toBe(true);
  expect(told.map(({ type }) => type)).not.toContain('ipv4-addr');
  const observed = before.objects.filter(({ type }) => /^(ipv4-addr|llm-exchange)$/.test(type));
  expect(revoked).toHaveLength(objects! - observed.length);
  for (const { id, modified } of revoked)
    expect(String(modified) > String(before.objects.find(one => one.id === id)!['modified'])).toBe(true);
  await expect(withdraw('close')).rejects.toMatchObject({ code: 'RECORD_STATE' });
  await release('close');
  const again = (await read('close', { 'match[type]': 'indicator' })).objects.filter(one => !one['revoked']);
  expect(again).toHaveLength(revoked.filter(({ type }) => type === 'indicator').length);
  expect(again.map(({ id }) => id).filter(id => revoked.some(one => one.id === id))).toEqual([]);
});

test('an indicator that tells of the campaign no more has ended', async () => {
  rmSync(join(data, 'community-key'));
  const { ended } = await release('labs');
  expect(ended).toBeGreaterThan(4);
  const { objects } = await read('labs', { 'match[type]': 'indicator' });
  expect(objects.filter(one => String(one['valid_until']) <= now().toISOString())).toHaveLength(ended!);
  expect(objects.some(one => one['revoked'])).toBe(false);
});

test('what is marked above its collection is not given, whatever the table says of it', async () => {
  const { id } = collection('labs');
  const marked = (level: 'amber' | 'red' | 'green', name: string) =>
    JSON.stringify({
      type: 'note',
      id: `note--00000000-0000-4000-8000-00000000000${name}`,
      object_marking_refs: [markingId(level)],
    });
  const rows = [
    ['green', marked('red', '1')],
    ['red', marked('green', '2')],
    ['green', marked('amber', '3')],
    ['clear', JSON.stringify({ type: 'note', id: 'note--00000000-0000-4000-8000-000000000004' })],
    ['green', marked('green', '5')],
  ];
  const [newest] = await store.query<{ added: number }>(
    'SELECT toUnixTimestamp64Micro(max(added)) AS added FROM taxii_objects',
  );
  for (const [i, [level, object]] of rows.entries())
    await store.command(
      `INSERT INTO taxii_objects SELECT {id:String}, fromUnixTimestamp64Micro({added:Int64}), concat('note--', {object:String}), 'note', now64(3), {level:String}, '', 'p', 0, {object:String}`,
      { params: { id, added: Number(newest!.added) + 1 + i, level: level!, object: object! } },
    );
  const { objects } = await read('labs', { 'match[type]': 'note' });
  expect(objects.map(one => one.id.at(-1))).toEqual(['5']);
});

test('a collection: no level above AMBER+STRICT, no name twice, none removed that holds something', async () => {
  await expect(operate('collections', { name: 'red', tlp: 'red' })).rejects.toThrow(/TLP:RED/);
  await expect(operate('collections', { name: 'A b', tlp: 'green' })).rejects.toMatchObject({
    code: 'USAGE',
  });
  await expect(release('nowhere')).rejects.toMatchObject({ code: 'COLLECTION_UNKNOWN' });
  await expect(operate('collections/remove', { collection: 'labs' })).rejects.toThrow(/still holds/);
  await withdraw('labs');
  await operate('collections/remove', { collection: 'labs' });
  await expect(operate('collections', { name: 'labs', tlp: 'clear' })).rejects.toMatchObject({
    code: 'COLLECTION_EXISTS',
  });
  // As another process reads it.
  const { state } = await Desk.open(store);
  expect([...state.collections.values()]).toEqual([...desk.state.collections.values()]);
});

test.each([
  { limit: '0' },
  { limit: '-1' },
  { limit: 'x' },
  { limit: ['1', '2'] },
  { added_after: 'yesterday' },
  { added_after: '2026-13-01T00:00:00Z' },
  { next: "1' OR 1" },
  { 'match[version]': 'all,last' },
  { 'match[version]': 'last,last' },
  { 'match[version]': 'newest' },
  { 'match[spec_version]': 'two' },
  { 'match[id]': 'a,,b' },
  { 'match[id]': 'x,'.repeat(600) },
])('%j is no request', query => {
  expect(() => filtersOf(query)).toThrow(FilterInvalid);
});
