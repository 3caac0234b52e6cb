import { describe, expect, test } from 'vitest';
import { combine } from './compare.ts';
import type { Group } from './link.ts';
import { asking, strength, Tester, type TestResult } from './tester.ts';
import { planted } from './testing/planted.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

const times = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));

/** Networks of accounts, of one stream each, that are all as bursty. */
function world(networks: readonly { accounts: number; burstiness: number }[]) {
  const accounts: StreamInput[] = [];
  const starts = networks.map(({ accounts: size, burstiness }, n) => {
    const start = accounts.length;
    for (let i = 0; i < size; i++) accounts.push({ burstiness, shows: [`shared-network:${n}`] });
    return start;
  });
  const made = worldOf(accounts.map(account => [account]));
  return {
    ...made,
    tester: new Tester(made.streams, made.sharing, made.known),
    /** The streams of a network, or its first few. */
    network: (n: number, most = networks[n]!.accounts) =>
      Uint32Array.from({ length: Math.min(most, networks[n]!.accounts) }, (_, i) => starts[n]! + i),
  };
}

const join = (...groups: Group[]): Group => Uint32Array.from(groups.flatMap(group => [...group])).sort();
const gapsOf = (result: TestResult | undefined) =>
  result!.outcomes.find(({ test }) => test.signal === 'steady-gaps')!.p;

/** Twenty people's networks; the group is one of them, -0.5, and two look as it does. */
const networks = [
  ...times(20, i => ({ accounts: 20, burstiness: 0.5 + i / 100 })),
  { accounts: 20, burstiness: -0.5 },
  { accounts: 20, burstiness: -0.6 },
  { accounts: 20, burstiness: -0.7 },
];
const GROUP = 20;
const [ONE, OTHER] = [21, 22];

describe('a group is compared with', () => {
  test('every reference but itself', () => {
    const { tester, network } = world(networks);
    expect(gapsOf(tester.test(network(GROUP), undefined))).toBe(3 / 23);
  });

  test('none that more than a tenth of is in it', () => {
    const { tester, network } = world(networks);
    const group = (strangers: number) => join(network(GROUP), network(ONE, strangers));
    // Of twenty accounts two are a tenth.
    expect(gapsOf(tester.test(group(2), undefined))).toBe(3 / 23);
    expect(gapsOf(tester.test(group(3), undefined))).toBe(2 / 22);
  });

  test('none that holds more than a tenth of it', () => {
    const { tester, network } = world([...networks, { accounts: 60, burstiness: -0.8 }]);
    const group = (members: number) => join(network(GROUP, 20 - members), network(23, members));
    expect(gapsOf(tester.test(group(2), undefined))).toBe(4 / 24);
    expect(gapsOf(tester.test(group(3), undefined))).toBe(3 / 23);
  });

  test('none that lies mostly within its kin', () => {
    const { tester, network } = world(networks);
    const kin = (shared: number) => join(network(GROUP), network(OTHER, shared));
    expect(gapsOf(tester.test(network(GROUP), kin(10)))).toBe(3 / 23);
    expect(gapsOf(tester.test(network(GROUP), kin(11)))).toBe(2 / 22);
    expect(gapsOf(tester.test(network(GROUP), join(network(GROUP), network(ONE), network(OTHER))))).toBe(
      1 / 21,
    );
  });

  test('none that a suspect shares more than a tenth with', () => {
    const { tester, network } = world(networks);
    const group = network(GROUP);
    // Of twenty accounts, so many of the other's and the rest of one network's.
    const apart = (...suspects: Group[]) => tester.apartFrom(suspects).but([]);
    const suspect = (others: number) => join(network(OTHER, others), network(0, 20 - others));
    expect(gapsOf(tester.test(group, undefined, apart(suspect(2))))).toBe(3 / 22);
    expect(gapsOf(tester.test(group, undefined, apart(suspect(3))))).toBe(2 / 21);
    // A small one that lies in a reference whole.
    expect(gapsOf(tester.test(group, undefined, apart(network(OTHER, 2))))).toBe(2 / 22);
    expect(gapsOf(tester.test(group, undefined, apart(network(ONE), network(OTHER))))).toBe(1 / 21);
    expect(gapsOf(tester.test(group, network(OTHER), apart(network(ONE))))).toBe(1 / 21);
  });

  test('what a suspect shares, where that one is not looked at', () => {
    const { tester, network } = world(networks);
    const suspects = tester.apartFrom([network(ONE), network(OTHER)]);
    const gaps = (but: number[]) => gapsOf(tester.test(network(GROUP), undefined, suspects.but(but)));
    expect([gaps([]), gaps([0]), gaps([0, 1])]).toEqual([1 / 21, 2 / 22, 3 / 23]);
  });

  test('the same as before, after others were tested', () => {
    const { tester, network } = world(networks);
    const again = () => tester.test(network(GROUP), network(ONE))!.outcomes.map(({ p }) => p);
    const before = again();
    tester.test(network(0), network(1), tester.apartFrom([network(2), network(3)]).but([]));
    tester.screen(network(OTHER), undefined);
    expect(again()).toEqual(before);
  });

  test('a twentieth of the references at first sight', () => {
    const { tester, network } = world([
      { accounts: 20, burstiness: -0.5 },
      ...times(80, i => ({ accounts: 20, burstiness: 0.1 + i / 100 })),
    ]);
    expect(gapsOf(tester.test(network(0), undefined))).toBe(1 / 81);
    const first = 1 / gapsOf(tester.screen(network(0), undefined)) - 1;
    expect(Math.abs(first - 4)).toBeLessThanOrEqual(1);
  });
});

test('a group of fewer than eight accounts that are used is not tested', () => {
  const { tester, network } = world(networks);
  expect(tester.test(network(GROUP, 7), undefined)).toBeUndefined();
  expect(tester.screen(network(GROUP, 7), undefined)).toBeUndefined();
  expect(tester.test(network(GROUP, 8), undefined)).toBeDefined();
  const light = worldOf(times(40, i => [{ shows: ['shared-network:a'], exchanges: i < 7 ? 5 : 4 }]));
  const all = Uint32Array.from(times(40, i => i));
  expect(new Tester(light.streams, light.sharing, light.known).test(all, undefined)).toBeUndefined();
});

describe('the e-value of a question', () => {
  const { streams, sharing, known, members } = planted({ seed: 1 });
  const result = new Tester(streams, sharing, known).test(members, undefined)!;

  test('is of the tests that speak to it, and of no others', () => {
    for (const question of ['operator', 'purpose', 'pool'] as const) {
      const asked = asking(result.outcomes, question);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.every(({ test }) => test.asks.includes(question))).toBe(true);
      expect(result.e[question]).toBe(combine(asked));
    }
    // Nothing is known of these accounts' payments or habits, and their hours are all the same: no tests of those.
    const signals = result.outcomes.map(({ test }) => test.signal);
    expect(signals).toEqual(expect.arrayContaining(['level-volumes', 'steady-gaps', 'standalone-requests']));
    for (const untold of ['no-own-parameters', 'no-own-network', 'shared-payments', 'same-hours'])
      expect(signals).not.toContain(untold);
  });

  test('makes the strength of the verdict that the group comes nearest to', () => {
    expect(strength({ outcomes: [], e: { operator: 2, purpose: 3, pool: 7 } })).toBe(7);
    expect(strength({ outcomes: [], e: { operator: 2, purpose: 4, pool: 7 } })).toBe(8);
  });
});
