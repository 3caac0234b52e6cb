import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installationKey } from '../../exchange/index.ts';
import { operations, runOperation } from '../../policy/index.ts';
import { type Play, play, send } from '../../policy/testing/desk.ts';
import { follow } from '../follow/index.ts';
import { TransparencyLog } from '../log/index.ts';
import {
  accountCommitment,
  checkPath,
  evidenceSecret,
  hashLeaf,
  hourOf,
  pseudonymOf,
  type SumNode,
  saltOfClaim,
  saltOfLeaf,
  sha256,
  type Totals,
  u64,
} from '../sums/index.ts';
import { plantCampaign } from '../testing/campaign.ts';
import { HARVEST, type Made, members, sendMade, traffic, UNTIL } from '../testing/traffic.ts';
import { type Claim, makeClaim } from './claim.ts';
import { drawn } from './draws.ts';

const ID = 'SW-2026-0001';
const now = new Date('2026-04-23T00:00:00Z');
let place: Play;
let secret: Buffer;
let made: Made[];

beforeEach(async () => {
  place = await play();
  secret = evidenceSecret(installationKey(place.data));
  made = traffic();
  await sendMade(place, made);
  await plantCampaign(place.store, { accounts: members(made), theirs: HARVEST, until: UNTIL });
});
afterEach(async () => {
  await place.store.close();
  rmSync(place.data, { recursive: true, force: true });
});

async function withLog<T>(work: (log: TransparencyLog) => Promise<T>): Promise<T> {
  const log = await TransparencyLog.open(place.data);
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

async function claim(id = ID, at = now): Promise<Claim> {
  await follow(place.store, place.data, { close: true, now: at });
  return withLog(log => makeClaim(place.store, log, id, { secret, now: at }));
}

type Numbers = [number, number, number];
const add = (a: Numbers, b: Numbers): Numbers => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const numbersOf = ({ input, output }: Made): Numbers => [1, input, output];
const sumUp = (some: readonly Made[]) => some.map(numbersOf).reduce(add, [0, 0, 0]);
const textOf = ([exchanges, input_tokens, output_tokens]: Numbers) => ({
  exchanges,
  input_tokens,
  output_tokens,
});

const EMPTY: SumNode = { hash: Buffer.alloc(32), sums: [0, 0, 0, 0] };
/** docs/evidence-format.md by recursion; where nothing is empty it is the plain sum tree. */
function rootOf(nodes: readonly SumNode[]): SumNode {
  if (nodes.length === 1) return nodes[0]!;
  if (nodes.every(node => node === EMPTY)) return EMPTY;
  const split = 2 ** Math.floor(Math.log2(nodes.length - 1));
  const [left, right] = [rootOf(nodes.slice(0, split)), rootOf(nodes.slice(split))];
  const bytes = [left, right].map(({ hash, sums }) => Buffer.concat([hash, ...sums.map(u64)]));
  return {
    hash: sha256(Buffer.of(1), ...bytes),
    sums: left.sums.map((sum, i) => sum + right.sums[i]!) as unknown as Totals,
  };
}

/** What an hour's tree and the claim's are, made in JavaScript of the same exchanges. */
function expectedHour(hour: number, isClaimed: (one: Made) => boolean) {
  const its = made.filter(({ time }) => hourOf(time) === hour);
  const keys = [...new Set(its.map(({ account, model }) => `${account} ${model}`))];
  const leaves = keys
    .map(key => {
      const [account, model] = key.split(' ') as [string, string];
      const all = its.filter(one => one.account === account && one.model === model);
      const commitment = accountCommitment(secret, account);
      const pseudonym = pseudonymOf(saltOfLeaf(secret, hour, commitment, model), commitment);
      const numbers = sumUp(all);
      const hash = hashLeaf(Buffer.concat([pseudonym, u64(hour), ...numbers.map(u64), Buffer.from(model)]));
      return { pseudonym, hash, numbers, claimed: sumUp(all.filter(isClaimed)) };
    })
    .sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym));
  return {
    committed: rootOf(leaves.map(({ hash, numbers }) => ({ hash, sums: [1, ...numbers] }))),
    claimed: rootOf(
      leaves.map(({ hash, claimed }) =>
        claimed[0] === 0
          ? EMPTY
          : { hash: hashLeaf(Buffer.concat([hash, ...claimed.map(u64)])), sums: [1, ...claimed] },
      ),
    ),
  };
}
const treeOf = ({ hash, sums: [leaves, ...numbers] }: SumNode) => ({
  root: hash.toString('base64'),
  leaves,
  ...textOf(numbers as Numbers),
});

