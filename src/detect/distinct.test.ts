import { describe as about, expect, test } from 'vitest';
import { describe } from './describe.ts';
import { distinct } from './distinct.ts';
import type { Verdict } from './document.ts';
import { Edges } from './edges.ts';
import { isPurposeful, type Judged } from './judge.ts';
import type { Group } from './link.ts';
import { type Membership, Refiner } from './refine.ts';
import { Spending } from './spending.ts';
import { accountsOf, Tester } from './tester.ts';
import { candidateOf } from './testing/candidate.ts';
import { planted } from './testing/planted.ts';

const materialOf = ({ streams, sharing, known }: ReturnType<typeof planted>) => ({
  streams,
  sharing,
  edges: new Edges(streams, sharing),
  records: { org: () => undefined, size: () => 0, payment: known.payment },
  refiner: new Refiner(streams, sharing),
  tester: new Tester(streams, sharing, known),
  spending: new Spending(streams, new Float64Array(streams.count), 1),
});
const world = planted({ seed: 1, groups: 2 });
const { streams, sharing, members, others } = world;
const second = others[0]!;
const material = materialOf(world);

const judgedAs = (verdict: Verdict, group: Group, bound = 0.001): Judged => ({
  candidate: candidateOf(group),
  verdict,
  bound,
  rejected: true,
  bystanders: [],
  also: new Uint32Array(),
});
const sorted = (...lists: Iterable<number>[]): Group =>
  Uint32Array.from(new Set(lists.flatMap(list => [...list]))).sort();
/** So many streams of accounts that are in no plant. */
const strangers = (from: number, count: number): Group => {
  const planted = accountsOf(sorted(members, second), streams);
  return Uint32Array.from({ length: streams.count }, (_, s) => s)
    .filter(s => !planted.has(streams.account[s]!))
    .slice(from, from + count);
};
const names = (group: Group) =>
  [...accountsOf(group, streams)].map(account => streams.accounts[account]!).sort();
const told = (judged: readonly Judged[]) =>
  judged.map(one => {
    const { verdict, accounts, exchanges } = describe(one, streams, sharing);
    const having = (role: string) =>
      accounts
        .filter(account => account.role === role)
        .map(({ account }) => account)
        .sort();
    expect(having('harvester').length + having('bystander').length).toBe(accounts.length);
    return { verdict, harvesters: having('harvester'), bystanders: having('bystander'), exchanges };
  });

about('a harvest that runs through a pool', () => {
  const customers = strangers(0, 30);
  const pool = judgedAs('pooled-access', sorted(members, customers), 1e-9);
  const harvest = judgedAs('harvesting', members);
  pool.candidate.posterior.fill(0.75);

  test.each([
    ['first', [harvest, pool]],
    ['last', [pool, harvest]],
  ])('keeps its verdict and has the others as bystanders, whatever the bounds (found %s)', (_, judged) => {
    const kept = distinct(judged, material);
    const harvested = Array.from(members).reduce((sum, s) => sum + streams.exchanges[s]!, 0);
    expect(told(kept)).toEqual([
      {
        verdict: 'harvesting',
        harvesters: names(members),
        bystanders: names(customers),
        exchanges: harvested,
      },
    ]);
    const { accounts } = describe(kept[0]!, streams, sharing);
    for (const { role, membership } of accounts) if (role === 'bystander') expect(membership).toBe(0.75);
    // What was handed in is as it was.
    expect(harvest.bystanders).toEqual([]);
  });

  test('has the others of every such pool', () => {
    const smaller = judgedAs('pooled-access', sorted(members, strangers(20, 20)));
    expect(told(distinct([smaller, harvest, pool], material))).toMatchObject([
      { verdict: 'harvesting', harvesters: names(members), bystanders: names(strangers(0, 40)) },
    ]);
  });

  test('is not a bystander of another that runs through it too', () => {
    const both = judgedAs('pooled-access', sorted(members, second, customers));
    const kept = told(distinct([both, harvest, judgedAs('harvesting', second, 0.002)], material));
    expect(kept).toMatchObject([
      { verdict: 'harvesting', harvesters: names(members), bystanders: names(customers) },
      { verdict: 'harvesting', harvesters: names(second), bystanders: names(customers) },
    ]);
  });

  test('stands beside a pool that no more than half of it lies in', () => {
    const half = judgedAs('pooled-access', sorted(members.slice(0, 12), customers), 1e-9);
    expect(told(distinct([harvest, half], material))).toMatchObject([
      { verdict: 'pooled-access', harvesters: [], bystanders: names(half.candidate.group) },
      { verdict: 'harvesting', harvesters: names(members), bystanders: [] },
    ]);
  });
});

