import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepDocument } from '../../detect/keep.ts';
import { type Play, plant, play } from '../../policy/testing/desk.ts';
import { follow } from '../follow/index.ts';
import { TransparencyLog } from '../log/index.ts';
import { put } from '../testing/put.ts';
import { type Fsck, fsck } from './index.ts';

let place: Play;
let entries: Record<string, number>;
const now = new Date('2026-05-01T05:30:00Z');
const sync = { settings: { mutations_sync: 1 } };

beforeAll(async () => {
  place = await play();
});
afterAll(async () => {
  await place.store.close();
  rmSync(place.data, { recursive: true, force: true });
});

const sent = (account: string, hour: number, more: object = {}) => ({
  account,
  time: new Date(Date.UTC(2026, 4, 1, hour, 10)),
  ...more,
});

/** Three hours of exchanges, two campaigns, two records: all logged. */
beforeEach(async () => {
  const { store, data, desk } = place;
  for (const table of ['exchanges', 'campaigns', 'records', 'detections'])
    await store.command(`TRUNCATE TABLE ${table}`);
  rmSync(join(data, 'log'), { recursive: true, force: true });
  rmSync(join(data, 'log-key'), { force: true });
  await put(
    store,
    [0, 1, 2].flatMap(hour => ['a', 'b', 'c'].map(account => sent(account, hour))),
  );
  await plant(store, { harvesters: 3 });
  await plant(store, { harvesters: 2 }, { id: 'SW-2026-0002' });
  for (const reason of ['first', 'second'])
    await desk.write({ actor: 'ann', kind: 'lift', subject: 'H-1', reason, after: null });
  await follow(store, data); // logged after they were detected, by the clock
  entries = {};
  const log = await TransparencyLog.open(data);
  for await (const { index, entry } of log.entries()) {
    if (entry.type === 'hour') entries[entry.hour.slice(11, 13)] = index;
    if (entry.type === 'verdict') entries[entry.campaign] = index;
    if (entry.type === 'record') entries[entry.id] = index;
  }
  await log.close();
});

const check = () => fsck(place.store, place.data, { now });
const first = ({ ok, first_wrong, errors }: Fsck) => ({
  ...{ ok, first_wrong, message: errors[0]?.message, errors: errors.length },
});

test('where nothing was touched, everything holds', async () => {
  const steps = new Set<string>();
  const document = await fsck(place.store, place.data, { now, onProgress: ({ step }) => steps.add(step) });
  expect(document).toEqual({
    ...{ ok: true, first_wrong: null, errors: [], warnings: [], seconds: expect.any(Number) },
    log: { size: 8, entries: { key: 1, hour: 3, verdict: 2, record: 2 } },
    hours: {
      ...{ committed: 3, held: 3, exchanges: 9, input_tokens: 90, output_tokens: 900 },
      ...{ late: 0, late_exchanges: 0, uncommitted: 0, uncommitted_exchanges: 0, open: 0, open_exchanges: 0 },
    },
    verdicts: { logged: 2, held: 2, unlogged: 0 },
    records: { logged: 2, held: 2, unlogged: 0 },
  });
  expect([...steps]).toEqual(['log', 'hours', 'verdicts', 'records']);
});

test('where there is no log, nothing is wrong and none is made', async () => {
  rmSync(join(place.data, 'log'), { recursive: true });
  expect(first(await check())).toMatchObject({ ok: false, first_wrong: null, errors: 1 });
  rmSync(join(place.data, 'log-key'));
  const document = await check();
  expect(document).toMatchObject({ ok: true, log: { size: null }, hours: { uncommitted: 3 } });
  expect(document.warnings[0]).toMatchObject({ where: 'log', message: 'nothing is logged yet' });
  expect(readdirSync(place.data)).not.toContain('log');
});