/** That the claim is, hour by hour and account by account, of these exchanges. */
function expectClaimed({ entry, hours, accounts }: Claim, isClaimed: (one: Made) => boolean) {
  const theirs = made.filter(isClaimed);
  const numbers = [...new Set(theirs.map(({ time }) => hourOf(time)))].sort();
  expect(hours.map(({ hour }) => hour)).toEqual(numbers);
  const nodes = hours.map(({ hour, entry, committed, tree }) => {
    const expected = expectedHour(hour, isClaimed);
    expect(committed).toEqual(treeOf(expected.committed));
    expect(tree).toEqual(treeOf(expected.claimed));
    const { hash, sums } = expected.claimed;
    return {
      hash: hashLeaf(Buffer.concat([u64(hour), u64(entry), hash, ...sums.map(u64)])),
      sums: [1, sums[1], sums[2], sums[3]] as const,
    };
  });
  expect(entry.hours).toEqual(treeOf(rootOf(nodes)));
  expect(entry.hours).toMatchObject(textOf(sumUp(theirs)));

  const roles = { h: 1, c: 2, b: 3 };
  const rows = [...new Set(theirs.map(({ account }) => account))]
    .map(account => {
      const its = theirs.filter(one => one.account === account);
      const commitment = accountCommitment(secret, account);
      const pseudonym = pseudonymOf(saltOfClaim(secret, ID, commitment), commitment);
      const active = its.map(({ time }) => hourOf(time));
      const role = roles[account[0] as 'h' | 'c' | 'b'];
      const bytes = [role, Math.min(...active), Math.max(...active), ...sumUp(its)].map(u64);
      return {
        account,
        node: { hash: hashLeaf(Buffer.concat([pseudonym, ...bytes])), sums: [1, ...sumUp(its)] as const },
        pseudonym,
      };
    })
    .sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym));
  expect(accounts.map(({ account }) => account)).toEqual(rows.map(({ account }) => account));
  expect(entry.accounts).toEqual(treeOf(rootOf(rows.map(({ node }) => node))));
}

test('a harvest is claimed of harvesters and cover, their own traffic and bystanders left out', async () => {
  const done = await claim();
  expectClaimed(done, one => one.harvest && /[hc]/.test(one.account));
  expect(done.hours).toHaveLength(6);
  expect(done.logged.verdict!.entry.accounts).toEqual({ harvester: 5, cover: 2, bystander: 2 });
});

test.each(['pooled-access', 'watch'] as const)(
  'of a campaign that is %s everybody is claimed',
  async verdict => {
    await plantCampaign(place.store, {
      accounts: members(made),
      theirs: HARVEST,
      until: UNTIL,
      changes: { verdict },
    });
    expectClaimed(await claim(), one => one.harvest);
  },
);

