import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Cache } from './cache.ts';
import { decisionOf } from './outcome.ts';
import { Policies } from './policies.ts';
import { contained, factsOf } from './testing/facts.ts';
import { alikeFacts, anyPolicies } from './testing/grammar.ts';

it('what is remembered is decided as it would be anew, for any policies and facts', () => {
  let [remembered, decided] = [0, 0];
  fc.assert(
    fc.property(anyPolicies, alikeFacts, (text, all) => {
      // Also those that the schema refuses: they can be evaluated, and fail for some facts and not for others.
      const policies = Policies.unchecked({ 'any.cedar': text });
      for (const facts of all) {
        const known = policies.remembered;
        const decision = policies.decide(facts);
        decided++;
        if (policies.remembered === known) remembered++;
        expect(decision).toEqual(decisionOf(policies.ask(facts).outcome, facts));
      }
    }),
    { numRuns: 300 },
  );
  // The property says something only where much is remembered, and much is not.
  expect(remembered / decided).toBeGreaterThan(0.2);
  expect(remembered / decided).toBeLessThan(0.9);
});

it('policies that name no account ask once for all of them', () => {
  const policies = Policies.compile({
    'a.cedar':
      'permit (principal, action, resource); forbid (principal, action, resource) when { principal has containment && principal.containment.grade == "slow" && context.attributes.contains("tier=free") };',
  });
  for (let i = 0; i < 1000; i++) {
    const facts = factsOf({ account: `a${i}`, model: `m${i}`, plan: `p${i}`, channel: `c${i}` });
    const containment = { ...contained('slow'), action: `act${i}`, campaign: `SW-${i}`, reference: `r${i}` };
    policies.decide(facts);
    policies.decide({ ...facts, attributes: [`session=${i}`] });
    const decision = policies.decide({ ...facts, containment, attributes: ['tier=free', `session=${i}`] });
    expect(decision).toMatchObject({ decision: 'hold', campaign: `SW-${i}`, reference: `r${i}` });
  }
  expect(policies.remembered).toBe(2);
});

it('what is remembered is bounded, whatever callers say', () => {
  const policies = Policies.compile({
    'a.cedar': 'permit (principal, action, resource) when { context.channel != "x" };',
  });
  for (let i = 0; i < 30_000; i++) policies.decide(factsOf({ channel: `c${i}` }));
  expect(policies.remembered).toBeLessThanOrEqual(20_000);
});

it('a cache keeps what is asked for again', () => {
  const cache = new Cache<number>(10);
  for (let i = 0; i < 1000; i++) {
    cache.set(`${i}`, i);
    if (i === 0 || i % 4 === 0) expect(cache.get('0')).toBe(0);
    expect(cache.size).toBeLessThanOrEqual(10);
  }
  expect(cache.get('1')).toBeUndefined();
});