test.each([
  [
    'removed',
    "DELETE WHERE account = 'b' AND toHour(time) = 1",
    '01',
    /9 exchanges|the store has 2 exchanges/,
  ],
  ['all of an hour removed', 'DELETE WHERE toHour(time) = 2', '02', /the store has nothing of that hour/],
  [
    'given to another',
    "UPDATE id_hash = 1, model = 'haiku' WHERE account = 'b' AND toHour(time) = 1",
    '01',
    /as many exchanges, and they are not the same/,
  ],
  [
    'made dearer',
    "UPDATE output_tokens = 101 WHERE account = 'b' AND toHour(time) = 1",
    '01',
    /301 output tokens/,
  ],
  ['made cheaper', "UPDATE input_tokens = 9 WHERE account = 'c' AND toHour(time) = 0", '00', /29 input/],
])('an exchange that was %s is found, and the entry of its hour named', async (_, change, hour, message) => {
  await place.store.command(`ALTER TABLE exchanges ${change}`, sync);
  const found = first(await check());
  expect(found).toMatchObject({ ok: false, errors: 1, first_wrong: entries[hour] });
  expect(found.message).toMatch(message);
});

test('an exchange that was added is what came late: said, and not an error', async () => {
  await put(place.store, [sent('x', 1), sent('x', 4), sent('x', 5)]);
  const document = await check();
  expect(document).toMatchObject({
    ok: true,
    hours: { held: 2, late: 1, late_exchanges: 1, uncommitted: 1, uncommitted_exchanges: 1, open: 1 },
  });
  expect(document.warnings.map(({ where, index }) => [where, index])).toEqual([
    ['hour', entries['01']],
    ['hour', null],
  ]);
  await follow(place.store, place.data, { now });
  expect(await check()).toMatchObject({ ok: true, warnings: [], hours: { held: 4, open: 1 } });
});

test('one that was added and one that was removed, of the same hour', async () => {
  await place.store.command("ALTER TABLE exchanges DELETE WHERE account = 'b' AND toHour(time) = 1", sync);
  await put(place.store, [sent('x', 1)]);
  expect(first(await check())).toMatchObject({ ok: false, errors: 1, first_wrong: entries['01'] });
});

test('records that were changed or removed', async () => {
  const [one, two] = Object.entries(entries).filter(([id]) => /^[0-9a-f]{12}-/.test(id));
  await place.store.command("ALTER TABLE records UPDATE reason = 'another' WHERE reason = 'second'", sync);
  expect(first(await check())).toMatchObject({ errors: 1, first_wrong: two![1] });
  await place.store.command("ALTER TABLE records DELETE WHERE reason = 'first'", sync);
  expect(first(await check())).toMatchObject({ errors: 2, first_wrong: one![1] });
  await place.desk.write({ actor: 'ann', kind: 'lift', subject: 'H-2', reason: 'new', after: null });
  expect((await check()).records).toEqual({ logged: 2, held: 0, unlogged: 1 });
});

test('campaigns that were changed or removed', async () => {
  const { store } = place;
  const change = `document = replaceAll(document, '"h1"', '"h9"')`;
  await store.command(`ALTER TABLE campaigns UPDATE ${change} WHERE id = 'SW-2026-0002'`, sync);
  expect(first(await check())).toMatchObject({ errors: 1, first_wrong: entries['SW-2026-0002'] });
  await store.command("ALTER TABLE campaigns DELETE WHERE id = 'SW-2026-0001'", sync);
  const found = first(await check());
  expect(found).toMatchObject({ errors: 2, first_wrong: entries['SW-2026-0001'] });
  expect(found.message).toContain('the store has no such campaign');
});

test('a campaign that was detected anew is not logged yet, which is no error', async () => {
  const campaign = await plant(place.store, { harvesters: 4 });
  expect(await check()).toMatchObject({ ok: true, verdicts: { held: 1, unlogged: 1 } });
  await keepDocument(place.store, campaign, '2026-05-01T00:00:01.000Z');
  expect(await check()).toMatchObject({ ok: true, verdicts: { held: 1, unlogged: 1 } });
});

test('an entry that was changed in the log is named', async () => {
  const path = join(place.data, 'log', 'tile', 'entries', '000.p');
  const [name] = readdirSync(path).sort((a, b) => Number(b) - Number(a));
  const file = join(path, name!);
  const bytes = readFileSync(file);
  const at = bytes.indexOf('"exchanges":3', bytes.indexOf('T01:00')) + 12;
  // Of canonical JSON the hour stands before the tree.
  bytes[at] = 0x34;
  writeFileSync(file, bytes);
  const document = await check();
  expect(first(document)).toMatchObject({ ok: false, first_wrong: entries['01'] });
});
