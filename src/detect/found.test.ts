import { expect, test } from 'vitest';
import { describe } from './describe.ts';
import { foundOf } from './found.ts';
import { keyAt } from './keys.ts';
import { candidateOf } from './testing/candidate.ts';
import { planted } from './testing/planted.ts';

const { streams, sharing, members } = planted({ seed: 4 });
const judgedOf = (group: Uint32Array, also = new Uint32Array()) => ({
  candidate: { ...candidateOf(group), posterior: new Float64Array(group.length).fill(0.95) },
  verdict: 'harvesting' as const,
  bound: 0.001,
  rejected: true,
  bystanders: [],
  also,
});
const nameOf = (stream: number) => streams.accounts[streams.account[stream]!]!;

test('without strangers every figure is as if they had never been taken in', () => {
  // Strangers by one stream, and by two: a member's other stream follows its own.
  const strangers = [members[0]!, members[3]!];
  const rest = members.filter(stream => !strangers.includes(stream));
  const found = foundOf(
    judgedOf(members, Uint32Array.of(members[3]! + 1)),
    [],
    streams,
    sharing,
    'everything',
  );
  const without = found.without(new Set(strangers.map(nameOf)));
  const { accounts, evidence, ...figures } = without.campaign;
  const { accounts: harvesters, evidence: _, ...expected } = describe(judgedOf(rest), streams, sharing);
  expect(figures).toEqual(expected);
  expect(evidence).toEqual(found.campaign.evidence);
  expect(accounts.filter(({ role }) => role === 'harvester')).toEqual(harvesters);
  const others = accounts.filter(({ because }) => because === 'asks-otherwise');
  expect(others.map(({ account, role }) => [account, role]).sort()).toEqual(
    strangers.map(stream => [nameOf(stream), 'bystander']).sort(),
  );
  expect(without.streams).toEqual(Array.from(rest, stream => keyAt(streams.keys, stream)));
  expect(found.streams).toHaveLength(members.length + 1);
  // Told one after the other, or of nobody more, it is the same.
  const [one, other] = strangers.map(stream => new Set([nameOf(stream)]));
  const again = found.without(one!).without(other!).without(new Set());
  expect([again.campaign, again.streams]).toEqual([without.campaign, without.streams]);
});

test('says of what was found by templates that it was', () => {
  const of = (part: 'everything' | 'templates') =>
    foundOf(judgedOf(members), [], streams, sharing, part).campaign;
  expect(of('templates')).toEqual({ ...of('everything'), templates: true });
  expect(of('everything')).not.toHaveProperty('templates');
});
