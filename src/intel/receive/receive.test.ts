import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: the bench's, plain JavaScript
import { cases, harmless } from '../../../bench/intel/hostile.mjs';
import { TransparencyLog } from '../../evidence/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { addPartner, partnersOf, removePartner, signBundle } from '../trust/index.ts';
import { feeds, importFile, importObjects } from './index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-receive-'));
const data = join(scratch, 'data');
let store: Store;
beforeAll(async () => {
  store = await openStore({ data });
  await addPartner(data, { name: 'north', unsigned: true });
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const file = (name: string, bytes: string | Uint8Array) => {
  const path = join(scratch, name);
  writeFileSync(path, bytes);
  return path;
};
const take = (path: string) => importFile(store, path, { data, partner: 'north', unsigned: true });
const rows = async () => {
  const [row] = await store.query<{ n: number }>('SELECT count() AS n FROM intel_objects');
  return row!.n;
};
const staged = async () =>
  store.query("SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'temporary%'");
const stamp = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const indicator = (n: number, more = {}) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  created: stamp(-9),
  modified: stamp(-9),
  pattern: `[ipv4-addr:value ISSUBSET '203.0.${n}.0/24']`,
  pattern_type: 'stix',
  valid_from: stamp(-9),
  valid_until: stamp(9),
  ...more,
});
const bundle = (...objects: unknown[]) => JSON.stringify({ type: 'bundle', id: 'bundle--1', objects });
const inForce = async (partner = 'north') =>
  (await feeds(store, { data })).find(one => one.partner === partner)!.indicators;