about('campaigns', () => {
  test.each(['watch', 'pooled-access'] as const)('of the verdict %s have no harvester', verdict => {
    expect(told(distinct([judgedAs(verdict, members)], material))).toMatchObject([
      { verdict, harvesters: [], bystanders: names(members) },
    ]);
  });

  test('that are parts of one are one, with all who belong', () => {
    const parts = [members.slice(0, 14), members.slice(10)].map(part => judgedAs('harvesting', part));
    expect(told(distinct(parts, material))).toMatchObject([{ harvesters: names(members) }]);
  });

  test('that are parts of one are called by the verdict that says most', () => {
    const parts = [judgedAs('watch', members.slice(0, 14), 1e-9), judgedAs('harvesting', members.slice(8))];
    expect(told(distinct(parts, material))).toMatchObject([
      { verdict: 'harvesting', harvesters: names(members), bystanders: [] },
    ]);
  });

  test('come by their bounds', () => {
    const apart = judgedAs('pooled-access', strangers(0, 30), 1e-4);
    const kept = distinct(
      [judgedAs('harvesting', members, 1e-3), apart, judgedAs('watch', second, 1e-5)],
      material,
    );
    expect(kept.map(({ verdict, bound }) => [verdict, bound])).toEqual([
      ['watch', 1e-5],
      ['pooled-access', 1e-4],
      ['harvesting', 1e-3],
    ]);
    expect(distinct([], material)).toEqual([]);
  });
});

test('two operators that were also found together are told as two, at the bound of both', () => {
  const both = { ...judgedAs('harvesting', sorted(members, second), 1e-6) };
  const part = (group: Group): Judged => ({
    ...judgedAs('harvesting', group, 0.02),
    candidate: candidateOf(group, { operator: 1000 }),
    rejected: false,
  });
  const found = distinct([both, part(members), part(second)], material);
  expect(found.map(({ bound }) => bound)).toEqual([1e-6, 1e-6]);
  expect(
    told(found)
      .map(({ harvesters }) => harvesters)
      .sort(),
  ).toEqual([names(members), names(second)].sort());
  // Parts that do not stand by themselves change nothing.
  expect(told(distinct([both], material))).toHaveLength(1);
});

test('three of which two were found together as well are told as three', () => {
  const three = planted({ seed: 1, groups: 3 });
  const groups = [three.members, ...three.others];
  const standing = (group: Group): Judged => ({
    ...judgedAs('harvesting', group, 0.02),
    candidate: candidateOf(group, { operator: 1000 }),
    rejected: false,
  });
  const judged = [judgedAs('harvesting', sorted(...groups), 1e-6), standing(sorted(groups[0]!, groups[1]!))];
  const found = distinct([...judged, ...groups.map(standing)], materialOf(three));
  expect(found.map(({ candidate }) => [...candidate.group].sort().join()).sort()).toEqual(
    groups.map(group => [...group].sort().join()).sort(),
  );
  expect(found.map(({ bound }) => bound)).toEqual([1e-6, 1e-6, 1e-6]);
});

about('operators that were found together and nowhere apart', () => {
  // With more to compare with than in the small world, each stands; but not beside the other.
  const large = planted({ seed: 1, groups: 2, times: 5 });
  const material = materialOf(large);
  const [a, b] = [large.members, large.others[0]!];
  const both = judgedAs('harvesting', sorted(a, b), 1e-6);
  const suspected = material.tester.apartFrom([both.candidate.group]).but([]);
  const accounts = (judged: readonly Judged[]) =>
    judged.map(({ candidate }) => [...candidate.group].sort().join()).sort();

  test('are told as two, at the bound of both, where what is established of them excuses neither', () => {
    const found = distinct([both], material, suspected);
    expect(accounts(found)).toEqual([[...a].sort().join(), [...b].sort().join()].sort());
    expect(found.map(({ bound }) => bound)).toEqual([1e-6, 1e-6]);
    expect(distinct([both], material)).toHaveLength(1);
  });

  test('are each called by what it shows itself', () => {
    for (const { candidate, verdict } of distinct([both], material, suspected))
      expect(verdict).toBe(isPurposeful(candidate) ? 'harvesting' : 'watch');
  });

  test('and what was not established with one is not told with it', () => {
    // Who belongs, judged by behaviour too, can grow over a neighbour.
    const one = judgedAs('harvesting', a, 1e-6);
    const grown = { ...material, refiner: growing(material.refiner, both.candidate) };
    expect(accounts(distinct([one], grown, suspected))).toEqual([[...a].sort().join()]);
  });
});

/** As it is, but that whoever belongs is a group that was given. */
function growing(refiner: Refiner, whole: Membership): Refiner {
  const grown = Object.create(refiner) as Refiner;
  grown.refine = () => whole;
  grown.alike = members => refiner.alike.call(refiner, members);
  return grown;
}

test('what two sets of streams of the same accounts establish is told once, with both', () => {
  // A member's other stream follows its own.
  const others = members.map(s => s + 1);
  const [one, other] = [judgedAs('harvesting', members, 1e-6), judgedAs('harvesting', others, 1e-4)];
  const [campaign, ...more] = distinct([one, other], material);
  expect(more).toEqual([]);
  const { candidate, also, bound } = campaign!;
  expect(bound).toBe(1e-6);
  // Of those others, who is used as most of them is.
  expect(also.length).toBeGreaterThan(4);
  expect(also.every(s => others.includes(s) && candidate.group.includes(s - 1))).toBe(true);
  expect(told([campaign!])[0]!.exchanges).toBeGreaterThan(
    told([{ ...campaign!, also: sorted() }])[0]!.exchanges,
  );
});
