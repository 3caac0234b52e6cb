import { describe, expect, test } from 'vitest';
import { families } from '../traits/index.ts';
import type { Contributions } from './document.ts';
import type { Judged } from './judge.ts';
import { membersOf } from './members.ts';
import { type Membership, partOf, Refiner } from './refine.ts';
import { candidateOf } from './testing/candidate.ts';
import { planted } from './testing/planted.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const sumOf = (why: Contributions) => Object.values(why).reduce((sum, adds) => sum + adds, 0);
const sorted = (list: Iterable<number>) => Uint32Array.from(list).sort();

const harvest = (members: Membership, bystanders: Membership[] = []): Judged => ({
  candidate: { ...candidateOf(members.group), ...members },
  verdict: 'harvesting',
  bound: 0.001,
  rejected: true,
  bystanders,
  also: new Uint32Array(),
});

/** A plant, and a refiner of its world; `start`: the plant with strangers beside it and a part of it missing. */
function refined(seed: number) {
  const world = planted({ seed });
  const { streams, sharing, members } = world;
  const people = [...streams.account.keys()].filter(
    s => streams.account[s - 1] !== streams.account[s] && streams.account[s + 1] !== streams.account[s],
  );
  const start = sorted([...members.filter((_, i) => i % 4 !== 0), ...people.filter((_, i) => i % 50 === 0)]);
  return { ...world, people, start, refiner: new Refiner(streams, sharing) };
}

describe.each(['sharing', 'behaviour'] as const)('by %s, what a membership is made of', by => {
  const seeds = Array.from({ length: 10 }, (_, i) => i + 1);

  test.each(seeds)('sums to it, exactly as it is kept and nearly as it is told (seed %d)', seed => {
    const { streams, start, refiner } = refined(seed);
    const found = refiner.refine(start, by);
    found.group.forEach((_, i) => {
      const sum = found.why!.exactly(i).reduce((sum, [, adds]) => sum + adds, 0);
      expect(sum).toBeGreaterThanOrEqual(0);
      expect(sigmoid(sum)).toBeCloseTo(found.posterior[i]!, 12);
    });
    const accounts = membersOf(harvest(found), streams);
    expect(accounts.length).toBeGreaterThan(0);
    for (const { membership, why, role, because } of accounts) {
      expect(Math.abs(sigmoid(sumOf(why!)) - membership)).toBeLessThan(1e-3);
      expect(because).toBe(role === 'harvester' ? undefined : 'uncertain');
      const named = Object.keys(why!);
      expect(named[0]).toBe('prior');
      if (by === 'sharing') expect(families).toEqual(expect.arrayContaining(named.slice(1)));
      else expect(named).toContain('sittings');
    }
  });

  test('goes with each stream into parts', () => {
    const { start, refiner } = refined(1);
    const whole = refiner.refine(start, by);
    const odd = partOf(whole, s => whole.group.indexOf(s) % 2 === 1);
    odd.group.forEach((_, i) => {
      expect(odd.why!.exactly(i)).toEqual(whole.why!.exactly(2 * i + 1));
    });
    const { alike } = refiner.alike(whole);
    expect(alike.why!.told(0)).toEqual(whole.why!.told(whole.group.indexOf(alike.group[0]!)));
  });
});

test('who is set apart has its own reasons, which speak against it', () => {
  let found = 0;
  for (let seed = 1; seed <= 5; seed++) {
    const { streams, members, people, refiner } = refined(seed);
    const group = sorted([...members, ...people.slice(0, 6)]);
    const { why } = refiner.refine(members, 'behaviour');
    const all = {
      group,
      posterior: Float64Array.from(group, () => 1),
      why: why?.rows([...group.keys()].map(() => 0)),
    };
    const { alike, apart } = refiner.alike(all);
    expect(alike.setApart).toBeUndefined();
    const accounts = membersOf(harvest(alike, [apart]), streams);
    for (const account of accounts) {
      if (account.role === 'harvester')
        expect(account).toMatchObject({ because: undefined, apart: undefined });
      else {
        found++;
        expect(account.because).toBe('used-otherwise');
        expect(sumOf(account.apart!)).toBeLessThan(0);
        expect(Object.keys(account.apart!)).not.toContain('content');
      }
    }
  }
  expect(found).toBeGreaterThan(10);
});

test('who is told too little of to be told from people has nothing said of how it is used', () => {
  const { streams, sharing, members, people } = refined(2);
  const exchanges = streams.exchanges.slice();
  exchanges[members[0]!] = 2;
  const refiner = new Refiner({ ...streams, exchanges }, sharing);
  const group = sorted([...members, ...people.slice(0, 6)]);
  const { apart } = refiner.alike({ group, posterior: Float64Array.from(group, () => 1) });
  const at = apart.group.indexOf(members[0]!);
  expect(Object.keys(apart.setApart!.told(at))).toEqual(['prior']);
});

test("an account's surest stream speaks for it, and a harvester is no bystander by another", () => {
  const { streams, members, refiner } = refined(3);
  const found = refiner.refine(members, 'behaviour');
  const sure = { ...found, posterior: found.posterior.map(() => 0.95) };
  // The member's other stream follows its own; a pool was surer of it.
  const other = {
    group: Uint32Array.of(members[0]! + 1, members[1]! + 1),
    posterior: Float64Array.of(1, 0.5),
    why: found.why!.rows([2, 3]),
  };
  const name = (i: number) => streams.accounts[streams.account[members[i]!]!]!;
  const of = (i: number) =>
    membersOf(harvest(sure, [other]), streams).find(({ account }) => account === name(i))!;
  // What a pool's stream sent is no harvest.
  const sent = (i: number) => ({
    account: name(i),
    role: 'harvester',
    exchanges: streams.exchanges[members[i]!]!,
  });
  expect(of(0)).toEqual({ ...sent(0), membership: 1, why: found.why!.told(2) });
  expect(of(1)).toEqual({ ...sent(1), membership: 0.95, why: found.why!.told(1) });
  const outsider = { ...other, group: Uint32Array.of(0) };
  expect(
    membersOf(harvest(sure, [outsider]), streams).find(({ role }) => role === 'bystander'),
  ).toMatchObject({ because: 'pool' });
});