describe('a hostile bundle', () => {
  test.each(Object.entries(cases as Record<string, (n: number) => string | Uint8Array>))(
    'is refused, and nothing of it kept: %s',
    async (_, make) => {
      const before = await rows();
      await expect(take(file('hostile.json', make(1)))).rejects.toMatchObject({ code: 'INTEL_REFUSED' });
      expect(await rows()).toBe(before);
      expect(await staged()).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  test.each(Object.entries(harmless as Record<string, (n: number) => string>))(
    'does no harm: %s',
    async (_, make) => {
      await take(file('harmless.json', make(3)));
      expect(await store.query('SELECT count() AS n FROM exchanges')).toEqual([{ n: 0 }]);
    },
  );
});

test('a bundle comes in whole, once, gzipped or not, and its newest word counts until it ends', async () => {
  await addPartner(data, { name: 'south', unsigned: true });
  const from = (path: string) => importFile(store, path, { data, partner: 'south', unsigned: true });
  const old = indicator(3, { valid_until: stamp(-1) });
  const text = bundle(indicator(1), indicator(2), old, { ...indicator(4), pattern: '[file:size > 1]' });
  expect(await from(file('one.json', text))).toMatchObject({ objects: 4, indicators: 3, known: false });
  const before = await rows();
  expect(await from(file('one-again.json', text))).toMatchObject({ objects: 4, known: true });
  expect(await rows()).toBe(before);
  expect(await inForce('south')).toEqual({ network: 2 });
  // Revoked, and moved elsewhere: the newer version counts, whichever came first.
  const newer = bundle(
    indicator(1, { modified: stamp(-2), revoked: true }),
    indicator(5, { pattern: "[email-addr:value LIKE '%@x.example']" }),
  );
  await from(file('two.json.gz', gzipSync(newer)));
  expect(await inForce('south')).toEqual({ network: 1, 'email-domain': 1 });
  await from(file('three.json', bundle(indicator(1, { modified: stamp(-5) }))));
  expect(await inForce('south')).toEqual({ network: 1, 'email-domain': 1 });
  // Nobody is believed for longer than we would say it ourselves: of a network, 30 days.
  const long = bundle(indicator(6, { valid_until: '9999-01-01T00:00:00Z' }));
  await from(file('long.json', long));
  const soon = await feeds(store, { data, now: new Date(Date.now() + 29 * 86_400_000) });
  const later = await feeds(store, { data, now: new Date(Date.now() + 31 * 86_400_000) });
  const south = (all: typeof soon) => all.find(({ partner }) => partner === 'south')!.indicators;
  expect([south(soon)['network'], south(later)['network']]).toEqual([1, undefined]);
  await removePartner(data, 'south');
  expect((await feeds(store, { data })).map(({ partner }) => partner)).not.toContain('south');
});

test('what was not committed is not there', async () => {
  const before = await inForce();
  await store.command(
    "INSERT INTO intel_objects (partner, id, modified, batch, type, kind, value, valid_until) SELECT 'north', 'indicator--9', now64(3), 'killed', 'indicator', 'tls', 'x', now64(3) + INTERVAL 9 DAY",
  );
  expect(await inForce()).toEqual(before);
});

test('a feed is taken as a file is: whole, once, within the same limits', async () => {
  async function* objects(...all: unknown[]) {
    yield* all;
  }
  const options = { data, partner: 'north', source: 'https://feed.example' };
  const all = [indicator(20), indicator(21)];
  expect(await importObjects(store, objects(...all), options)).toMatchObject({ objects: 2, known: false });
  expect(await importObjects(store, objects(...all), options)).toMatchObject({ known: true });
  expect(await importObjects(store, objects(), options)).toMatchObject({ objects: 0 });
  const circle: Record<string, unknown> = indicator(22);
  circle['x'] = circle;
  for (const bad of [circle, { type: 'indicator' }, null, 7, indicator(22, { name: 'x'.repeat(300_000) })])
    await expect(importObjects(store, objects(indicator(23), bad), options)).rejects.toMatchObject({
      code: 'INTEL_REFUSED',
    });
  await expect(importObjects(store, objects(), { ...options, partner: 'who' })).rejects.toMatchObject({
    code: 'PARTNER_UNKNOWN',
  });
});

describe('a signature', () => {
  test('says who a bundle is from; of anybody else, or of another file, it is none', async () => {
    const log = await TransparencyLog.open(join(scratch, 'theirs'));
    const stranger = await TransparencyLog.open(join(scratch, 'stranger'));
    const text = bundle(indicator(30));
    const path = file('signed.json', text);
    const sign = async (by: TransparencyLog, bytes: string) =>
      file('signed.json.dsse', await signBundle(by, { name: path, bytes, about: { tlp: 'green' } }));
    const asked = (partner?: string) => importFile(store, path, { data, partner });

    await expect(asked()).rejects.toMatchObject({ code: 'INTEL_SIGNER', mend: /--unsigned/ });
    await sign(log, text);
    await expect(asked()).rejects.toMatchObject({ code: 'INTEL_SIGNER', mend: /partner add NAME --key/ });
    // As a partner's `stillwatch log` prints it.
    await addPartner(data, { name: 'west', key: `origin   west\nkey      ${log.key}\nsize     1\n` });
    await sign(log, bundle(indicator(31)));
    await expect(asked()).rejects.toThrow(/is not the file that west signed/);
    await sign(stranger, text);
    await expect(asked()).rejects.toThrow(/whose key is of no partner here/);
    await sign(log, text);
    await expect(asked('north')).rejects.toThrow(/signed by west, not by north/);
    expect(await asked()).toMatchObject({
      partner: 'west',
      signed: log.key.split('+').slice(0, 2).join('+'),
    });
    await expect(importFile(store, path, { data, partner: 'west', unsigned: true })).rejects.toThrow(
      /gives nothing without a signature/,
    );
    // The envelope, another way round each time.
    const good = JSON.parse(await signBundle(log, { name: path, bytes: text, about: {} }));
    for (const bad of ['', '{', 'null', '[]', JSON.stringify({ ...good, payload: 7 }), 'x'.repeat(100_000)]) {
      file('signed.json.dsse', bad);
      await expect(asked()).rejects.toMatchObject({ code: 'INTEL_SIGNER' });
    }
    // Signed by the right one, and no in-toto statement.
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(atob(good.payload)), _type: 'something else' }));
    const pae = `DSSEv1 ${good.payloadType.length} ${good.payloadType} ${other.length} ${other}`;
    const { keyid, signature } = await log.sign(Buffer.from(pae), log.size);
    const signatures = [{ keyid, sig: signature.toString('base64') }];
    file('signed.json.dsse', JSON.stringify({ ...good, payload: other.toString('base64'), signatures }));
    await expect(asked()).rejects.toThrow(/signature of something else/);
    for (const one of [log, stranger]) await one.close();
  });

  test('a key is of one partner, and a partner has a name', async () => {
    await expect(addPartner(data, { name: 'east' })).rejects.toThrow(/cannot be added/);
    await expect(addPartner(data, { name: 'east\u202e', unsigned: true })).rejects.toThrow(/cannot be added/);
    await expect(addPartner(data, { name: 'east', key: 'not a key' })).rejects.toThrow(/not a verifier key/);
    await expect(removePartner(data, 'east')).rejects.toThrow(/no partner/);
    // Two at once are both added.
    await Promise.all(['e1', 'e2'].map(name => addPartner(data, { name, unsigned: true })));
    expect(partnersOf(data).map(({ name }) => name)).toEqual(['e1', 'e2', 'north', 'west']);
    expect(readdirSync(join(data, 'intel'))).toEqual(['partners.json']);
  });
});
