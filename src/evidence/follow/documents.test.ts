import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepDocument } from '../../detect/keep.ts';
import { installationKey } from '../../exchange/index.ts';
import { Desk, operations, readRecords, runOperation } from '../../policy/index.ts';
import { type Play, plant, play } from '../../policy/testing/desk.ts';
import type { Entry, RecordEntry, VerdictEntry } from '../entries.ts';
import { canonical, TransparencyLog } from '../log/index.ts';
import { documentCommitment, evidenceSecret, saltOfDocument, sha256 } from '../sums/index.ts';
import { follow, makerOf } from './index.ts';

let place: Play;
const now = new Date('2026-05-01T00:00:00Z');
beforeAll(async () => {
  place = await play();
});
afterAll(async () => {
  await place.store.close();
  rmSync(place.data, { recursive: true, force: true });
});

async function entries(): Promise<Entry[]> {
  const log = await TransparencyLog.open(place.data);
  const all = [];
  for await (const { entry } of log.entries()) all.push(entry);
  await log.close();
  return all;
}
const ofType = async <T extends Entry['type']>(type: T) =>
  (await entries()).filter(entry => entry.type === type) as Extract<Entry, { type: T }>[];

const act = async (path: string, input: object, by = 'ann') => {
  const operation = operations.find(one => one.method === 'POST' && one.path === path)!;
  return (await runOperation(operation, place.desk, operation.input.parse(input), by)) as Record<
    string,
    never
  >;
};

test('a campaign is logged once, and again when its document is another', async () => {
  const { store, data } = place;
  const planted = await plant(
    store,
    { harvesters: 3, covers: 1, bystanders: 2 },
    {
      models: { 'opus ü': 60, sonnet: 40 },
      capabilities: { code: 0.5 },
      evidence: [
        {
          ...{ signal: 'shared-template', family: 'content', log_likelihood_ratio: 41.2, p_value: 1e-12 },
          ...{ summary: 'they share a template', against: 'a tool' },
        },
      ],
      explanations: [
        { explanation: 'one company', verdict: 'ruled out', figure: '1 of 3', value: 0.3, limit: 0.5 },
      ],
    },
  );
  expect((await follow(store, data, { now })).verdicts).toEqual([planted.id]);
  expect((await follow(store, data, { now })).verdicts).toEqual([]);
  const [entry] = await ofType('verdict');
  const { summary: _, against: __, ...evidence } = planted.evidence[0]!;
  expect(entry).toEqual({
    ...{ type: 'verdict', v: 1, at: now.toISOString(), campaign: planted.id, verdict: 'harvesting' },
    ...{ error_bound: 1e-4, alpha: 0, until: '2026-05-01T00:00:00.000Z' },
    accounts: { harvester: 3, cover: 1, bystander: 2 },
    ...{ exchanges: 100, input_tokens: 1, output_tokens: 1 },
    ...{ first_seen: planted.first_seen, last_seen: planted.last_seen },
    ...{ models: planted.models, capabilities: planted.capabilities, evidence: [evidence] },
    explanations: [{ explanation: 'one company', verdict: 'ruled out', value: 0.3, limit: 0.5 }],
    by: makerOf(),
    document: expect.any(String),
  } satisfies VerdictEntry);
  // Whoever is given salt and text can check the commitment.
  const secret = evidenceSecret(installationKey(data));
  const salt = saltOfDocument(secret, `verdict/${planted.id}/2026-05-01T00:00:00.000Z`);
  expect(sha256(salt, canonical(planted)).toString('base64')).toBe(entry!.document);

  await keepDocument(store, { ...planted, exchanges: 101 }, '2026-05-01T00:00:00.000Z');
  await store.command(
    "INSERT INTO detections (detected, until, alpha, document) SELECT now64(3), toDateTime64('2026-05-01 00:00:00', 3, 'UTC'), 0.05, ''",
  );
  expect((await follow(store, data, { now })).verdicts).toEqual([planted.id]);
  const both = await ofType('verdict');
  expect(both.map(({ exchanges, alpha }) => [exchanges, alpha])).toEqual([
    [100, 0],
    [101, 0.05],
  ]);
});

test('a campaign of thousands of models fits into an entry', async () => {
  const { store, data } = place;
  const models = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`${'ü'.repeat(400)}${i}`, i]));
  await plant(store, { harvesters: 1 }, { id: 'SW-2026-0002', models });
  await follow(store, data, { now });
  const entry = (await ofType('verdict')).find(({ campaign }) => campaign === 'SW-2026-0002')!;
  const kept = Object.values(entry.models).sort((a, b) => b - a);
  expect(kept[0]).toBe(4999);
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.at(-1)).toBe(5000 - kept.length);
  // Short names are no more than a verifier reads.
  const short = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`m${i}`, i]));
  await plant(store, { harvesters: 1 }, { id: 'SW-2026-0003', models: short });
  await follow(store, data, { now });
  const third = (await ofType('verdict')).find(({ campaign }) => campaign === 'SW-2026-0003')!;
  expect(Object.keys(third.models)).toHaveLength(500);
});

test('each record is logged once, and says nothing of whom it is', async () => {
  const { store, data, desk } = place;
  const plan = await act('containment/plans', { campaign: 'SW-2026-0001', reason: 'harvests' });
  const id = plan['id'] ?? plan['plan'];
  const applied = await act('containment/actions', { plan: id, reason: 'go', confirm: true });
  const action = applied['action'];
  await act('containment/undo', { action, accounts: ['h1'], reason: 'an error' });
  await act('containment/undo', { action, reason: 'all of it' });
  await act('holds', {
    ...{ model: 'opus', from: '2026-05-01T00:00:00Z', until: null, basis: 'a law' },
    reason: 'as ordered',
  });
  const records = await readRecords(store);
  expect((await follow(store, data, { now, what: ['records'] })).records).toBe(records.length);
  expect((await follow(store, data, { now })).records).toBe(0);
  const logged = await ofType('record');
  expect(logged.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
  const said = logged.map(({ kind, campaign, accounts, grade, until }) => [
    ...[kind, campaign, accounts, grade, until && 'until'],
  ]);
  expect(said).toEqual([
    ['plan', 'SW-2026-0001', 4, 'suspend', null],
    ['action', 'SW-2026-0001', 4, 'suspend', 'until'],
    ['undo', 'SW-2026-0001', 1, null, null],
    ['undo', 'SW-2026-0001', 3, null, null],
    ['hold', null, null, null, null],
  ]);
  // Of a digest's letters three may spell a name by chance.
  const words = JSON.stringify(logged.map(({ id: _, document: __, ...rest }) => rest));
  for (const name of ['"h0"', 'ann', 'harvests', 'as ordered']) expect(words).not.toContain(name);
  const secret = evidenceSecret(installationKey(data));
  expect(logged.map(({ document }) => document)).toEqual(
    records.map(record => documentCommitment(secret, `record/${record.id}`, canonical(record))),
  );
  expect((logged[0] as RecordEntry).at).toBe(now.toISOString());
  // Another process's desk wrote one with an id before the last one's.
  const early = await Desk.open(store, () => new Date(desk.now().getTime() - 60_000));
  await early.write({ actor: 'ben', kind: 'lift', subject: 'H-1', reason: 'over', after: null });
  expect((await follow(store, data, { now })).records).toBe(1);
});

test('of sources the digest of what is built is that of nothing', () => {
  expect(existsSync(join(import.meta.dirname, '../../build.json'))).toBe(false);
  expect(makerOf()).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    build: sha256().toString('base64'),
    config: sha256('{}').toString('base64'),
  });
});
