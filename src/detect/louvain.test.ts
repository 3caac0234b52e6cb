import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph } from './graph.ts';
import { louvain } from './louvain.ts';
import { uniforms } from './testing/draws.ts';
import { graphOf } from './testing/graph.ts';

type Edge = readonly [from: number, to: number, weight: number];

const graph = (nodes: number, edges: readonly Edge[]): Graph =>
  graphOf(nodes, edge => {
    for (const [from, to, weight] of edges) edge(from, to, weight);
  });

const clique = (from: number, size: number): Edge[] => {
  const edges: Edge[] = [];
  for (let a = from; a < from + size; a++) for (let b = a + 1; b < from + size; b++) edges.push([a, b, 1]);
  return edges;
};

/** Newman's modularity by its definition, from the edges. */
function modularityOf(nodes: number, edges: readonly Edge[], community: ArrayLike<number>, resolution = 1) {
  const degree = new Array<number>(nodes).fill(0);
  let total = 0;
  let within = 0;
  for (const [from, to, weight] of edges) {
    degree[from]! += weight;
    degree[to]! += weight;
    total += 2 * weight;
    if (community[from] === community[to]) within += 2 * weight;
  }
  if (total === 0) return 0;
  const sums = new Map<number, number>();
  for (let n = 0; n < nodes; n++) sums.set(community[n]!, (sums.get(community[n]!) ?? 0) + degree[n]!);
  let expected = 0;
  for (const sum of sums.values()) expected += (sum / total) ** 2;
  return within / total - resolution * expected;
}

const graphs = fc.integer({ min: 1, max: 30 }).chain(nodes =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(
      fc.tuple(
        fc.nat(nodes - 1),
        fc.nat(nodes - 1),
        fc.double({ min: 0.01, max: 10, noNaN: true }).map(Math.fround),
      ),
      { maxLength: 90 },
    ),
  }),
);

test('every edge is there from both of its ends', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const { start, to, weight } = graph(nodes, edges);
      const rows: string[] = [];
      for (let n = 0; n < nodes; n++)
        for (let e = start[n]!; e < start[n + 1]!; e++) rows.push(`${n} ${to[e]} ${weight[e]}`);
      const wanted = edges.flatMap(([a, b, w]) => [`${a} ${b} ${w}`, `${b} ${a} ${w}`]);
      expect(rows.sort()).toEqual(wanted.sort());
    }),
  );
});

test('two cliques joined by an edge are two communities', () => {
  const edges = [...clique(0, 6), ...clique(6, 6), [5, 6, 1] as const];
  const { community, modularity } = louvain(graph(12, edges));
  expect(new Set(community).size).toBe(2);
  for (let n = 0; n < 12; n++) expect(community[n]).toBe(community[n < 6 ? 0 : 6]);
  expect(modularity).toBeCloseTo(60 / 62 - 0.5, 12);
});

test('a ring of cliques comes apart into its cliques, at a resolution that asks for it', () => {
  const edges: Edge[] = [];
  for (let c = 0; c < 12; c++) edges.push(...clique(c * 5, 5), [c * 5, ((c + 1) % 12) * 5 + 1, 1]);
  const { community } = louvain(graph(60, edges));
  expect(new Set(community).size).toBe(12);
  for (let n = 0; n < 60; n++) expect(community[n]).toBe(community[n - (n % 5)]);
  expect(new Set(louvain(graph(60, edges), 0.1).community).size).toBeLessThan(12);
});

test('without an edge every node stays alone', () => {
  expect(louvain(graph(3, []))).toEqual({ community: Uint32Array.of(0, 1, 2), modularity: 0 });
  expect(louvain(graph(0, [])).community).toHaveLength(0);
});

test('every node has a community, numbered from 0 without gaps', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const { community } = louvain(graph(nodes, edges));
      expect(community).toHaveLength(nodes);
      const numbers = new Set(community);
      expect(Math.max(...numbers)).toBe(numbers.size - 1);
    }),
  );
});

// The modularity is worked out on the contracted graph: it agrees with the definition over the graph itself only while
// contracting loses no weight, self-loops and parallel edges included.
test('the modularity given is that of the communities in the graph itself', () => {
  fc.assert(
    fc.property(graphs, fc.double({ min: 0.2, max: 3, noNaN: true }), ({ nodes, edges }, resolution) => {
      const { community, modularity } = louvain(graph(nodes, edges), resolution);
      expect(modularity).toBeCloseTo(modularityOf(nodes, edges, community, resolution), 9);
    }),
  );
});

test('the communities are no worse than none', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const { modularity } = louvain(graph(nodes, edges));
      const alone = Array.from({ length: nodes }, (_, n) => n);
      expect(modularity).toBeGreaterThanOrEqual(modularityOf(nodes, edges, alone) - 1e-9);
    }),
  );
});

test('what has no path between it shares no community', () => {
  fc.assert(
    fc.property(graphs, graphs, (one, other) => {
      const edges = [
        ...one.edges,
        ...other.edges.map(([a, b, w]) => [a + one.nodes, b + one.nodes, w] as const),
      ];
      const { community } = louvain(graph(one.nodes + other.nodes, edges));
      const left = new Set(community.subarray(0, one.nodes));
      for (const c of community.subarray(one.nodes)) expect(left.has(c)).toBe(false);
    }),
  );
});

test('the same graph gives the same communities', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const first = louvain(graph(nodes, edges));
      expect(louvain(graph(nodes, edges))).toEqual(first);
    }),
  );
});

test('planted groups of a bipartite graph are found: accounts left, values right', () => {
  const uniform = uniforms(11);
  const [groups, accounts, values] = [8, 40, 12];
  const left = groups * accounts;
  const groupOf = (account: number) => Math.floor(account / accounts);
  const edges: Edge[] = [];
  for (let a = 0; a < left; a++) {
    for (let i = 0; i < 5; i++)
      edges.push([a, left + groupOf(a) * values + Math.floor(uniform() * values), 1 + uniform()]);
    // A fifth of what an account shares is anybody's.
    edges.push([a, left + Math.floor(uniform() * groups * values), 1 + uniform()]);
  }
  const { community } = louvain(graph(left + groups * values, edges));
  expect(new Set(community).size).toBe(groups);
  let right = 0;
  const majority = new Map<number, number>();
  for (let g = 0; g < groups; g++) {
    const counts = new Map<number, number>();
    for (let a = g * accounts; a < (g + 1) * accounts; a++)
      counts.set(community[a]!, (counts.get(community[a]!) ?? 0) + 1);
    const [c, n] = [...counts].sort((x, y) => y[1] - x[1])[0]!;
    majority.set(c, g);
    right += n;
  }
  expect(majority.size).toBe(groups);
  expect(right / left).toBeGreaterThan(0.98);
});
