import { afterAll, beforeEach, expect, test } from 'vitest';
import { Policies, policiesFolder } from '../cedar/index.ts';
import { runOperation } from '../operation.ts';
import { operations } from '../operations.ts';
import { RecordTail, readRecords, recordOf, writeRecords } from '../records.ts';
import { Snapshot } from '../snapshot.ts';
import { State } from '../state.ts';
import { type Play, plant, play, START, send } from '../testing/desk.ts';
import { apply, approve, expire, listActions, makePlan, showAction, showPlan, undo } from './index.ts';

const HOUR = 3_600_000;
const open: Play[] = [];
let at: Play;
beforeEach(async () => {
  // One folder a process: records of other tests stay in it, and don't matter, for each has campaigns of its own.
  at = open[0] ?? (await play());
  open[0] = at;
});
afterAll(() => at.store.close());

let campaigns = 0;
async function planted(who: Parameters<typeof plant>[1], changes: Parameters<typeof plant>[2] = {}) {
  const id = `SW-2026-${String(++campaigns).padStart(4, '0')}`;
  const made = await plant(at.store, { ...who, prefix: `${campaigns}` }, { id, ...changes });
  return made.id;
}
/** An account of the campaign planted last. */
const of = (name: string) => `${campaigns}${name}`;
const facts = (account: string) => {
  const snapshot = new Snapshot(at.desk.state);
  return snapshot.facts({ account: of(account), model: 'opus' }, at.desk.now().getTime());
};
const code = (error: unknown) => (error as { code?: string }).code;

test('a plan says whom it contains, how, and what else it touches; nothing happens to anyone', async () => {
  const campaign = await planted({ harvesters: 4, covers: 1, bystanders: 3 });
  await send(
    at,
    [
      ...['h0', 'h1', 'h2', 'h3', 'c0', 'b0', 'b1', 'b2'].map(account => ({
        account: of(account),
        time: '2026-04-29T12:00:00Z',
      })),
      { account: of('h0'), time: '2026-04-10T12:00:00Z' },
      { account: of('h1'), time: '2026-04-29T12:00:00Z', org: 'acme', client: { user_agent: 'sdk/1' } },
      { account: 'other', time: '2026-04-29T12:00:00Z', org: 'acme', client: { user_agent: 'sdk/1' } },
    ],
    [{ account: of('h0'), plan: 'free' }],
  );
  const plan = await makePlan(at.desk, { campaign, reason: 'it harvests' }, 'ana');
  expect(plan.grades.map(({ grade, accounts }) => [grade, accounts])).toEqual([
    ['verify', 1],
    ['suspend', 4],
  ]);
  expect(plan.left_alone).toEqual({ 'bystander: pool': 3 });
  expect(plan.week).toEqual({ exchanges: 6, input_tokens: 60, output_tokens: 600 });
  expect(plan.paying).toEqual({ accounts: 4, exchanges: 5, output_tokens: 500 });
  expect(plan.companies).toEqual([{ name: 'acme', inside: 1, others: 1 }]);
  expect(plan.expected_harm.exchanges_a_week).toBeCloseTo(6e-4);
  expect(new Set(plan.accounts.map(({ reference }) => reference)).size).toBe(5);
  expect(facts('h0').containment).toBeUndefined();
  expect(await showPlan(at.desk, plan.id)).toEqual(plan);
});

test('what a plan would touch is looked up once for each detection and each state of the account records', async () => {
  const campaign = await planted({ harvesters: 2 });
  const [one, other] = ['h0', 'h1'].map(name => ({ account: of(name), time: '2026-04-29T12:00:00Z' }));
  await send(at, [one!, other!]);
  const { id } = await makePlan(at.desk, { campaign, reason: 'it harvests' }, 'ana');
  const touched = async () => {
    const { week, paying } = await showPlan(at.desk, id);
    return [week.exchanges, paying.exchanges];
  };
  await send(at, [one!]);
  expect(await touched()).toEqual([2, 2]);
  await send(at, [], [{ account: of('h0'), plan: 'free' }]);
  expect(await touched()).toEqual([3, 1]);
});

test('an account most of whose traffic is not the harvest is thinned, not suspended, and so is everyone of an unsure campaign', async () => {
  const campaign = await planted(
    { harvesters: 2 },
    {
      accounts: [
        { account: 'm0', membership: 0.999, role: 'harvester', exchanges: 1 },
        { account: 'm1', membership: 0.999, role: 'harvester', exchanges: 3 },
      ],
    },
  );
  await send(
    at,
    ['m0', 'm0', 'm0', 'm1', 'm1', 'm1'].map(account => ({ account, time: '2026-04-20T00:00:00Z' })),
  );
  const { accounts } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  expect(accounts.map(({ account, grade }) => [account, grade])).toEqual([
    ['m0', 'thin'],
    ['m1', 'suspend'],
  ]);
  const unsure = await planted({ harvesters: 3 }, { error_bound: 0.009 });
  const plan = await makePlan(at.desk, { campaign: unsure, reason: 'r' }, 'ana');
  expect(plan.grades).toMatchObject([{ grade: 'thin', accounts: 3 }]);
});

