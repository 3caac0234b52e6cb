import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Community, installationKey, joinCommunity, newCommunity } from '../exchange/index.ts';
import { Desk } from '../policy/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { plantWorld, traffic } from '../views/testing/world.ts';
import { exportCampaign } from './export.ts';
import { isOfNobody, modelsOf } from './indicators.ts';
import { exportLevel, type Level } from './tlp.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-intel-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));
const made = traffic();
let store: Store;
const told = async (level: Level, alone = false) => {
  const { community } = installationKey(data);
  const options = { level, origin: 'Provider A', community: alone ? undefined : community };
  const exported = await exportCampaign(store, 'SW-2026-0001', options);
  return { ...exported, text: JSON.stringify(exported.bundle) };
};

beforeAll(async () => {
  joinCommunity(data, newCommunity('labs'));
  store = await openStore({ data });
  await plantWorld({ store, desk: await Desk.open(store), data, wait: () => {} }, made);
});
afterAll(() => store.close());

test('what leaves grows with the level; templates leave under the key of a community alone', async () => {
  const [clear, green, amber] = [await told('clear'), await told('green'), await told('amber')];
  expect(clear.told).toEqual({});
  expect(green.told).toMatchObject({ opening: 2, closing: 1 });
  expect(green.told['phrase']).toBeGreaterThan(4);
  expect(green.told['network']).toBeUndefined();
  expect({ ...green.kept, ...green.told }).toEqual(amber.told);
  const indicators = amber.bundle.objects.filter(({ type }) => type === 'indicator');
  expect(indicators).toHaveLength(Object.values(amber.told).reduce((a, b) => a + b));
  expect((await told('green', true)).told['opening']).toBeUndefined();
  // Nor of a campaign that began before it was joined.
  const late = new Community('labs', Buffer.alloc(32, 1), Date.parse('2027-01-01T00:00:00Z'));
  const { told: without } = await exportCampaign(store, 'SW-2026-0001', {
    level: 'green',
    origin: 'A',
    community: late,
  });
  expect(without['opening'] ?? without['phrase']).toBeUndefined();
});

test('no account, no organisation, no text and no key is in it at any level', async () => {
  for (const level of ['clear', 'green', 'amber', 'amber+strict'] as const) {
    const { text } = await told(level);
    for (const account of new Set(made.map(one => one.account))) expect(text).not.toContain(`"${account}"`);
    for (const word of ['chain of thought', 'rubric', 'mathematics', 'weather', 'ex_1'])
      expect(text).not.toContain(word);
    for (const planted of [data, 'acme', 'example.com']) expect(text).not.toContain(planted);
  }
});

test('of what clients choose no address, no key and no name of a model that is made for somebody leaves', async () => {
  const of = { id: 'SW-2026-0001', models: { opus: 3, 'ft:opus:acme::1': 2, haiku: 1 } };
  // The ordinary accounts of this world use haiku.
  expect(await modelsOf(store, of)).toEqual({ haiku: 1, other: 5 });
  for (const text of [
    'bot/1.0 (+mailto:ana@acme.example)',
    'app sk-proj-9fK2mQ7xL0aZ81bW',
    'app/00112233445566778899',
    'línea/1',
    '',
  ])
    expect([text, isOfNobody(text)]).toEqual([text, false]);
  for (const text of [
    'python-requests/2.32.5',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    't13d1516h2_8daaf6152771_b186095e22b6',
  ])
    expect([text, isOfNobody(text)]).toEqual([text, true]);
});

test('nothing leaves at RED, and what is no level is none', () => {
  for (const text of ['red', 'TLP:RED', ' Red ']) expect(() => exportLevel(text)).toThrow(/TLP:RED/);
  expect(exportLevel('TLP:AMBER+STRICT')).toBe('amber+strict');
  expect(() => exportLevel('white')).toThrow(/no level/);
});

test('a campaign that is not there is said to be none', async () => {
  const asked = exportCampaign(store, 'SW-2026-0009', { level: 'clear', origin: 'A', community: undefined });
  await expect(asked).rejects.toMatchObject({ code: 'CAMPAIGN_UNKNOWN' });
});
