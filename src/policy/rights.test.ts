import { afterAll, beforeAll, expect, test } from 'vitest';
import { attest, grant, hold, lift, listGrants, revoke, withdraw } from './rights.ts';
import { Snapshot } from './snapshot.ts';
import { type Play, play, START, send } from './testing/desk.ts';

const HOUR = 3_600_000;
const iso = (ms: number) => new Date(START + ms).toISOString();
let at: Play;
beforeAll(async () => {
  at = await play();
});
afterAll(() => at.store.close());
const facts = (account: string, model: string, channel = 'api', after = 0) =>
  new Snapshot(at.desk.state).facts({ account, model, channel }, START + after);

test('a hold of a model applies to everyone, to a channel, within its time, until it is lifted', async () => {
  const basis = 'rule 12';
  const all = await hold(at.desk, { model: 'm1', from: iso(0), until: null, basis, reason: 'r' }, 'ana');
  await hold(
    at.desk,
    { model: 'm2', channel: 'batch', from: iso(HOUR), until: iso(2 * HOUR), basis, reason: 'r' },
    'ana',
  );
  expect(facts('a', 'm1').hold).toEqual({ id: all.hold, basis, until: null });
  for (const name of ['M1', ' m1 ', 'openai/m1']) expect(facts('a', name).hold).toBeDefined();
  for (const name of ['m0', 'm11', 'm1/other', 'xm1']) expect(facts('a', name).hold).toBeUndefined();
  expect(facts('a', 'm2', 'batch', HOUR).hold).toBeDefined();
  expect(facts('a', 'm2', 'batch', 0).hold).toBeUndefined();
  expect(facts('a', 'm2', 'batch', 2 * HOUR).hold).toBeUndefined();
  expect(facts('a', 'm2', 'api', HOUR).hold).toBeUndefined();
  await lift(at.desk, { hold: all.hold, reason: 'withdrawn' }, 'ana');
  expect(facts('a', 'm1').hold).toBeUndefined();
  await expect(lift(at.desk, { hold: all.hold, reason: 'r' }, 'ana')).rejects.toThrow(/was lifted/);
});

test('eligibility comes from an attestation alone, and goes with it', async () => {
  await hold(
    at.desk,
    { model: 'm3', lacking: 'us-person', from: iso(0), until: null, basis: 'b', reason: 'r' },
    'ana',
  );
  expect(facts('a', 'm3').hold).toBeDefined();
  const given = {
    account: 'a',
    attribute: 'us-person',
    attested_by: 'KYC',
    until: iso(HOUR),
    reason: 'papers seen',
  };
  await attest(at.desk, given, 'ana');
  expect(facts('a', 'm3')).toMatchObject({ attested: ['us-person'], hold: undefined });
  expect(facts('b', 'm3').hold).toBeDefined();
  expect(facts('a', 'm3', 'api', HOUR).hold).toBeDefined();
  await withdraw(at.desk, { account: 'a', attribute: 'us-person', reason: 'a mistake' }, 'ana');
  expect(facts('a', 'm3').hold).toBeDefined();
  await expect(attest(at.desk, { ...given, until: iso(-HOUR) }, 'ana')).rejects.toThrow(/ran out/);
});

test('a grant counts what its accounts send of its models within its time, and says what is beyond it', async () => {
  const made = await grant(
    at.desk,
    {
      to: 'Partner',
      accounts: ['p', 'q', 'p'],
      models: ['opus'],
      volume: 3,
      from: iso(-24 * HOUR),
      until: iso(24 * HOUR),
      purpose: 'a student',
      contract: 'C-1',
      reason: 'signed',
    },
    'ana',
  );
  await send(at, [
    ...['p', 'p', 'q', 'q', 'other'].map(account => ({ account, time: iso(-HOUR) })),
    { account: 'p', time: iso(-HOUR), model: 'haiku' },
    { account: 'p', time: iso(-48 * HOUR) },
  ]);
  const [listed] = await listGrants(at.desk);
  expect(listed).toMatchObject({ id: made.grant, accounts: ['p', 'q'], used: 4, volume: 3, beyond: 1 });

  const snapshot = new Snapshot(at.desk.state);
  snapshot.setUsage(made.grant, 2);
  expect(snapshot.facts({ account: 'p', model: 'opus' }, START).grant).toEqual({
    id: made.grant,
    beyond: false,
  });
  snapshot.setUsage(made.grant, 3);
  expect(snapshot.facts({ account: 'p', model: 'opus' }, START).grant).toEqual({
    id: made.grant,
    beyond: true,
  });
  expect(snapshot.facts({ account: 'p', model: 'haiku' }, START).grant).toBeUndefined();
  await revoke(at.desk, { grant: made.grant, reason: 'over' }, 'ana');
  expect(facts('p', 'opus').grant).toBeUndefined();
});

test('what is not valid is refused and leaves no record', async () => {
  const before = at.desk.state.last;
  const refused = [
    hold(at.desk, { model: '', from: iso(0), until: null, basis: 'b', reason: 'r' }, 'ana'),
    hold(at.desk, { model: 'm', from: iso(0), until: iso(-1), basis: 'b', reason: 'r' }, 'ana'),
    hold(at.desk, { model: 'm', from: 'tomorrow', until: null, basis: 'b', reason: 'r' }, 'ana'),
    hold(at.desk, { model: 'm', from: iso(0), until: null, basis: 'b', reason: '  ' }, 'ana'),
    hold(at.desk, { model: 'm', from: iso(0), until: null, basis: 'b', reason: 'r' }, ''),
    lift(at.desk, { hold: 'H-0', reason: 'r' }, 'ana'),
    withdraw(at.desk, { account: 'nobody', attribute: 'x', reason: 'r' }, 'ana'),
  ];
  for (const one of refused) await expect(one).rejects.toMatchObject({ mend: expect.any(String) });
  expect(at.desk.state.last).toBe(before);
});
