import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Matrix, shareOf } from './matrix.ts';
import { worldOf } from './testing/world.ts';

/** Twelve accounts, of which every third has two streams; of 20 exchanges each. */
const { streams } = worldOf(Array.from({ length: 12 }, (_, i) => (i % 3 ? [{}] : [{}, {}])));
const PHRASE = 4; // too common above a tenth of the accounts
const NETWORK = 10;

type Entry = readonly [stream: number, value: number, uses: number];

function matrixOf(trait: number[], entries: readonly Entry[], cuts: readonly number[]) {
  const matrix = new Matrix(streams, Uint8Array.from(trait));
  let from = 0;
  for (const to of [...cuts, streams.count]) {
    for (const [stream, value, uses] of entries)
      if (stream >= from && stream < to) matrix.add(stream, value, uses);
    matrix.endSlice(from, to);
    from = to;
  }
  return matrix.done();
}

const entries = fc
  .uniqueArray(fc.tuple(fc.nat(streams.count - 1), fc.nat(9)), { selector: String, maxLength: 80 })
  .chain(list =>
    fc.tuple(fc.constant(list), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 80, maxLength: 80 })),
  )
  .map(([list, uses]) => list.map(([s, v], i): Entry => [s, v, uses[i]!]));

test('holds what was added, by stream and sorted by value, however it was sliced', () => {
  const trait = new Array<number>(10).fill(NETWORK);
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: streams.count - 1 }), (list, cut) => {
      const whole = matrixOf(trait, list, []);
      expect(matrixOf(trait, [...list].reverse(), [cut])).toEqual(whole);
      for (let s = 0; s < streams.count; s++) {
        const [from, to] = [whole.start[s]!, whole.start[s + 1]!];
        const values = whole.value.subarray(from, to);
        expect([...values]).toEqual([...values].sort((a, b) => a - b));
        const wanted = list.filter(([stream]) => stream === s).map(([, , uses]) => shareOf(uses, 20));
        expect([...whole.share.subarray(from, to)].sort()).toEqual(wanted.sort());
      }
      const users = new Map<number, Set<number>>();
      for (const [s, v] of list) users.set(v, (users.get(v) ?? new Set()).add(streams.account[s]!));
      expect([...whole.accounts]).toEqual([...users.values()].map(set => set.size).sort((a, b) => a - b));
    }),
  );
});

test('values are numbered by who uses them, whatever they were numbered before', () => {
  const trait = new Array<number>(10).fill(NETWORK);
  fc.assert(
    fc.property(
      entries,
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 }),
      (list, other) => {
        const renamed = list.map(([s, v, uses]): Entry => [s, other[v]!, uses]);
        expect(matrixOf(trait, renamed, [5])).toEqual(matrixOf(trait, list, [5]));
      },
    ),
  );
});

test('a value that is too common for its trait is left out', () => {
  const list = Array.from({ length: streams.count }, (_, s) => [
    [s, 0, 1] as const,
    [s, 1, 1] as const,
  ]).flat();
  const { values, trait, value, start } = matrixOf([PHRASE, NETWORK], list, [7]);
  expect([values, ...trait]).toEqual([1, NETWORK]);
  expect([...value]).toEqual(new Array(streams.count).fill(0));
  expect(start[streams.count]).toBe(streams.count);
});

test('values whose users and uses add up alike are told apart', () => {
  // Streams 1, 6 and 11 lie evenly: once, three times and once add up as twice, once and twice do.
  const uses = [
    [1, 3, 1],
    [2, 1, 2],
  ];
  const list = (order: readonly [number, number]) =>
    order.flatMap((v, i) => [0, 5, 10].map((s, k): Entry => [s, v, uses[i]![k]!]));
  const trait = [NETWORK, NETWORK];
  expect(matrixOf(trait, list([1, 0]), [])).toEqual(matrixOf(trait, list([0, 1]), []));
});