test('of a campaign found by its templates what was made with them is claimed, though it is part of a leaf', async () => {
  const sent = Array.from({ length: 10 }, (_, a) =>
    Array.from({ length: 9 }, (_, n): Made & { request: object } => {
      const harvest = n % 2 === 0;
      const content = harvest
        ? `Please write a short story about the animal number ${a * 10 + n} and its ${n} friends`
        : `${['tides', 'bread', 'knots', 'clouds'][(n - 1) / 2]} of ${a} things that nobody ${n} else ever asked ${a * n}`;
      return {
        ...{ id: `t_${a}_${n}`, account: `h_t${a}`, model: 'opus', harvest, input: 10 + n, output: 100 + a },
        time: `2026-04-22T0${n % 3}:20:0${a}.000Z`,
        request: { messages: [{ role: 'user', content }], max_tokens: harvest ? 1000 : 50 },
      };
    }),
  ).flat();
  await send(
    place,
    sent.map(({ harvest: _, input, output, ...rest }) => ({
      ...rest,
      response: { text: 'hello', input_tokens: input, output_tokens: output },
    })),
  );
  made = [...made, ...sent];
  const accounts = [...new Set(sent.map(({ account }) => account))];
  await plantCampaign(place.store, {
    accounts: accounts.map(account => ({ account, role: 'harvester' })),
    until: UNTIL,
    changes: { templates: true },
  });
  const done = await claim();
  expectClaimed(done, one => one.harvest && one.account.startsWith('h_t'));
  const partly = done.draws.filter(({ claimed, committed }) => claimed.leaf[0] < committed.leaf[2]);
  expect(partly.length).toBeGreaterThan(10);
});

test('what came after the detection is not claimed', async () => {
  const until = '2026-04-22T03:30:00.000Z';
  await plantCampaign(place.store, { accounts: members(made), theirs: HARVEST, until });
  expectClaimed(await claim(), one => one.harvest && /[hc]/.test(one.account) && one.time <= until);
});

test('every draw falls into a leaf that is shown, and each shown leaf leads to both roots', async () => {
  const { index, entry, hours, draws } = await claim();
  const root = await withLog(log => log.root(index + 1));
  const shown = new Set(draws.map(({ hour, index }) => `${hour} ${index}`));
  expect(shown.size).toBe(draws.length);
  const wanted = new Set<string>();
  const claimedIn = (hour: number) => {
    const expected = expectedHour(hour, one => one.harvest && /[hc]/.test(one.account));
    return expected;
  };
  for (const draw of draws) {
    const { committed, tree } = hours.find(({ hour }) => hour === draw.hour)!;
    const [pseudonym, model, ...numbers] = draw.committed.leaf;
    const leaf = Buffer.concat([
      Buffer.from(pseudonym, 'base64'),
      u64(draw.hour),
      ...numbers.map(u64),
      Buffer.from(model),
    ]);
    const at = (
      node: SumNode,
      path: string,
      tree: { root: string; leaves: number } & ReturnType<typeof textOf>,
      leaves: number,
    ) => {
      const { root, exchanges, input_tokens, output_tokens } = tree;
      const top = {
        hash: Buffer.from(root, 'base64'),
        sums: [leaves, exchanges, input_tokens, output_tokens] as const,
      };
      return checkPath(node, draw.index, Buffer.from(path, 'base64'), top);
    };
    const node: SumNode = { hash: hashLeaf(leaf), sums: [1, ...numbers] };
    expect(at(node, draw.committed.path, committed, committed.leaves)).toBe(true);
    for (const i of [0, 1, 2] as const) expect(draw.claimed.leaf[i]).toBeLessThanOrEqual(numbers[i]);
    const opened = pseudonymOf(
      Buffer.from(draw.opened.salt, 'base64'),
      Buffer.from(draw.opened.account, 'base64'),
    );
    expect(opened.toString('base64')).toBe(pseudonym);
    expect(treeOf(claimedIn(draw.hour).claimed)).toEqual(tree);
  }
  // Exchange for exchange, counted from the first hour's first place.
  for (const { series, number } of drawn(root, entry.hours)) {
    let left = number;
    for (const { hour } of hours) {
      const its = placesOf(hour);
      const place = its.findIndex(numbers => {
        if (left < numbers[series - 1]!) return true;
        left -= numbers[series - 1]!;
        return false;
      });
      if (place < 0) continue;
      wanted.add(`${hour} ${place}`);
      break;
    }
  }
  expect([...shown].sort()).toEqual([...wanted].sort());
});

