import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerAmong, explain } from './explain.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

const times = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));

const recordsOf = (orgs: readonly (string | undefined)[]) => ({
  org: (account: number) => orgs[account],
  size: (org: string) => orgs.filter(one => one === org).length,
  payment: new Uint32Array(orgs.length),
});

/** What is said of some accounts, the rest of the world beside them. */
function explained(
  accounts: readonly (readonly StreamInput[])[],
  orgs: readonly (string | undefined)[] = [],
  members = accounts.length,
) {
  const { streams, sharing } = worldOf(accounts);
  const group = Uint32Array.from(times(streams.count, s => s)).filter(s => streams.account[s]! < members);
  const records = recordsOf(orgs);
  const [declared, list, ...more] = explain(group, streams, sharing, records);
  expect(more).toEqual([]);
  return { declared: declared!, list: list! };
}

describe('one declared customer', () => {
  const declared = (orgs: readonly (string | undefined)[], members?: number) =>
    explained(
      orgs.map(() => [{}, {}]),
      orgs,
      members,
    ).declared;

  test('explains a group of which it declares more than half, each account counted once', () => {
    expect(declared(['acme', 'acme', 'acme', undefined, 'b'])).toEqual({
      explanation: 'one declared customer with many accounts',
      verdict: 'not ruled out',
      figure: '60% of the accounts belong to one declared organisation',
      value: 0.6,
      limit: 0.5,
    });
  });

  test('does not explain one of which it declares half or less', () => {
    expect(declared(['acme', 'acme', undefined, undefined])).toMatchObject({
      verdict: 'ruled out',
      figure: '50% of the accounts belong to one declared organisation',
    });
    expect(declared([undefined, undefined])).toMatchObject({
      verdict: 'ruled out',
      figure: '0% of the accounts belong to one declared organisation',
    });
  });

  test('is one: many small ones explain nothing', () => {
    expect(declared(times(20, i => `org-${i % 5}`))).toMatchObject({ verdict: 'ruled out' });
  });

  test('among accounts of others stands beside them, however few of it are there; one that is most of them explains them all', () => {
    const among = (orgs: readonly (string | undefined)[], members: number) => {
      const { streams } = worldOf(orgs.map(() => [{}, {}]));
      const group = Uint32Array.from(times(2 * members, s => s));
      return [...customerAmong(group, streams, recordsOf(orgs))];
    };
    const others = times(6, () => undefined);
    expect(among(['acme', 'acme', 'acme', ...others], 9)).toEqual([0, 1, 2]);
    expect(among(['acme', ...others, 'acme', 'acme'], 7)).toEqual([0]);
    // Two are no more than what somebody says, and whoever declares many organisations is not excused by all of them.
    expect(among(['acme', 'acme', ...others], 8)).toEqual([]);
    expect(among(['a', 'a', 'a', 'b', 'b', 'b', 'b', ...others], 13)).toEqual([3, 4, 5, 6]);
    expect(among(['acme', 'acme', 'acme', undefined], 4)).toEqual([]);
  });

  test('is of the group, whoever else says so', () => {
    expect(declared(['a', 'b', 'c', 'd', ...new Array(50).fill('acme')], 4)).toMatchObject({
      verdict: 'ruled out',
      figure: '25% of the accounts belong to one declared organisation',
    });
  });
});

describe('one list of prompts', () => {
  const prompts = (numbers: readonly number[]): StreamInput => ({
    // In a stream made by hand every exchange has a body of its own.
    exchanges: numbers.length,
    shows: numbers.map(n => `shared-prompt:${n}`),
  });
  const verdictOf = (accounts: readonly (readonly number[])[], members?: number) =>
    explained(
      accounts.map(numbers => [prompts(numbers)]),
      [],
      members,
    ).list;

  test('explains accounts that each go through all of it', () => {
    expect(verdictOf(times(20, () => times(40, n => n)))).toEqual({
      explanation:
        'independent accounts that go through the same list of prompts (a benchmark, course work, a viral prompt)',
      verdict: 'not ruled out',
      figure: "100% of a typical account's prompts are sent by a fifth of the others too",
      value: 1,
      limit: 0.4,
    });
  });

  test('explains accounts that go through half of it and ask other things besides', () => {
    const own = (account: number) => times(20, n => 1000 + account * 100 + n);
    const accounts = times(20, account => [...times(20, n => (account * 7 + n) % 40), ...own(account)]);
    expect(verdictOf(accounts)).toMatchObject({
      verdict: 'not ruled out',
      figure: expect.stringMatching(/^50%/),
    });
  });

  test('does not explain accounts that a queue gives each a part, though every prompt is sent thrice', () => {
    // 60 accounts and 400 prompts: each account gets twenty, and a prompt three accounts.
    const accounts = times(60, account => times(20, n => (account * 20 + n) % 400));
    expect(verdictOf(accounts)).toMatchObject({ verdict: 'ruled out', figure: expect.stringMatching(/^0%/) });
  });

  test('explains nothing where prompts are all different', () => {
    expect(verdictOf(times(10, account => times(20, n => account * 20 + n)))).toMatchObject({
      verdict: 'ruled out',
      figure: expect.stringMatching(/^0%/),
    });
  });

  test('is of a typical account: a few that go through a list do not explain the others', () => {
    const accounts = times(20, account => times(20, n => (account < 9 ? n : 1000 + account * 20 + n)));
    expect(verdictOf(accounts)).toMatchObject({ verdict: 'ruled out' });
    const most = times(20, account => times(20, n => (account < 11 ? n : 1000 + account * 20 + n)));
    expect(verdictOf(most)).toMatchObject({ verdict: 'not ruled out' });
  });

  test('is sent by a fifth of the group, and not of the others', () => {
    // Everyone in the world sends these prompts, but of the group's 30 only five each.
    const members = times(30, account => times(10, n => Math.floor(account / 5) * 10 + n));
    const rest = times(200, account => times(10, n => ((account % 6) * 10 + n) % 60));
    expect(verdictOf([...members, ...rest], 30)).toMatchObject({ figure: expect.stringMatching(/^0%/) });
    // Of 25 they are a fifth.
    expect(verdictOf([...members.slice(0, 25), ...rest], 25)).toMatchObject({
      figure: expect.stringMatching(/^100%/),
    });
  });

  test('counts a prompt once, in however many streams an account sends it', () => {
    const accounts = times(10, account => [prompts([1, 2]), prompts([1, 2, 100 + account, 200 + account])]);
    // Two prompts of six bodies.
    expect(explained(accounts).list.figure).toMatch(/^33%/);
    // Three send each prompt, in two streams: of twenty-one accounts that is no fifth.
    const threes = times(21, account => [prompts([account % 7]), prompts([account % 7])]);
    expect(explained(threes).list.figure).toMatch(/^0%/);
  });

  test('is a share of what accounts send, whatever they send', () => {
    const account = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 12 }), accounts => {
        const users = (n: number) => accounts.filter(list => list.includes(n)).length;
        const shares = accounts
          .map(
            list => list.filter(n => users(n) >= 3 && users(n) >= accounts.length / 5).length / list.length,
          )
          .sort((a, b) => a - b);
        const typical = shares[shares.length >> 1]!;
        const { verdict, figure, value, limit } = verdictOf(accounts);
        expect(verdict).toBe(typical > 0.4 ? 'not ruled out' : 'ruled out');
        expect(verdict).toBe(value! > limit! ? 'not ruled out' : 'ruled out');
        expect(Math.abs(Number.parseFloat(figure) - typical * 100)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