test('nobody is contained of a campaign whose purpose is not established, and bystanders never', async () => {
  const watch = await planted({ harvesters: 3 }, { verdict: 'watch' });
  await expect(makePlan(at.desk, { campaign: watch, reason: 'r', grade: 'slow' }, 'ana')).rejects.toSatisfy(
    error => code(error) === 'NOTHING_TO_CONTAIN',
  );
  const pool = await planted({ harvesters: 0, bystanders: 9 });
  await expect(makePlan(at.desk, { campaign: pool, reason: 'r' }, 'ana')).rejects.toSatisfy(
    error => code(error) === 'NOTHING_TO_CONTAIN',
  );
});

test('a dry run does nothing; what is confirmed applies, expires by itself, and is undone for some or for all', async () => {
  const campaign = await planted({ harvesters: 5 });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const dry = await apply(at.desk, { plan, reason: 'r' }, 'ana');
  expect(dry).toMatchObject({ action: null, accounts: 5, needs_approval: false });
  expect(facts('h0').containment).toBeUndefined();

  const { action, until } = await apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana');
  expect(Date.parse(until) - at.desk.now().getTime()).toBe(7 * 24 * HOUR);
  expect(facts('h0').containment).toMatchObject({ action, campaign, grade: 'suspend', until });
  await expect(apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana')).rejects.toThrow(
    /applied already/,
  );

  expect(await undo(at.desk, { action: action!, accounts: [of('h0')], reason: 'a mistake' }, 'ben')).toEqual({
    action,
    undone: 1,
    left: 4,
  });
  expect(facts('h0').containment).toBeUndefined();
  expect(facts('h1').containment).toBeDefined();
  await expect(
    undo(at.desk, { action: action!, accounts: [of('h1'), of('h0')], reason: 'r' }, 'ben'),
  ).rejects.toThrow(/does not contain \d+h0/);
  expect(facts('h1').containment).toBeDefined();
  expect(showAction(at.desk, action!)).toMatchObject({
    began: 5,
    accounts: 4,
    undone: [{ account: of('h0'), by: 'ben' }],
  });

  await undo(at.desk, { action: action!, reason: 'all of it' }, 'ben');
  expect(facts('h1').containment).toBeUndefined();
  await expect(undo(at.desk, { action: action!, reason: 'r' }, 'ben')).rejects.toThrow(/undone already/);

  // A plan is applied once.
  await expect(apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana')).rejects.toThrow(
    /applied already/,
  );
  const { id: next } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const again = await apply(at.desk, { plan: next, reason: 'r', confirm: true, lasts: 2 * HOUR }, 'ana');
  at.wait(HOUR);
  expect(await expire(at.desk)).toEqual([]);
  expect(facts('h1').containment).toBeDefined();
  at.wait(HOUR);
  expect(facts('h1').containment).toBeUndefined();
  expect(await expire(at.desk)).toEqual([again.action]);
  expect(await expire(at.desk)).toEqual([]);
  expect(listActions(at.desk).find(({ id }) => id === again.action)).toMatchObject({ state: 'over' });
});

