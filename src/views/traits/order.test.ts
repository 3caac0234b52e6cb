import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusteredOrder } from './order.ts';

const rowsOf = (cells: Uint8Array, width: number, order: Uint32Array) =>
  Array.from(order, row => Buffer.from(cells.subarray(row * width, (row + 1) * width)).toString('hex'));
/** Bits that differ between rows that are next to each other. */
const jumps = (cells: Uint8Array, width: number, order: Uint32Array) => {
  let sum = 0;
  for (let i = 1; i < order.length; i++)
    for (let byte = 0; byte < width; byte++) {
      let bits = cells[order[i]! * width + byte]! ^ cells[order[i - 1]! * width + byte]!;
      for (; bits; bits &= bits - 1) sum++;
    }
  return sum;
};

test('every row is there once, and those that are the same are together', () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }))
    .map(([width, kinds]) => ({
      width,
      cells: Uint8Array.from(
        kinds.flatMap(kind => Array.from({ length: width }, (_, i) => (kind * 37 * (i + 1)) & 255)),
      ),
    }));
  fc.assert(
    fc.property(matrix, ({ width, cells }) => {
      const order = clusteredOrder(cells, width);
      expect([...order].sort((a, b) => a - b)).toEqual([...Array(cells.length / width).keys()]);
      const seen = new Set<string>();
      let last = '';
      for (const row of rowsOf(cells, width, order)) {
        if (row !== last) expect(seen.has(row)).toBe(false);
        seen.add(row);
        last = row;
      }
      expect(clusteredOrder(cells, width)).toEqual(order);
    }),
  );
});

test('three groups that were mixed come apart, and noise changes little of it', () => {
  const width = 4;
  const groups = [0x0f0f0000, 0x0000f0f1, 0x70700002];
  const cells = new Uint8Array(300 * width);
  const view = new DataView(cells.buffer);
  for (let i = 0; i < 300; i++) view.setUint32(i * width, groups[i % 3]! ^ (i % 7 === 0 ? 1 << (i % 32) : 0));
  const order = clusteredOrder(cells, width);
  const changes = Array.from(order).filter((row, i) => i > 0 && row % 3 !== order[i - 1]! % 3).length;
  expect(changes).toBeLessThanOrEqual(8);
  expect(jumps(cells, width, order)).toBeLessThan(jumps(cells, width, order.slice().sort()) / 10);
});

test('25,000 rows of 96 take well under a second', () => {
  const cells = Uint8Array.from({ length: 25_000 * 12 }, (_, i) => Math.imul(i + 1, 2_654_435_761) >>> 24);
  const started = performance.now();
  const order = clusteredOrder(cells, 12);
  expect(order).toHaveLength(25_000);
  // About 60 ms on an idle core.
  expect(performance.now() - started).toBeLessThan(3000);
});

test('there may be no rows, or no columns', () => {
  expect(clusteredOrder(new Uint8Array(0), 2)).toHaveLength(0);
  expect(clusteredOrder(new Uint8Array(0), 0)).toHaveLength(0);
});
