import { expect, test } from 'vitest';
import type { Campaign, Role, Verdict } from './document.ts';
import { Established } from './established.ts';
import type { Judged } from './judge.ts';
import { candidateOf } from './testing/candidate.ts';
import { worldOf } from './testing/world.ts';

const { streams } = worldOf(Array.from({ length: 60 }, () => [{}]));
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const known = (verdict: Verdict, accounts: Uint32Array, role: Role, bound = 1e-4): Campaign =>
  ({
    id: 'SW-2026-0001',
    verdict,
    error_bound: bound,
    accounts: Array.from(accounts, a => ({ account: streams.accounts[a]!, membership: 1, role })),
  }) as unknown as Campaign;
const judged = (verdict: Verdict, group: Uint32Array, bound = 1): Judged => ({
  candidate: candidateOf(group),
  verdict,
  bound,
  rejected: bound <= 0.01,
  bystanders: [],
  also: new Uint32Array(),
});

test('a campaign stands though nothing new is shown, with its better bound', () => {
  const established = new Established([known('harvesting', range(0, 20), 'harvester')], streams);
  const [again] = established.upheld([judged('harvesting', range(2, 22))]);
  expect(again).toMatchObject({ rejected: true, verdict: 'harvesting', bound: 1e-4 });
  const [stronger] = established.upheld([judged('harvesting', range(0, 20), 1e-6)]);
  expect(stronger).toMatchObject({ bound: 1e-6 });
});

test('its verdict stands where only coordination is seen now, and is raised where more is shown', () => {
  const harvest = new Established([known('harvesting', range(0, 20), 'harvester')], streams);
  expect(harvest.upheld([judged('watch', range(0, 20))])).toMatchObject([{ verdict: 'harvesting' }]);
  const watch = new Established([known('watch', range(0, 20), 'bystander')], streams);
  expect(watch.upheld([judged('harvesting', range(0, 20))])).toMatchObject([{ verdict: 'watch' }]);
  expect(watch.upheld([judged('harvesting', range(0, 20), 1e-3)])).toMatchObject([{ verdict: 'harvesting' }]);
});

test('of several groups that are much like it the likest is it', () => {
  const established = new Established([known('harvesting', range(0, 20), 'harvester')], streams);
  const [wider, itself] = [judged('harvesting', range(0, 30)), judged('harvesting', range(0, 21))];
  expect(established.upheld([wider, itself])).toMatchObject([{ rejected: false }, { rejected: true }]);
});

test('it lends its standing to no larger group, no part, and no pool around it', () => {
  const established = new Established([known('harvesting', range(0, 20), 'harvester')], streams);
  const others = [
    judged('harvesting', range(0, 45)),
    judged('harvesting', range(0, 9)),
    judged('harvesting', range(30, 50)),
    judged('pooled-access', range(0, 30)),
  ];
  expect(established.upheld(others)).toEqual(others);
  expect(established.has(range(30, 50))).toBe(false);
  expect(established.has(range(5, 25))).toBe(true);
});

test('one that is explained innocently now is cleared, unless a part of the evidence is not', () => {
  const established = new Established([known('harvesting', range(0, 20), 'harvester')], streams);
  const explained = judged('harvesting', range(0, 20));
  explained.candidate = candidateOf(range(0, 20), { heldBackBy: 'one declared customer' });
  expect(established.cleared([explained])).toEqual(new Set(['SW-2026-0001']));
  expect(established.cleared([explained, judged('harvesting', range(1, 20))])).toEqual(new Set());
  expect(established.cleared([judged('harvesting', range(0, 20))])).toEqual(new Set());
});

test('of what templates show a known harvest is a part where they ask alike, and where it would stand if nothing else were asked', () => {
  const { streams, sharing } = worldOf(Array.from({ length: 60 }, () => [{ shows: ['shared-phrase:all'] }]));
  const part = known('harvesting', range(0, 20), 'harvester');
  const established = new Established([part], streams);
  const whole = (operator: number, inherits?: boolean): Judged => ({
    ...judged('harvesting', range(0, 30), 1e-4),
    candidate: candidateOf(range(0, 30), { operator }),
    inherits,
  });
  expect(established.partsOf(whole(1), sharing)).toEqual([part]);
  expect(established.partsOf(whole(200, true), sharing)).toEqual([part]);
  expect(established.partsOf(whole(20, true), sharing)).toEqual([]);
  expect(established.partsOf({ ...whole(200), verdict: 'watch' }, sharing)).toEqual([]);
});

test('a harvest is its harvesters, not the bystanders of its pool', () => {
  const campaign = known('harvesting', range(0, 20), 'harvester');
  campaign.accounts.push(...known('harvesting', range(20, 60), 'bystander').accounts);
  const established = new Established([campaign], streams);
  expect(established.has(range(0, 20))).toBe(true);
  expect(established.has(range(20, 60))).toBe(false);
});

test('without any, nothing is changed', () => {
  const some = [judged('harvesting', range(0, 20))];
  expect(new Established([], streams).upheld(some)).toEqual(some);
});
