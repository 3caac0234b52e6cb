import { describe, expect, test } from 'vitest';
import type { Campaign, Role, Verdict } from './document.ts';
import type { Found } from './found.ts';
import type { Seen } from './part.ts';
import { together } from './together.ts';

/** Accounts by number: from up to but without to. */
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `a${from + i}`);

function found(
  verdict: Verdict,
  accounts: string[],
  error_bound = 1e-4,
  bystanders: string[] = [],
): Campaign {
  const role: Role = verdict === 'harvesting' ? 'harvester' : 'bystander';
  const as = (role: Role) => (account: string) => ({ account, membership: 1, role, exchanges: 5 });
  return {
    id: '',
    verdict,
    error_bound,
    accounts: [...accounts.map(as(role)), ...bystanders.map(as('bystander'))],
    exchanges: 100,
    input_tokens: 0,
    output_tokens: 0,
    first_seen: '2026-04-01T00:00:00.000Z',
    last_seen: '2026-04-02T00:00:00.000Z',
    models: {},
    capabilities: {},
    evidence: [],
    activity: [],
    explanations: [],
  };
}

/** As a part tells it: a stream an account. */
const told = (campaign: Campaign, parts: Campaign[] = []): Found => ({
  campaign,
  parts,
  streams: harvesters(campaign).map(account => BigInt(account.slice(1))),
  without: strangers =>
    told({
      ...campaign,
      accounts: campaign.accounts.map(one =>
        strangers.has(one.account) ? { ...one, role: 'bystander' as const, because: 'asks-otherwise' } : one,
      ),
    }),
});

const seen = (campaigns: Campaign[], explained: string[][] = []): Seen => ({
  found: campaigns.map(one => told(one)),
  explained,
  cleared: new Set(),
  groupsTested: 10,
  prior: 1,
  nearestMiss: null,
});

const harvesters = ({ accounts }: Campaign) =>
  accounts.filter(({ role }) => role === 'harvester').map(({ account }) => account);

describe('a campaign that both show', () => {
  test('is told once, with the better bound, as everything shows it where that is of the same accounts', () => {
    const [everything, templates] = [
      found('harvesting', range(0, 100), 1e-3),
      found('harvesting', range(0, 95), 1e-7),
    ];
    const { campaigns, streams } = together(seen([everything]), seen([templates]));
    expect(campaigns).toEqual([{ ...everything, error_bound: 1e-7 }]);
    expect(streams.map(({ length }) => length)).toEqual([100]);
  });

  test('as templates show it, where many whom everything took in do not ask as it does', () => {
    const asked = found('harvesting', range(0, 42));
    const withStrangers = (n: number) => {
      const campaign = found('harvesting', range(0, 64));
      for (const one of campaign.accounts.slice(64 - n))
        Object.assign(one, { role: 'bystander', because: 'asks-otherwise' });
      return campaign;
    };
    const told = (n: number) => together(seen([withStrangers(n)]), seen([asked])).campaigns;
    expect(told(22)).toEqual([asked]);
    expect(told(7)).toEqual([asked]);
    // Of a few it is said that they are strangers, and everything tells the rest.
    expect(told(6)).toEqual([withStrangers(6)]);
  });

  test('or as everything shows it without those who should be seen in what templates show, and are not', () => {
    const sends = (campaign: Campaign, exchanges: (account: number) => number) => ({
      ...campaign,
      accounts: campaign.accounts.map((one, i) => ({ ...one, exchanges: exchanges(i) })),
    });
    const asked = sends(found('harvesting', range(0, 96), 1e-6), () => 40);
    const unsure = { account: 'a96', membership: 0.8, role: 'bystander', because: 'uncertain' } as const;
    asked.accounts.push({ ...unsure, exchanges: 40 });
    const all = (n: number, others = 116) =>
      sends(found('harvesting', range(0, n), 1e-5), i => (i < 97 ? 116 : i < 99 ? others : 10));
    const strangers = ({ accounts }: Campaign) => accounts.flatMap(one => (one.because ? [one.account] : []));
    const { campaigns, streams } = together(seen([all(100)]), seen([asked]));
    // 96 asks with the templates, though not surely as they do; 99 sends too little to tell, but strangers were taken in.
    expect(strangers(campaigns[0]!)).toEqual(['a97', 'a98', 'a99']);
    expect(strangers(together(seen([all(100, 10)]), seen([asked])).campaigns[0]!)).toEqual([]);
    expect(harvesters(campaigns[0]!)).toEqual(range(0, 97));
    expect(streams).toEqual([harvesters(campaigns[0]!).map(account => BigInt(account.slice(1)))]);
    expect(campaigns[0]).toMatchObject({ error_bound: 1e-6 });
    // Many are a pool's customers, whose requests lie among the harvest's.
    expect(
      together(seen([all(150, 116)].map(one => sends(one, () => 116))), seen([asked])).campaigns[0],
    ).toEqual({ ...asked, error_bound: 1e-6 });
    // But what stands by what everything shows alone may be a part of it.
    const inherits = { ...asked, error_bound: 1e-5 };
    const whole = sends(found('harvesting', range(0, 150), 1e-5), () => 116);
    expect(together(seen([whole]), seen([inherits])).campaigns).toEqual([whole]);
  });

  test('as templates show it where hardly anything of what its accounts send is asked with them', () => {
    const sends = (exchanges: number, bound: number) => {
      const campaign = found('harvesting', range(0, 100), bound);
      return { ...campaign, accounts: campaign.accounts.map(one => ({ ...one, exchanges })) };
    };
    const told = (asked: number) => together(seen([sends(1000, 1e-6)]), seen([sends(asked, 1e-5)])).campaigns;
    expect(told(60)).toEqual([{ ...sends(60, 1e-5), error_bound: 1e-6 }]);
    expect(told(500)).toEqual([sends(1000, 1e-6)]);
  });

  test('is the better established one where they are not of the same accounts', () => {
    const wide = found('harvesting', range(0, 250), 5e-3);
    const narrow = found('harvesting', range(0, 120), 1e-6);
    expect(together(seen([wide]), seen([narrow])).campaigns).toEqual([narrow]);
    expect(together(seen([narrow]), seen([wide])).campaigns).toEqual([narrow]);
  });

  test('is not what templates take in around one that everything alone established', () => {
    const narrow = found('harvesting', range(0, 120), 1e-6);
    const inherits = found('harvesting', range(0, 210), 1e-6);
    expect(together(seen([narrow]), seen([inherits])).campaigns).toEqual([narrow]);
  });
});

