import { describe, expect, test } from 'vitest';
import { membersOf, type Profile, profileOf } from './profile.ts';
import { HOURS, SIZES } from './streams.ts';
import { multinomial, normal, poisson, uniforms } from './testing/draws.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

function profiled(accounts: readonly (readonly StreamInput[])[]): Profile {
  const { streams, known } = worldOf(accounts);
  const members = membersOf(
    Uint32Array.from({ length: streams.count }, (_, s) => s),
    streams,
    known,
  );
  return profileOf(
    members,
    Array.from({ length: members.count }, (_, m) => m),
  );
}

const volumes = (counts: readonly number[]) => profiled(counts.map(exchanges => [{ exchanges }])).volume;

describe('how much mixes differ', () => {
  const hours = (mixes: readonly (readonly number[])[], n: (account: number) => number, seed = 1) => {
    const uniform = uniforms(seed);
    return profiled(mixes.map((mix, i) => [{ exchanges: n(i), hours: multinomial(uniform, n(i), mix) }]))
      .hours;
  };
  const day = Array.from({ length: HOURS }, (_, h) => 1 + Math.sin((h / HOURS) * 2 * Math.PI));
  const sum = day.reduce((a, b) => a + b, 0);
  const one = day.map(share => share / sum);

  test.each([5, 20, 100, 1000])('is 0 within noise where all draw from one mix (%i exchanges each)', n => {
    const figures = Array.from({ length: 20 }, (_, seed) =>
      hours(new Array(60).fill(one), () => n, seed + 1),
    );
    const mean = figures.reduce((a, b) => a + b, 0) / figures.length;
    // An account's chance share is 1/n; a group of 60, twenty times over, leaves a small part of it.
    expect(Math.abs(mean)).toBeLessThan(0.1 / n);
    for (const figure of figures) expect(Math.abs(figure)).toBeLessThan(0.3 / n);
  });

  test('is 0 within noise where volumes differ a hundredfold', () => {
    expect(Math.abs(hours(new Array(200).fill(one), i => 5 + (i % 20) * 25))).toBeLessThan(0.003);
  });

  test('is 1 where each has an hour of its own', () => {
    const own = Array.from({ length: HOURS }, (_, i) =>
      Array.from({ length: HOURS }, (_, h) => (h === i ? 1 : 0)),
    );
    expect(hours(own, () => 50)).toBeCloseTo(1, 6);
    expect(hours([...own, ...own, ...own], i => 5 + i)).toBeGreaterThan(0.97);
  });

  test('takes what an account does in several streams together', () => {
    const uniform = uniforms(9);
    const accounts = Array.from({ length: 20 }, () =>
      Array.from({ length: 3 }, () => ({ exchanges: 8, hours: multinomial(uniform, 8, one) })),
    );
    const together = accounts.map(parts => [
      { exchanges: 24, hours: one.map((_, h) => parts.reduce((n, { hours }) => n + hours[h]!, 0)) },
    ]);
    expect(profiled(accounts).hours).toBe(profiled(together).hours);
  });

  test('is the intraclass correlation of a Dirichlet-multinomial', () => {
    const uniform = uniforms(5);
    // Flat over the simplex of ten categories: α = 1 each, so 1/(1 + Σα) = 1/11.
    const sizes = Array.from({ length: 1500 }, () => {
      const raw = Array.from({ length: SIZES }, () => -Math.log(1 - uniform()));
      const total = raw.reduce((a, b) => a + b, 0);
      return multinomial(
        uniform,
        60,
        raw.map(x => x / total),
      );
    });
    const { inputs, outputs } = profiled(sizes.map(counts => [{ exchanges: 60, inputSizes: counts }]));
    expect(inputs).toBeGreaterThan(0.08);
    expect(inputs).toBeLessThan(0.102);
    // All in one category says nothing.
    expect(outputs).toBe(0);
  });
});

