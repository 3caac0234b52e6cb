import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bipartite } from './graph.ts';
import { graphOf } from './testing/graph.ts';

const edge = fc.record({ column: fc.nat(5), weight: fc.integer({ min: 1, max: 9 }) });

test('has every edge from both of its ends, in the order of the rows', () => {
  fc.assert(
    fc.property(fc.array(fc.array(edge, { maxLength: 6 }), { maxLength: 8 }), fc.nat(5), (rows, room) => {
      const nodes = rows.length + 6;
      const most = rows.flat().length + room;
      const graph = bipartite(nodes, rows.length, most, (row, add) => {
        for (const { column, weight } of rows[row]!) add(rows.length + column, weight);
      });
      const expected = graphOf(nodes, add => {
        rows.forEach((row, i) => {
          for (const { column, weight } of row) add(i, rows.length + column, weight);
        });
      });
      expect(graph).toEqual(expected);
    }),
  );
});
