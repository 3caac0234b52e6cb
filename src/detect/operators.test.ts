import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operatorsIn } from './operators.ts';
import { uniforms } from './testing/draws.ts';
import { worldOf } from './testing/world.ts';

interface Queue {
  accounts: number;
  templates: readonly string[];
  /** Of each account. */
  exchanges?: number;
}

/** Others' accounts, so that what a queue asks is rare. */
const OTHERS = Array.from({ length: 2000 }, () => [{}]);

/** Accounts that each get requests of their queue by chance: made with one of its templates, and of prompts that others get too. */
function fed(seed: number, ...queues: Queue[]) {
  const uniform = uniforms(seed);
  const pick = (n: number) => Math.floor(uniform() * n);
  const accounts = queues.flatMap(({ accounts, templates, exchanges = 60 }) =>
    Array.from({ length: accounts }, () => {
      const uses: Record<string, number> = {};
      for (let i = 0; i < exchanges; i++)
        for (const words of [
          `shared-opening:${templates[pick(templates.length)]}`,
          `shared-prompt:${pick(500)}`,
        ])
          uses[words] = (uses[words] ?? 0) + 1 / exchanges;
      return [{ exchanges, shows: uses }];
    }),
  );
  const world = worldOf([...accounts, ...OTHERS]);
  const whole = Uint32Array.from({ length: accounts.length }, (_, s) => s);
  return operatorsIn(whole, world).map(part => [part[0]!, part.length]);
}

const templates = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);
const own = (name: string, count = 6) => ({ accounts: 40, templates: templates(name, count) });
const seeds = fc.integer({ min: 1, max: 1e6 });

test('one queue is one operator, whatever share of each template chance gives to an account', () => {
  const queue = fc.record({
    accounts: fc.integer({ min: 8, max: 80 }),
    templates: fc.integer({ min: 1, max: 30 }).map(count => templates('q', count)),
    exchanges: fc.integer({ min: 5, max: 120 }),
  });
  fc.assert(
    fc.property(seeds, queue, (seed, queue) => {
      expect(fed(seed, queue)).toEqual([]);
    }),
  );
});

describe('operators are told apart', () => {
  test('that have nothing in common', () => {
    fc.assert(
      fc.property(seeds, seed => {
        expect(fed(seed, own('a'), own('b'), own('c'))).toEqual([
          [0, 40],
          [40, 40],
          [80, 40],
        ]);
      }),
      { numRuns: 30 },
    );
  });

  test('that have a fifth of their templates and all prompts in common', () => {
    const [a, b] = [own('a', 8), own('b', 8)].map(queue => ({
      ...queue,
      templates: [...queue.templates, ...templates('both', 2)],
    }));
    fc.assert(
      fc.property(seeds, seed => {
        expect(fed(seed, a!, b!)).toEqual([
          [0, 40],
          [40, 40],
        ]);
      }),
      { numRuns: 30 },
    );
  });

  test('of different size', () => {
    expect(fed(1, { ...own('a'), accounts: 200 }, { ...own('b'), accounts: 60 })).toEqual([
      [0, 200],
      [200, 60],
    ]);
  });
});

describe('nobody is told apart', () => {
  test('by what is asked once or twice', () => {
    // Each queue has far more templates than an account sends requests.
    expect(fed(1, { ...own('a', 400), exchanges: 20 }, { ...own('b', 400), exchanges: 20 })).toEqual([]);
  });

  test('where the others are too few to be an operator', () => {
    expect(fed(1, own('a'), { ...own('b'), accounts: 3 })).toEqual([]);
    expect(fed(1, { ...own('a'), accounts: 200 }, { ...own('b'), accounts: 20 })).toEqual([]);
  });

  test('where a large part asks for nothing again', () => {
    expect(fed(1, own('a'), own('b'), { ...own('c', 400), exchanges: 20 })).toEqual([]);
  });
});
