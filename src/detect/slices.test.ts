import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slices } from './slices.ts';
import { worldOf } from './testing/world.ts';

const world = (volumes: readonly (readonly number[])[]) =>
  worldOf(volumes.map(list => list.map(exchanges => ({ exchanges })))).streams;

test('every stream is in one slice, accounts are whole, and bounds meet', () => {
  const volumes = fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(volumes, fc.integer({ min: 1, max: 300 }), (list, size) => {
      const streams = world(list);
      const all = [...slices(streams, size)];
      expect(all[0]!.from).toBe(0);
      expect(all[all.length - 1]!.to).toBe(streams.count);
      all.forEach(({ from, to, params }, i) => {
        expect(to).toBeGreaterThan(from);
        const next = all[i + 1];
        expect(params['to']).toBe(next?.params['from']);
        if (!next) return;
        expect(next.from).toBe(to);
        expect(streams.account[to]).not.toBe(streams.account[to - 1]);
        expect(params['to']).toBe(streams.accounts[streams.account[to]!]);
        // As large as was asked for, and no account larger.
        const before = streams.exchanges.subarray(from, to).reduce((a, b) => a + b, 0);
        expect(before).toBeGreaterThanOrEqual(size);
      });
    }),
  );
});

test('one slice has no bounds', () => {
  expect([...slices(world([[3], [4]]), 100)]).toEqual([{ from: 0, to: 2, where: '1', params: {} }]);
});

test('a name that could not be read bounds no slice', () => {
  const streams = world([[10], [10], [10]]);
  streams.accounts[1] = 'acct_\ufffd';
  expect([...slices(streams, 10)].map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 3],
  ]);
});
