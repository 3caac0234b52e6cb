import { expect, test } from 'vitest';
import { describe } from './describe.ts';
import type { Campaign, Verdict } from './document.ts';
import { surelyOf } from './members.ts';
import { candidateOf } from './testing/candidate.ts';
import { planted } from './testing/planted.ts';

const { streams, sharing, members } = planted({ seed: 4 });
const judged = (verdict: Verdict, posterior: (i: number) => number) => ({
  candidate: { ...candidateOf(members), posterior: Float64Array.from(members, (_, i) => posterior(i)) },
  verdict,
  bound: 0.001,
  rejected: true,
  bystanders: [],
  also: new Uint32Array(),
});

test('who is not surely of a harvest is a bystander of it', () => {
  const { accounts } = describe(
    judged('harvesting', i => (i < 3 ? 0.75 : 0.99)),
    streams,
    sharing,
  );
  expect(accounts.map(({ role }) => role)).toEqual([
    ...new Array(members.length - 3).fill('harvester'),
    ...new Array(3).fill('bystander'),
  ]);
  expect(accounts.map(({ membership }) => membership)).toEqual(
    accounts.map(({ role }) => (role === 'harvester' ? 0.99 : 0.75)),
  );
});

test.each(['watch', 'pooled-access'] as const)('of what is %s, nobody is a harvester', verdict => {
  const { accounts } = describe(
    judged(verdict, () => 1),
    streams,
    sharing,
  );
  expect(accounts.every(({ role }) => role === 'bystander')).toBe(true);
});

test('an account that harvests by one stream is a harvester, whatever its others are', () => {
  const one = judged('harvesting', () => 0.95);
  // The member's other stream follows its own.
  const other = { group: Uint32Array.from([members[0]! + 1]), posterior: Float64Array.from([1]) };
  const { accounts } = describe({ ...one, bystanders: [other] }, streams, sharing);
  const name = streams.accounts[streams.account[members[0]!]!]!;
  expect(accounts.find(({ account }) => account === name)).toEqual({
    account: name,
    exchanges: streams.exchanges[members[0]!]!,
    membership: 1,
    role: 'harvester',
  });
  expect(accounts).toHaveLength(members.length);
});

test('what the same accounts send by streams that were found apart is of the campaign too', () => {
  const one = judged('harvesting', i => (i === 0 ? 0.5 : 0.95));
  const also = Uint32Array.of(members[1]! + 1, members[2]! + 1);
  const [alone, both] = [one, { ...one, also }].map(one => describe(one, streams, sharing));
  const more = [...also].map(s => streams.exchanges[s]!);
  expect(both!.exchanges).toBe(alone!.exchanges + more[0]! + more[1]!);
  const sent = ({ accounts }: Campaign, s: number) =>
    accounts.find(({ account }) => account === streams.accounts[streams.account[s]!])!.exchanges!;
  for (const [i, s] of also.entries()) expect(sent(both!, s)).toBe(sent(alone!, s) + more[i]!);
  expect(both!.accounts).toHaveLength(members.length);
  expect([...surelyOf({ ...one, also })]).toEqual([...members.slice(1), ...also].sort((a, b) => a - b));
});
