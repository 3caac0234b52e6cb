import { expect, test } from 'vitest';
import { Tail } from './chance.ts';
import { Matched, Pools, randomOf } from './draws.ts';
import { Groups } from './groups.ts';
import { type Hit, tally, weightOf } from './score.ts';
import type { Value } from './values.ts';

const value = (kind: Value['kind'], key: string, ...accounts: number[]): Value => ({
  kind,
  key,
  accounts: Int32Array.from(accounts),
});
const hit = (of: Value, weight = 2) => ({ ...of, weight });
const scoresOf = (hits: readonly Hit[]) => {
  const scores = new Map<number, number>();
  tally(hits, (account, score) => scores.set(account, score));
  return scores;
};

test('within a family n of one weight count as the root of n, and families add', () => {
  const hits = [
    hit(value('opening', 'a', 1, 2)),
    hit(value('phrase', 'b', 1)),
    hit(value('phrase', 'c', 1)),
    hit(value('phrase', 'd', 1)),
    hit(value('network', 'e', 1, 70_000), 3),
  ];
  expect(scoresOf(hits)).toEqual(
    new Map([
      [1, 4 + 3],
      [2, 2],
      [70_000, 3],
    ]),
  );
  expect(scoresOf([]).size).toBe(0);
  expect(weightOf(1, 1e9)).toBeCloseTo(Math.log(1000));
  expect(weightOf(9, 99)).toBeCloseTo(Math.log(10));
  // Account records may have more accounts than were seen to send anything.
  expect(weightOf(25, 10)).toBeGreaterThan(0);
});

test('values lie together as far as accounts show several of them', () => {
  const apart = [hit(value('tls', 'a', 1, 2)), hit(value('network', 'b', 3, 4))];
  expect(tally(apart)).toBe(1);
  expect(tally([...apart, hit(value('client', 'c', 1, 2))])).toBeCloseTo(5 / 3);
  expect(tally([])).toBe(1);
  const groups = new Groups([[1, 3, 4], [4], []]);
  expect([...groups.inside(apart)]).toEqual([0.75, 0.25, 0]);
  expect([...groups.inside([])]).toEqual([0, 0, 0]);
  expect(groups.met([1, 2, 4])).toEqual(
    new Map([
      [0, 2],
      [1, 1],
    ]),
  );
});

test('a group that shows much is no likelier to be linked by what has nothing to do with it', () => {
  const random = randomOf('crowd');
  const any = (n: number) => Math.floor(random() * n);
  // Who is of the group shows three times as many networks as others do.
  const shown = new Map<number, Set<number>>();
  for (let account = 0; account < 300; account++)
    for (let n = 0; n < (account < 40 ? 12 : 4); n++) {
      const network = Math.floor(400 * random() ** 2);
      shown.set(network, (shown.get(network) ?? new Set()).add(account));
    }
  const values = [...shown].map(([network, accounts]) => value('network', `${network}`, ...accounts));
  const [pools, groups] = [new Pools(values), new Groups([Array.from({ length: 40 }, (_, i) => i)])];
  const pairs = values.flatMap(one => Array.from(one.accounts, () => one));
  const [runs, sets] = [300, 99];
  let linked = 0;
  for (let run = 0; run < runs; run++) {
    const told = [...new Set(Array.from({ length: 4 }, () => pairs[any(pairs.length)]!))].map(one =>
      hit(one),
    );
    const matched = new Matched(pools, new Set(told.map(({ key }) => key)), 300);
    const inside = groups.inside(told)[0]!;
    let above = 1;
    for (let n = 0; n < sets; n++) if (groups.inside(matched.any(told, random))[0]! >= inside) above++;
    if (above / (sets + 1) <= 0.05) linked++;
  }
  // 15 are expected; 28 and more are as likely as one in a thousand.
  expect(linked).toBeLessThan(28);
  expect(linked).toBeGreaterThan(2);
});

test('what is drawn is alike, never of what is looked for, and the same each time', () => {
  const sample = Array.from({ length: 200 }, (_, i) =>
    value('network', `${i}`, ...Array.from({ length: 1 + (i % 40) }, (_, n) => n)),
  );
  const matched = new Matched(new Pools(sample), new Set(['39', '79', '119', '159', '199']), 1000);
  const told = [hit(sample[39]!), hit(sample[0]!), hit(value('tls', 'x', 1))];
  const random = randomOf('north');
  for (let i = 0; i < 50; i++) {
    const [many, one, ...none] = matched.alike(told, random);
    expect(many!.accounts.length).toBeGreaterThanOrEqual(32);
    expect(many!.accounts.length).toBeLessThan(40);
    expect(one!.accounts).toHaveLength(1);
    expect(none).toEqual([]);
  }
  const drawn = (name: string) => matched.any(told, randomOf(name)).map(({ key }) => key);
  expect(drawn('north')).toEqual(drawn('north'));
  // The more accounts show a value, the more often it is drawn: a mean of about 27 here, where that of all is 20.
  const sizes = Array.from({ length: 2000 }, () => matched.any(told.slice(0, 1), random)[0]!.accounts.length);
  expect(sizes.reduce((a, b) => a + b) / 2000).toBeGreaterThan(24);
});

test('nobody is listed whom chance would list as well', () => {
  const scores = (...all: number[]) => all.map((score, i): [number, number] => [i, score]);
  const tail = new Tail(scores(9, 9, 8, 2, 2, 2), 10);
  // Values at an account of their own each.
  const drawn = (...all: number[]) => all.map((weight, i) => hit(value('tls', `${i}`, i), weight));
  for (let i = 0; i < 20; i++) tail.add(drawn(...(i === 0 ? [8.5, 2, 2] : [2, 2])));
  // At 8 and above chance shows one in twenty sets, of three; at 2 two in each.
  expect(tail.from(0.05)).toBe(8);
  expect(tail.from(0.01)).toBe(9);
  // Four score at least 2, so none of those who do is of the first three.
  const few = new Tail(scores(9, 2, 2, 2), 3);
  few.add(drawn(2));
  expect(few.from(0.5)).toBe(9);
  const never = new Tail(scores(3), 10);
  never.add(drawn(3));
  expect(never.from(0.05)).toBe(Number.POSITIVE_INFINITY);
});
