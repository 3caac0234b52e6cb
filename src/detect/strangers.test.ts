import { describe, expect, test } from 'vitest';
import type { Campaign } from './document.ts';
import { type Asked, strangersOf } from './strangers.ts';

const DAY = 86_400;
const UNTIL = 45 * DAY;
const [HARVESTS, OTHERS] = [1n, 2n];
const WAY = 7n;

interface One {
  exchanges?: number;
  made?: number;
  way?: bigint;
  since?: number;
}

/** A harvest of some accounts, and what each asks with its templates (50 of 100 by default, from the first day, in one way). */
function harvest(accounts: One[], { outside = 100, templates = false, operators = 1 } = {}) {
  const names = accounts.map((_, i) => `a${i}`);
  const by: Asked['by'] = new Map();
  for (const [i, { made = 50, way = WAY, since = 0 }] of accounts.entries())
    by.set(names[i]!, [
      { repertoire: OTHERS, way: BigInt(100 + i), n: 30, first: 0 },
      ...(made ? [{ repertoire: HARVESTS, way, n: made, first: since }] : []),
    ]);
  // The other operators' accounts, of other campaigns that were found.
  for (let i = accounts.length; i < operators * accounts.length; i++)
    by.set(`a${i}`, [{ repertoire: HARVESTS, way: WAY, n: 50, first: 0 }]);
  const others = 50 * (by.size - accounts.length);
  const all = new Map([
    [HARVESTS, accounts.reduce((sum, { made = 50 }) => sum + made, outside + others)],
    [OTHERS, 1e6],
  ]);
  const campaign = {
    accounts: accounts.map(({ exchanges = 100 }, i) => ({
      account: names[i]!,
      exchanges,
      role: 'harvester',
      membership: 1,
    })),
    ...(templates && { templates }),
  } as Campaign;
  return [...strangersOf(campaign, { by, all, until: UNTIL })];
}

const many = (n: number, one: One = {}) => new Array<One>(n).fill(one);

describe('of a harvest that everything shows', () => {
  test('whoever asks with none of its templates is no part of it', () => {
    expect(harvest([...many(50), { made: 0 }, { made: 12 }, { made: 30 }])).toEqual(['a50', 'a51']);
  });

  test('nor where several operators share them, and none makes half of what is asked with them', () => {
    expect(harvest([...many(50), { made: 0 }], { operators: 3 })).toEqual(['a50']);
  });

  test('but who sends little may have asked with none', () => {
    expect(harvest([...many(50), { made: 0, exchanges: 10 }])).toEqual([]);
    expect(harvest([...many(50), { made: 0, exchanges: 15 }])).toEqual(['a50']);
  });

  test('and who has a life of its own need not harvest more', () => {
    expect(harvest([...many(50), { made: 40, exchanges: 5000 }])).toEqual([]);
  });

  test('or has just begun', () => {
    expect(harvest([...many(50), { made: 5, exchanges: 100, since: 42 * DAY }])).toEqual([]);
    expect(harvest([...many(50), { made: 5, exchanges: 100 }])).toEqual(['a50']);
  });

  test('where many are strangers, only who is seen to ask as much as a third of what is usual belongs', () => {
    const pool = [...many(50), ...many(30, { made: 0 }), { made: 3, exchanges: 10 }, { made: 20 }];
    expect(harvest(pool)).toEqual([...many(30).map((_, i) => `a${50 + i}`), 'a80']);
  });

  test('nobody is a stranger where it has no templates of its own', () => {
    // Others ask as much with them.
    expect(harvest([...many(50), ...many(5, { made: 0 })], { outside: 3000 })).toEqual([]);
    // A few of its accounts have some.
    expect(harvest([...many(10), ...many(50, { made: 0 })])).toEqual([]);
    expect(harvest(many(60, { made: 0 }))).toEqual([]);
  });
});

describe('of a harvest that templates show', () => {
  const templates = true;

  test('who asked with them once or twice is no part of it, though it did so yesterday', () => {
    const seldom = many(2, { made: 2, exchanges: 2, since: 44 * DAY });
    expect(harvest([...many(50, { exchanges: 50 }), ...seldom], { templates })).toEqual(['a50', 'a51']);
  });

  test('nor who asks less and in another way', () => {
    const evaluators = many(2, { made: 20, exchanges: 20, way: 9n });
    expect(harvest([...many(50, { exchanges: 50 }), ...evaluators], { templates })).toEqual(['a50', 'a51']);
    // A harvest may have several ways, or one for each account.
    const other = many(2, { made: 45, exchanges: 45, way: 9n });
    expect(harvest([...many(50, { exchanges: 50 }), ...other], { templates })).toEqual([]);
    const own = many(50).map((_, i) => ({ exchanges: 50, made: i % 2 ? 50 : 25, way: BigInt(i) }));
    expect(harvest(own, { templates })).toEqual([]);
  });

  test('where each harvests a little, chance says nothing', () => {
    const thin = [3, 4, 5, 6, 7, 8, 9].flatMap(made => many(8, { made, exchanges: made }));
    expect(harvest([...thin, { made: 1, exchanges: 1 }], { templates })).toEqual([]);
  });
});

test('a pace of nothing is no division by nothing', () => {
  expect(harvest(many(9, { since: UNTIL }))).toEqual([]);
});
