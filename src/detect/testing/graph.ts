import type { Graph } from '../graph.ts';

/**
 * Builds a graph from edges given once each; self-loops and parallel edges are allowed. `edges` is called twice, to
 * count and to fill.
 */
export function graphOf(
  nodes: number,
  edges: (edge: (from: number, to: number, weight: number) => void) => void,
): Graph {
  const start = new Uint32Array(nodes + 1);
  edges((from, to) => {
    start[from + 1]!++;
    start[to + 1]!++;
  });
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!;
  const next = start.slice();
  const ends = new Uint32Array(start[nodes]!);
  const weights = new Float32Array(ends.length);
  edges((from, to, weight) => {
    const a = next[from]!++;
    ends[a] = to;
    weights[a] = weight;
    const b = next[to]!++;
    ends[b] = from;
    weights[b] = weight;
  });
  return { nodes, start, to: ends, weight: weights };
}
