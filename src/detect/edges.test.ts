import { expect, test } from 'vitest';
import { Edges } from './edges.ts';
import type { Graph } from './graph.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

const degree = ({ start }: Graph, node: number) => start[node + 1]! - start[node]!;
const weight = (graph: Graph, node: number) =>
  Array.from(graph.weight.subarray(graph.start[node]!, graph.start[node + 1]!)).reduce((a, b) => a + b, 0);
const everyone = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

/** Three accounts that share `shared`, among others that share nothing. */
const among = (shared: StreamInput['shows'], others = 17) =>
  worldOf([
    ...Array.from({ length: 3 }, (): StreamInput[] => [{ shows: shared! }]),
    ...Array.from({ length: others }, (): StreamInput[] => [{}]),
  ]);

test('a value links the streams that show it, by its rarity', () => {
  const { streams, sharing } = among(['shared-network:a']);
  const graph = new Edges(streams, sharing).graph(everyone(20), 20);
  expect(graph.nodes).toBe(21);
  expect(degree(graph, 20)).toBe(3);
  expect(weight(graph, 0)).toBeCloseTo(Math.log(20 / 3), 5);
  expect(degree(graph, 3)).toBe(0);
});

test('what half of the exchanges show weighs less, as the root of their share', () => {
  const { streams, sharing } = among({ 'shared-network:a': 0.5 });
  const graph = new Edges(streams, sharing).graph(everyone(20), 20);
  expect(weight(graph, 0)).toBeCloseTo(Math.log(20 / 3) * Math.SQRT1_2, 5);
});

test('a family weighs little more than its heaviest value, and families add up', () => {
  const phrases = Array.from({ length: 16 }, (_, i) => `shared-phrase:${i}`);
  const { streams, sharing } = among([...phrases, 'shared-network:a']);
  const graph = new Edges(streams, sharing).graph(everyone(20), 20);
  expect(weight(graph, 0)).toBeCloseTo(Math.log(20 / 3) * (2 + 1), 4);
});

test('a stream brings the 64 heaviest values of a family, and all of another', () => {
  const shows = Object.fromEntries([
    ...Array.from({ length: 100 }, (_, i) => [`shared-phrase:${i}`, i < 10 ? 1 : 0.25] as const),
    ['shared-network:a', 0.1] as const,
  ]);
  const { streams, sharing } = among(shows);
  const edges = new Edges(streams, sharing);
  const graph = edges.graph(everyone(20), 20);
  expect(degree(graph, 0)).toBe(65);
  // The network, the ten phrases that every exchange shows, and of those that a quarter shows as many as there is room for.
  const row = Array.from(graph.weight.subarray(0, 65)).sort((a, b) => b - a);
  expect(row[1]! / row[10]!).toBeCloseTo(1, 5);
  expect(row[10]! / row[11]!).toBeCloseTo(2, 5);
  expect(row[11]! / row[64]!).toBeCloseTo(1, 5);
  // The same again: nothing of a group is left for the next.
  expect(edges.graph(everyone(3), 20)).toEqual(new Edges(streams, sharing).graph(everyone(3), 20));
  expect(edges.graph(everyone(20), 20)).toEqual(graph);
});

test('a value of two in the group, or of more than half, is no node', () => {
  const { streams, sharing } = among(['shared-network:a'], 2);
  const edges = new Edges(streams, sharing);
  expect(edges.graph(everyone(5), 5).nodes).toBe(5);
  expect(edges.graph(Uint32Array.of(0, 1, 3, 4), 10).nodes).toBe(4);
});