describe('how much volumes spread', () => {
  test('is about 0 for Poisson counts', () => {
    const uniform = uniforms(3);
    for (const mean of [20, 100, 1000]) {
      const spread = volumes(Array.from({ length: 400 }, () => poisson(uniform, mean)));
      // Counting alone makes 1/√mean of it.
      expect([mean, spread, Math.abs(spread) < 0.8 / Math.sqrt(mean)]).toEqual([mean, spread, true]);
    }
  });

  test.each([0.3, 1, 2])('is sigma for lognormal volumes, less what the trimmed tenth adds (%f)', sigma => {
    const uniform = uniforms(4);
    const spread = volumes(
      Array.from({ length: 2000 }, () => poisson(uniform, 2000 * Math.exp(sigma * normal(uniform)))),
    );
    // A normal distribution without its tenth farthest out keeps 0.789 of its standard deviation.
    expect(spread / sigma).toBeGreaterThan(0.74);
    expect(spread / sigma).toBeLessThan(0.84);
  });

  test('is below 0 where accounts are more level than counting allows for', () => {
    expect(volumes(new Array(50).fill(100))).toBeCloseTo(-1 / Math.sqrt(100.5), 9);
  });

  test('does not heed a few accounts far out', () => {
    const level = new Array(95).fill(100);
    expect(volumes([...level, 90_000, 90_000, 90_000, 90_000])).toBeCloseTo(
      volumes(new Array(90).fill(100)),
      9,
    );
  });
});

describe('members', () => {
  test('are accounts, of all their streams in the group; those used too little are left out', () => {
    const hour = (h: number, n: number) => Array.from({ length: HOURS }, (_, i) => (i === h ? n : 0));
    const { streams, known } = worldOf([
      [
        { exchanges: 30, hours: hour(3, 30), burstiness: 0.2, sittings: 4, standalone: 30, logOutput: 6 },
        { exchanges: 10, hours: hour(9, 10), burstiness: Number.NaN, sittings: 6, logOutput: 2 },
        { exchanges: 500, hours: hour(23, 500) },
      ],
      [{ exchanges: 2 }, { exchanges: 2 }],
      [{ exchanges: 3 }, { exchanges: 2, burstiness: -0.5 }],
    ]);
    const members = membersOf(Uint32Array.of(0, 1, 3, 4, 5, 6), streams, known);
    expect(members.count).toBe(2);
    expect([...members.exchanges]).toEqual([40, 5]);
    expect([[...members.start], [...members.stream]]).toEqual([
      [0, 2, 4],
      [0, 1, 5, 6],
    ]);
    expect([...members.burstiness]).toEqual([0.2, -0.5]);
    expect([...members.sitting]).toEqual([Math.log(4), Math.log(5 / 2)]);
    expect([...members.standalone]).toEqual([0.75, 0]);
    expect(members.output[0]).toBeCloseTo((30 * 6 + 10 * 2) / 40, 12);
  });

  test('without a figure are passed over in its mean', () => {
    const { burstiness, accounts } = profiled([[{ burstiness: 0.4 }], [{}], [{ burstiness: 0.2 }]]);
    expect(burstiness).toBeCloseTo(0.3, 12);
    expect(accounts).toBe(3);
  });
});

describe('accounts that live briefly, one after the other', () => {
  const DAY = 86_400;
  const living = (days: number, every: number) =>
    profiled(
      Array.from({ length: 40 }, (_, i) => [
        { first: i * every * DAY, last: (i * every + days) * DAY, models: [10, 10] },
      ]),
    );

  test('tell neither by days nor by models whether one queue feeds them', () => {
    for (const { parts, models } of [living(1, 1), living(7, 1)]) expect([parts, models]).toEqual([NaN, NaN]);
  });

  test('and do where they live at the same time, for however short it is, or for long, or nobody can tell yet', () => {
    for (const { parts, models } of [living(1, 0), living(2, 0.1), living(1, 0.3), living(40, 1)])
      for (const figure of [parts, models]) expect(figure).not.toBeNaN();
  });
});