test('above fifty accounts a second person has to approve, who is not the one that made the plan', async () => {
  const campaign = await planted({ harvesters: 51 });
  const { id: plan, needs_approval } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  expect(needs_approval).toBe(true);
  await expect(apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana')).rejects.toSatisfy(
    error => code(error) === 'APPROVAL_NEEDED',
  );
  await expect(apply(at.desk, { plan, reason: 'r', confirm: true }, 'ben')).rejects.toThrow(/approve/);
  await expect(approve(at.desk, { plan, reason: 'r' }, 'ana')).rejects.toThrow(/can't approve/);
  await approve(at.desk, { plan, reason: 'I looked' }, 'ben');
  expect(await apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana')).toMatchObject({ accounts: 51 });
});

test('nobody gets round a second person: not with several plans, nor another spelling, nor an old approval', async () => {
  const campaign = await planted({ harvesters: 60 });
  const names = Array.from({ length: 60 }, (_, i) => of(`h${i}`));
  const plan = async (except: string[], by = 'eve') =>
    (await makePlan(at.desk, { campaign, reason: 'r', except }, by)).id;
  const [first, second] = [await plan(names.slice(0, 30)), await plan(names.slice(30))];
  const { action } = await apply(at.desk, { plan: first, reason: 'r', confirm: true }, 'eve');
  const go = apply(at.desk, { plan: second, reason: 'r', confirm: true }, 'eve');
  await expect(go).rejects.toSatisfy(error => code(error) === 'APPROVAL_NEEDED');
  await expect(approve(at.desk, { plan: second, reason: 'r' }, ' Eve ')).rejects.toThrow(/can't approve/);
  await approve(at.desk, { plan: second, reason: 'r' }, 'ben');
  const other = await apply(at.desk, { plan: second, reason: 'r', confirm: true }, 'eve');
  for (const one of [action, other.action]) await undo(at.desk, { action: one!, reason: 'r' }, 'ben');
  await expect(apply(at.desk, { plan: second, reason: 'r', confirm: true }, 'eve')).rejects.toThrow(
    /applied already/,
  );
  const old = await plan(names.slice(1));
  at.wait(8 * 24 * HOUR);
  await expect(apply(at.desk, { plan: old, reason: 'r', confirm: true }, 'eve')).rejects.toThrow(
    /seven days/,
  );
  await expect(makePlan(at.desk, { campaign, reason: 'r' }, 'Stillwatch')).rejects.toThrow(/itself writes/);
});

test('of what is asked at the same moment one is done after the other', async () => {
  const campaign = await planted({ harvesters: 3 });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const operation = operations.find(
    ({ path, method }) => path === 'containment/actions' && method === 'POST',
  )!;
  const asked = Array.from({ length: 6 }, () =>
    runOperation(operation, at.desk, { plan, reason: 'r', confirm: true }, 'ana'),
  );
  const done = await Promise.allSettled(asked);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  // Records of several writers, the last begun first there: none is left out.
  const tail = new RecordTail();
  await tail.next(at.store);
  const about = {
    actor: 'x',
    kind: 'approval',
    subject: 'P-0',
    reason: 'late',
    after: { plan: 'P-0' },
  } as const;
  const late = recordOf(about, at.desk.now());
  await writeRecords(at.store, [{ ...late, id: `${late.id.slice(0, 12)}-0000-00000000` }]);
  expect((await tail.next(at.store)).map(({ reason }) => reason)).toEqual(['late']);
  expect(await tail.next(at.store)).toEqual([]);
  await at.desk.follow();
});

test('in waves accounts are contained one after another, each within its wave', async () => {
  const campaign = await planted({ harvesters: 40 });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const { action, waves } = await apply(
    at.desk,
    { plan, reason: 'r', confirm: true, waves: 4, over: 8 * HOUR },
    'ana',
  );
  expect(waves.map(({ accounts }) => accounts)).toEqual([10, 10, 10, 10]);
  const inForce = () =>
    Array.from({ length: 40 }, (_, i) => facts(`h${i}`).containment?.action).filter(a => a === action).length;
  const before = inForce();
  expect(before).toBeLessThan(10);
  at.wait(2 * HOUR);
  expect(inForce()).toBe(10);
  expect(showAction(at.desk, action!).begun).toBe(10);
  at.wait(6 * HOUR);
  expect(inForce()).toBe(40);
  await expect(
    apply(
      at.desk,
      { plan: (await makePlan(at.desk, { campaign, reason: 'r' }, 'ana')).id, reason: 'r', over: 1e12 },
      'ana',
    ),
  ).rejects.toThrow(/waves/);
});

test('who turns out to be a bystander is not contained by an older plan, and let go by an older action', async () => {
  const campaign = await planted({ harvesters: 3 });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const { id: older } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const accounts = (roles: string[]) =>
    roles.map((role, i) => ({ account: of(`h${i}`), membership: 0.999, role: role as 'harvester' }));
  const found = (roles: string[]) =>
    plant(at.store, { harvesters: 0 }, { id: campaign, accounts: accounts(roles) });
  await found(['harvester', 'bystander']);
  const {
    action,
    dropped,
    accounts: contained,
  } = await apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana');
  expect({ contained, dropped }).toEqual({
    contained: 1,
    dropped: { 'bystander: of the pool': 1, 'no longer in the campaign': 1 },
  });
  const snapshot = new Snapshot(at.desk.state);
  const told = () =>
    snapshot.facts({ account: of('h0'), model: 'm' }, at.desk.now().getTime()).containment?.action;
  expect(told()).toBe(action);
  snapshot.setCampaigns([{ id: campaign, verdict: 'harvesting', accounts: [[of('h0'), 'bystander']] }]);
  expect(told()).toBeUndefined();
  await found(['bystander', 'bystander']);
  await undo(at.desk, { action: action!, reason: 'r' }, 'ana');
  await expect(apply(at.desk, { plan: older, reason: 'r', confirm: true }, 'ana')).rejects.toSatisfy(
    error => code(error) === 'NOTHING_TO_CONTAIN',
  );
});

test('only harvesters are marked, as long as detection says that they are; what restricts them stands beside it', async () => {
  const campaign = await planted({ harvesters: 2, covers: 1, bystanders: 1 });
  const marks = await makePlan(at.desk, { campaign, reason: 'r', grade: 'mark', lasts: 48 * HOUR }, 'ana');
  expect(marks.accounts.map(({ account, grade }) => [account, grade])).toEqual(
    ['h0', 'h1'].map(name => [of(name), 'mark']),
  );
  expect(marks).toMatchObject({
    needs_approval: true,
    days: 2,
    left_alone: { 'bystander: pool': 1, 'cover: only harvesters are marked': 1 },
  });
  await approve(at.desk, { plan: marks.id, reason: 'r' }, 'ben');
  const { action } = await apply(at.desk, { plan: marks.id, reason: 'r', confirm: true }, 'ana');
  const snapshot = new Snapshot(at.desk.state);
  const shipped = await Policies.load(policiesFolder(at.data));
  const decided = (name: string) =>
    shipped.decide(snapshot.facts({ account: of(name), model: 'm' }, at.desk.now().getTime()));
  const found = (...roles: string[]) =>
    snapshot.setCampaigns([
      { id: campaign, verdict: 'harvesting', accounts: roles.map((role, i) => [of(`h${i}`), role] as const) },
    ]);
  expect(decided('h0')).toEqual({ decision: 'allow', obligations: [], reasons: [] });
  found('harvester', 'cover');
  // Nothing that the account is told.
  expect(decided('h0')).toMatchObject({ decision: 'allow', obligations: [`mark:${marks.canary}`], campaign });
  expect(decided('h0').reference).toBeUndefined();
  expect(decided('h1').obligations).toEqual([]);
  // Whoever harvests in another campaign isn't marked as one of this.
  snapshot.setCampaigns([
    { id: 'SW-2026-0999', verdict: 'harvesting', accounts: [[of('h0'), 'harvester']] },
    { id: campaign, verdict: 'harvesting', accounts: [[of('h0'), 'bystander']] },
  ]);
  expect(decided('h0').obligations).toEqual([]);
  found('harvester', 'cover');
  const thin = await makePlan(at.desk, { campaign, reason: 'r', grade: 'thin' }, 'ana');
  await apply(at.desk, { plan: thin.id, reason: 'r', confirm: true }, 'ana');
  snapshot.changed();
  expect(decided('h0')).toMatchObject({
    decision: 'thin',
    obligations: ['omit-reasoning', 'cap-output:1024', `mark:${marks.canary}`],
  });
  await undo(at.desk, { action: action!, reason: 'r' }, 'ben');
  snapshot.changed();
  expect(decided('h0').obligations).toEqual(['omit-reasoning', 'cap-output:1024']);
});

test('granted accounts are left out of a plan and told', async () => {
  const campaign = await planted({ harvesters: 3 });
  const { grant } = await import('../rights.ts');
  await grant(
    at.desk,
    {
      to: 'Partner',
      accounts: [of('h1')],
      models: ['*'],
      volume: 1000,
      from: new Date(START).toISOString(),
      until: new Date(START + 1e10).toISOString(),
      purpose: 'a student',
      contract: 'C-1',
      reason: 'signed',
    },
    'ana',
  );
  const plan = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  expect(plan.accounts.map(({ account }) => account)).toEqual([of('h0'), of('h2')]);
  expect(plan.left_alone).toEqual({ granted: 1 });
  expect(plan.grants).toMatchObject([{ to: 'Partner', accounts: 1 }]);
});

test('what is in force follows from the records alone', async () => {
  const again = State.of(await readRecords(at.store));
  expect(again).toEqual(at.desk.state);
  const records = await readRecords(at.store);
  expect(records.map(({ id }) => id)).toEqual(records.map(({ id }) => id).sort());
  for (const { actor, reason, at: when } of records) {
    expect(actor && reason).toBeTruthy();
    expect(new Date(when).toISOString()).toBe(when);
  }
});

test('a plan for 25,000 accounts is kept, applied and undone', async () => {
  const campaign = await planted({ harvesters: 25_000 });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  await approve(at.desk, { plan, reason: 'r' }, 'ben');
  const { action } = await apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana');
  expect(facts('h24999').containment).toMatchObject({ action });
  expect(await undo(at.desk, { action: action!, reason: 'r' }, 'ana')).toMatchObject({ undone: 25_000 });
});
