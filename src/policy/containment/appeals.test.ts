import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRecords } from '../records.ts';
import { type Play, plant, play } from '../testing/desk.ts';
import {
  appeal,
  apply,
  approve,
  listAppeals,
  makePlan,
  misleading,
  rule,
  showAccount,
  showAction,
  undo,
} from './index.ts';

let at: Play;
let action: string;
const reference = (account: string) => {
  const one = showAction(at.desk, action).contained.find(c => c.account === account);
  return one!.reference;
};

beforeAll(async () => {
  at = await play();
  const { id: campaign } = await plant(at.store, { harvesters: 3 });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  action = (await apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana')).action!;
});
afterAll(() => at.store.close());

test('an appeal by the reference waits in the queue with the account’s own evidence; upheld it undoes at once', async () => {
  const ref = reference('h0');
  const { appeal: id } = await appeal(
    at.desk,
    { reference: ` ${ref.toLowerCase()} `, text: 'we are a school' },
    'support',
  );
  await expect(appeal(at.desk, { reference: ref, text: 'again' }, 'support')).rejects.toThrow(/open already/);
  const [queued] = await listAppeals(at.desk);
  expect(queued).toMatchObject({
    id,
    account: 'h0',
    text: 'we are a school',
    contained: true,
    evidence: { role: 'harvester', why: { prior: -3, content: 8, volume: 2 } },
  });
  const ruled = await rule(at.desk, { appeal: id, upheld: true, reason: 'it is a school' }, 'ben');
  expect(ruled).toMatchObject({
    contained: false,
    ruling: { upheld: true, by: 'ben', signals: ['content', 'volume'] },
  });
  expect(showAction(at.desk, action)).toMatchObject({ accounts: 2, undone: [{ account: 'h0', by: 'ben' }] });
  await expect(rule(at.desk, { appeal: id, upheld: false, reason: 'r' }, 'ben')).rejects.toThrow(
    /was upheld/,
  );
});

test('dismissed it undoes nothing; which evidence misleads is counted', async () => {
  const { appeal: id } = await appeal(at.desk, { reference: reference('h1'), text: 'no' }, 'support');
  expect(await rule(at.desk, { appeal: id, upheld: false, reason: 'it is no school' }, 'ben')).toMatchObject({
    contained: true,
  });
  expect(misleading(at.desk)).toEqual([
    { signal: 'content', rulings: 2, upheld: 1 },
    { signal: 'volume', rulings: 2, upheld: 1 },
  ]);
  // A dismissed one may be appealed again.
  await appeal(at.desk, { reference: reference('h1'), text: 'but look' }, 'support');
  expect((await listAppeals(at.desk)).map(({ ruling }) => ruling?.upheld)).toEqual([undefined, false, true]);
  expect(showAccount(at.desk, 'h1')).toMatchObject({
    containments: [{ id: action, state: 'in force' }],
    appeals: [id, expect.any(String)],
  });
});

test('a reference that was never given is refused and leaves no record', async () => {
  const before = (await readRecords(at.store)).length;
  await expect(
    appeal(at.desk, { reference: 'SWR-0000-0000-0000-0000', text: 'x' }, 's'),
  ).rejects.toMatchObject({
    code: 'RECORD_UNKNOWN',
  });
  expect(await readRecords(at.store)).toHaveLength(before);
});

test('what a record is of, who and why can be read by kind and subject', async () => {
  expect(
    (await readRecords(at.store, { kind: 'undo' })).map(({ subject, actor }) => [subject, actor]),
  ).toEqual([[action, 'ben']]);
  const last = await readRecords(at.store, { last: 2 });
  expect(last.map(({ kind }) => kind)).toEqual(['ruling', 'appeal']);
  expect(await readRecords(at.store, { after: last[0]!.id })).toEqual([last[1]]);
});

test('upheld, an appeal frees the account of whatever contains it, and no later plan takes it again', async () => {
  const { id: campaign } = await plant(at.store, { harvesters: 2, prefix: 'x' }, { id: 'SW-2026-0007' });
  await plant(at.store, { harvesters: 2, prefix: 'x' }, { id: 'SW-2026-0008' });
  const contain = async (of: string) => {
    const { id: plan } = await makePlan(at.desk, { campaign: of, reason: 'r' }, 'ana');
    return (await apply(at.desk, { plan, reason: 'r', confirm: true }, 'ana')).action!;
  };
  const { id: before } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  const [one] = [await contain(campaign), await contain('SW-2026-0008')];
  const told = showAction(at.desk, one).contained.find(({ account }) => account === 'xh0')!.reference;
  const { appeal: id } = await appeal(at.desk, { reference: told, text: 'no' }, 'support');
  expect(await rule(at.desk, { appeal: id, upheld: true, reason: 'r' }, 'ben')).toMatchObject({
    contained: false,
  });
  expect(showAccount(at.desk, 'xh0').containments).toEqual([]);
  const again = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  expect(again.left_alone).toEqual({ 'appeal upheld': 1 });
  // Nor does one that was made before.
  expect(await apply(at.desk, { plan: before, reason: 'r' }, 'ana')).toMatchObject({
    accounts: 1,
    dropped: { 'appeal upheld': 1 },
  });
});

test('nobody rules alone on what they planned, approved or applied; undone, they may still say that it was wrong', async () => {
  const { id: campaign } = await plant(at.store, { harvesters: 3, prefix: 'y' }, { id: 'SW-2026-0009' });
  const { id: plan } = await makePlan(at.desk, { campaign, reason: 'r' }, 'ana');
  await approve(at.desk, { plan, reason: 'r' }, 'Cyd');
  const contained = (await apply(at.desk, { plan, reason: 'r', confirm: true }, 'dan')).action!;
  const object = async (account: string) => {
    const told = showAction(at.desk, contained).contained.find(one => one.account === account)!.reference;
    return (await appeal(at.desk, { reference: told, text: 'no' }, 'support')).appeal;
  };
  const [first, second] = [await object('yh0'), await object('yh1')];
  expect((await listAppeals(at.desk)).find(({ id }) => id === first)!.contained_by.sort()).toEqual([
    'Cyd',
    'ana',
    'dan',
  ]);
  for (const by of ['ana', ' ANA ', 'cyd', 'dan'])
    for (const upheld of [true, false])
      await expect(rule(at.desk, { appeal: first, upheld, reason: 'r' }, by)).rejects.toMatchObject({
        code: 'RULING_OF_ANOTHER',
        mend: expect.stringContaining(`contain undo ${contained} --accounts yh0`),
      });
  expect(await rule(at.desk, { appeal: first, upheld: false, reason: 'r' }, 'ben')).toMatchObject({
    ruling: { by: 'ben' },
  });
  await undo(at.desk, { action: contained, accounts: ['yh1'], reason: 'alone here' }, 'ana');
  await expect(rule(at.desk, { appeal: second, upheld: false, reason: 'r' }, 'ana')).rejects.toMatchObject({
    code: 'RULING_OF_ANOTHER',
  });
  expect(await rule(at.desk, { appeal: second, upheld: true, reason: 'r' }, 'ana')).toMatchObject({
    contained: false,
    ruling: { by: 'ana', upheld: true },
  });
});

test('who contains the account by another plan does not rule either', async () => {
  const contain = async (id: string, by: string) => {
    await plant(at.store, { harvesters: 1, prefix: 'z' }, { id });
    const { id: plan } = await makePlan(at.desk, { campaign: id, reason: 'r' }, by);
    return (await apply(at.desk, { plan, reason: 'r', confirm: true }, by)).action!;
  };
  const [one] = [await contain('SW-2026-0010', 'ana'), await contain('SW-2026-0011', 'eve')];
  const { reference: told } = showAction(at.desk, one).contained[0]!;
  const { appeal: id } = await appeal(at.desk, { reference: told, text: 'no' }, 'support');
  await expect(rule(at.desk, { appeal: id, upheld: false, reason: 'r' }, 'eve')).rejects.toMatchObject({
    code: 'RULING_OF_ANOTHER',
  });
});