test('each that only one of them shows is told, the best established first', () => {
  const [one, other] = [found('harvesting', range(0, 50), 1e-3), found('harvesting', range(50, 90), 1e-5)];
  const { campaigns, groupsTested } = together(seen([one]), seen([other]));
  expect(campaigns).toEqual([other, one]);
  expect(groupsTested).toBe(20);
});

test('of a harvest through a pool, the others of the pool are bystanders', () => {
  const pool = found('pooled-access', range(0, 250), 1e-3);
  const harvest = found('harvesting', range(0, 120), 1e-5, range(120, 122));
  const { campaigns } = together(seen([pool]), seen([harvest]));
  expect(campaigns).toHaveLength(1);
  expect(harvesters(campaigns[0]!)).toEqual(range(0, 120));
  expect(campaigns[0]!.accounts).toHaveLength(250);
  expect(campaigns[0]!.accounts.filter(({ because }) => because === 'pool')).toHaveLength(128);
});

test('what is explained by all that its accounts send is no campaign for a part of that', () => {
  const harvest = found('harvesting', range(0, 100));
  expect(together(seen([], [range(0, 60)]), seen([harvest])).campaigns).toEqual([]);
  expect(together(seen([], [range(0, 50)]), seen([harvest])).campaigns).toEqual([harvest]);
  // A few that are explained are not all.
  expect(together(seen([], [range(0, 8)]), seen([harvest])).campaigns).toEqual([harvest]);
});

test('operators that everything tells apart stay apart', () => {
  const apart = [found('harvesting', range(0, 60)), found('harvesting', range(60, 120))];
  expect(together(seen(apart), seen([found('harvesting', range(0, 120), 1e-9)])).campaigns).toEqual(apart);
});

test('what everything shows is told as the whole that templates show, where it is parts of that', () => {
  const pieces = [found('harvesting', range(0, 90), 1e-7), found('harvesting', range(50, 140), 1e-4)];
  const whole = found('harvesting', range(0, 250), 1e-6);
  const by = (parts: Campaign[]) =>
    together(seen(pieces), { ...seen([]), found: [told(whole, parts)] }).campaigns;
  expect(by(pieces)).toEqual([{ ...whole, error_bound: 1e-7 }]);
  // An operator of its own is no part.
  expect(by(pieces.slice(1))).toEqual(pieces);
});
