import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grades } from './decision.ts';
import { recordOf } from './records.ts';
import { Snapshot } from './snapshot.ts';

const T0 = Date.parse('2026-05-01T00:00:00Z');
const iso = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();

test('an account is told with its attributes and its place in the surest campaign; an unknown one with neither', () => {
  const snapshot = new Snapshot();
  snapshot.addAccounts([
    { account: 'a', plan: 'pro', program: '', verification: 'email' },
    { account: 'b', plan: 'pro', program: '', verification: 'email' },
  ]);
  snapshot.addAccounts([{ account: 'b', plan: 'team', program: 'research-partner', verification: 'kyc' }]);
  snapshot.setCampaigns([
    { id: 'SW-2', verdict: 'pooled-access', accounts: [['a', 'bystander']] },
    { id: 'SW-1', verdict: 'harvesting', accounts: [['a', 'harvester']] },
  ]);
  const facts = (account: string, attributes?: Record<string, string | number>) =>
    snapshot.facts({ account, model: 'm', attributes }, T0);
  expect(facts('a', { tier: 'gold', age: 3 })).toEqual({
    account: 'a',
    model: 'm',
    channel: '',
    attributes: ['age=3', 'tier=gold'],
    plan: 'pro',
    program: '',
    verification: 'email',
    attested: [],
    containment: undefined,
    campaign: { id: 'SW-1', role: 'harvester', verdict: 'harvesting' },
    hold: undefined,
    grant: undefined,
  });
  expect(facts('b')).toMatchObject({ plan: 'team', verification: 'kyc', campaign: undefined });
  expect(facts('stranger')).toMatchObject({ plan: '', program: '', verification: '' });
  expect(snapshot.accounts).toBe(2);
});

/** Actions over few accounts, each undone for some of them or for all, or for none. */
const life = fc.array(
  fc.record({
    accounts: fc.uniqueArray(
      fc.record({
        account: fc.constantFrom('a', 'b', 'c'),
        grade: fc.constantFrom(...grades),
        from: fc.nat(10),
      }),
      { selector: one => one.account, minLength: 1 },
    ),
    until: fc.integer({ min: 1, max: 20 }),
    undone: fc.option(fc.subarray(['a', 'b', 'c']), { nil: 'all' as const }),
  }),
  { maxLength: 6 },
);

test('an account is contained exactly while an action that is not undone for it is in force, by the strictest grade', () => {
  fc.assert(
    fc.property(life, fc.nat(20), (actions, minute) => {
      const snapshot = new Snapshot();
      const about = { actor: 'x', reason: 'r' };
      actions.forEach(({ accounts, until, undone }, i) => {
        const after = {
          plan: 'P',
          campaign: 'C',
          until: iso(until),
          accounts: accounts.map(({ from, ...one }) => ({
            ...one,
            reference: `${i}${one.account}`,
            from: iso(from),
          })),
        };
        snapshot.take(recordOf({ ...about, kind: 'action', subject: `A${i}`, after }, new Date(T0)));
        if (undone.length)
          snapshot.take(
            recordOf(
              { ...about, kind: 'undo', subject: `A${i}`, after: { action: `A${i}`, accounts: undone } },
              new Date(T0),
            ),
          );
      });
      for (const account of ['a', 'b', 'c']) {
        const inForce = actions.flatMap(({ accounts, until, undone }) =>
          accounts.filter(
            one =>
              one.account === account &&
              undone !== 'all' &&
              !undone.includes(account) &&
              one.from <= minute &&
              minute < until,
          ),
        );
        const strictest = Math.max(-1, ...inForce.map(({ grade }) => grades.indexOf(grade)));
        const told = snapshot.facts({ account, model: 'm' }, T0 + minute * 60_000).containment;
        expect(told?.grade).toBe(grades[strictest]);
      }
    }),
  );
});