/** What is claimed at each place of an hour. */
function placesOf(hour: number): Numbers[] {
  const its = made.filter(({ time }) => hourOf(time) === hour);
  return [...new Set(its.map(({ account, model }) => `${account} ${model}`))]
    .map(key => {
      const [account, model] = key.split(' ') as [string, string];
      const commitment = accountCommitment(secret, account);
      const theirs = its.filter(
        one => one.account === account && one.model === model && one.harvest && /[hc]/.test(account),
      );
      return {
        numbers: sumUp(theirs),
        pseudonym: pseudonymOf(saltOfLeaf(secret, hour, commitment, model), commitment),
      };
    })
    .sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym))
    .map(({ numbers }) => numbers);
}

test('the same claim is made once; a record of the campaign calls for another entry', async () => {
  const first = await claim();
  const later = new Date('2026-04-24T00:00:00Z');
  const again = await claim(ID, later);
  expect([again.index, again.entry]).toEqual([first.index, first.entry]);
  expect(again.draws).toEqual(first.draws);
  const plan = operations.find(({ path, method }) => method === 'POST' && path === 'containment/plans')!;
  await runOperation(plan, place.desk, plan.input.parse({ campaign: ID, reason: 'harvests' }), 'ann');
  const after = await claim(ID, later);
  expect(after.logged.records.map(({ entry }) => entry.kind)).toEqual(['plan']);
  expect(after.index).toBeGreaterThan(after.logged.records[0]!.index);
  expect(after.entry).toEqual({ ...first.entry, at: later.toISOString() });
  expect(after.draws).not.toEqual(first.draws);
  expect((await claim()).index).toBe(after.index);
});

test('what came late into an hour of the campaign is claimed by that hour’s new entry', async () => {
  const first = await claim();
  const late = (hour: string): Made => ({
    ...{ id: `late_${hour}`, account: 'o1', time: `2026-04-22T${hour}:10:00.000Z`, model: 'opus' },
    ...{ harvest: false, input: 7, output: 8 },
  });
  await sendMade(place, [late('09')]);
  expect((await claim()).index).toBe(first.index);

  made = [...made, late('02')];
  await sendMade(place, [late('02')]);
  const second = await claim();
  expect(second.index).toBeGreaterThan(first.index);
  expectClaimed(second, one => one.harvest && /[hc]/.test(one.account));
  const changed = second.hours.filter(({ entry }, i) => entry !== first.hours[i]!.entry);
  expect(changed.map(({ hour }) => hour)).toEqual([hourOf('2026-04-22T02:00:00Z')]);
  expect(changed[0]!.entry).toBeGreaterThan(first.index);
});

test('a store that is not what was committed to is not claimed from, though it has as many exchanges', async () => {
  const first = await claim();
  const change = (sql: string) =>
    place.store.command(`ALTER TABLE exchanges UPDATE ${sql}`, { settings: { mutations_sync: 1 } });
  const { id } = made.find(({ account }) => account === 'o4')!;
  await change(`input_tokens = input_tokens + 1 WHERE id = '${id}'`);
  await expect(claim()).rejects.toMatchObject({ code: 'EVIDENCE_DIFFERS' });
  await change(`input_tokens = input_tokens - 1 WHERE id = '${id}'`);
  expect((await claim()).index).toBe(first.index);
  // The same sums, from others.
  await change(`model = 'haiku' WHERE id = '${id}'`);
  await expect(claim()).rejects.toMatchObject({ code: 'EVIDENCE_DIFFERS' });
});

test('what the log does not have cannot be claimed, nor what is not stored', async () => {
  const { store } = place;
  const attempt = () => withLog(log => makeClaim(store, log, ID, { secret, now }));
  await expect(attempt()).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  await follow(store, place.data, { what: ['hours'], close: true, now });
  await expect(attempt()).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  await expect(claim('SW-2026-0007')).rejects.toMatchObject({ code: 'CAMPAIGN_UNKNOWN' });
  await store.command('TRUNCATE TABLE exchanges');
  await expect(attempt()).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  const tables = await store.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE '%claim%'",
  );
  expect(tables).toEqual([]);
});
