import type { Graph } from './graph.ts';
import { Growing } from './growing.ts';

/**
 * Communities by greedy modularity, level by level (Blondel et al. 2008). Deterministic: nodes are visited in a
 * fixed shuffled order and ties go to the lower community. A node is visited again only when a neighbour has moved away
 * from it (Ozaki, Tezuka & Inaba 2016; as in Leiden): after the first round most have nothing new to weigh. When those have settled, all
 * are asked once more, for a community may have changed without a neighbour in it.
 * @returns the community of each node, numbered from 0, and the modularity reached.
 */
export function louvain(graph: Graph, resolution = 1): { community: Uint32Array; modularity: number } {
  let community = Uint32Array.from({ length: graph.nodes }, (_, i) => i);
  let level = graph;
  for (;;) {
    const { moved, of, count } = settle(level, resolution);
    if (!moved) break;
    community = community.map(c => of[c]!);
    if (count === level.nodes) break;
    level = contract(level, of, count);
  }
  return { community, modularity: modularity(level, resolution) };
}

function degrees(graph: Graph): { degree: Float64Array; total: number } {
  const degree = new Float64Array(graph.nodes);
  let total = 0;
  for (let n = 0; n < graph.nodes; n++) {
    for (let e = graph.start[n]!; e < graph.start[n + 1]!; e++) degree[n]! += graph.weight[e]!;
    total += degree[n]!;
  }
  return { degree, total };
}

function settle(graph: Graph, resolution: number): { moved: boolean; of: Uint32Array; count: number } {
  const { nodes, start, to, weight } = graph;
  const { degree, total } = degrees(graph);
  const of = Uint32Array.from({ length: nodes }, (_, i) => i);
  const sum = degree.slice();
  const toward = new Float64Array(nodes);
  const seen = new Uint32Array(nodes);
  const waiting = new Uint8Array(nodes);
  let full = true;
  let moved = false;
  if (total > 0) {
    const order = shuffled(nodes);
    for (let round = 0; round < 32; round++) {
      if (full) waiting.fill(1);
      let changes = 0;
      for (let i = 0; i < nodes; i++) {
        const n = order[i]!;
        if (waiting[n] === 0) continue;
        waiting[n] = 0;
        const own = of[n]!;
        let candidates = 0;
        for (let e = start[n]!; e < start[n + 1]!; e++) {
          if (to[e] === n) continue;
          const c = of[to[e]!]!;
          if (toward[c] === 0) seen[candidates++] = c;
          toward[c]! += weight[e]!;
        }
        sum[own]! -= degree[n]!;
        const factor = (resolution * degree[n]!) / total;
        let best = own;
        let gain = toward[own]! - factor * sum[own]!;
        for (let k = 0; k < candidates; k++) {
          const c = seen[k]!;
          const shared = toward[c]!;
          toward[c] = 0;
          // Less than the best whatever the size of the community, which lies far off in memory: so are most.
          if (shared <= gain - 1e-12) continue;
          const other = shared - factor * sum[c]!;
          if (other > gain + 1e-12 || (other > gain - 1e-12 && c < best && other > 0)) {
            best = c;
            gain = other;
          }
        }
        toward[own] = 0;
        sum[best]! += degree[n]!;
        if (best === own) continue;
        of[n] = best;
        changes++;
        moved = true;
        for (let e = start[n]!; e < start[n + 1]!; e++) if (of[to[e]!] !== best) waiting[to[e]!] = 1;
      }
      const settled = changes <= nodes / 1000;
      if (settled && full) break;
      full = settled;
    }
  }
  return { moved, ...numbered(of) };
}

/** The same communities, numbered from 0 in the order in which they come. */
function numbered(of: Uint32Array): { of: Uint32Array; count: number } {
  const number = new Int32Array(of.length).fill(-1);
  let count = 0;
  const dense = new Uint32Array(of.length);
  for (let n = 0; n < of.length; n++) {
    if (number[of[n]!] === -1) number[of[n]!] = count++;
    dense[n] = number[of[n]!]!;
  }
  return { of: dense, count };
}

function contract(graph: Graph, of: Uint32Array, count: number): Graph {
  // Nodes by community, then each community's edges summed.
  const start = new Uint32Array(count + 1);
  for (const c of of) start[c + 1]!++;
  for (let c = 0; c < count; c++) start[c + 1]! += start[c]!;
  const members = new Uint32Array(graph.nodes);
  const next = start.slice();
  for (let n = 0; n < graph.nodes; n++) members[next[of[n]!]!++] = n;
  const sums = new Float64Array(count);
  const seen = new Uint32Array(count);
  const newStart = new Uint32Array(count + 1);
  const to = new Growing(Uint32Array);
  const weight = new Growing(Float64Array);
  for (let c = 0; c < count; c++) {
    let neighbours = 0;
    for (let m = start[c]!; m < start[c + 1]!; m++) {
      const n = members[m]!;
      for (let e = graph.start[n]!; e < graph.start[n + 1]!; e++) {
        const d = of[graph.to[e]!]!;
        if (sums[d] === 0) seen[neighbours++] = d;
        sums[d]! += graph.weight[e]!;
      }
    }
    for (let k = 0; k < neighbours; k++) {
      const d = seen[k]!;
      to.push(d);
      weight.push(sums[d]!);
      sums[d] = 0;
    }
    newStart[c + 1] = to.length;
  }
  return { nodes: count, start: newStart, to: to.done(), weight: weight.done() };
}

/** Of the partition in which every node is a community of its own (a contracted graph: its communities). */
function modularity(graph: Graph, resolution: number): number {
  const { degree, total } = degrees(graph);
  if (total === 0) return 0;
  let within = 0;
  let expected = 0;
  for (let n = 0; n < graph.nodes; n++) {
    for (let e = graph.start[n]!; e < graph.start[n + 1]!; e++)
      if (graph.to[e] === n) within += graph.weight[e]!;
    expected += (degree[n]! / total) ** 2;
  }
  return within / total - resolution * expected;
}

function shuffled(n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  let state = 0x9e3779b9;
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 4294967296) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
