import { expect, it } from 'vitest';
import { traitsView } from '../../../../testing/views.ts';
import { matrixOf } from '../traits/matrix.ts';
import { graphOf } from './drawn.ts';
import { infrastructureOf } from './groups.ts';
import { placeNames } from './labels.ts';
import { forcesOf, placesOf, settle } from './settle.ts';

const now = async () => undefined;

it('comes to lie the same way each time, and no circle on another', async () => {
  const matrix = matrixOf(traitsView(3000));
  const graph = graphOf(matrix, await infrastructureOf(matrix, now), () => '#000000');
  const [once, again] = [forcesOf(graph), forcesOf(graph)];
  const steps = [...settle(once)].length;
  for (const _ of settle(again));
  expect(steps).toBeLessThan(700);
  const places = placesOf(once);
  expect(placesOf(again)).toEqual(places);
  const nodes = graph.nodes().map((node, i) => ({
    x: places[2 * i]!,
    y: places[2 * i + 1]!,
    size: graph.getNodeAttribute(node, 'size'),
  }));
  const width = Math.max(...nodes.map(({ x }) => x)) - Math.min(...nodes.map(({ x }) => x));
  const on = nodes.filter((a, i) =>
    nodes.some((b, j) => j < i && (Math.hypot(a.x - b.x, a.y - b.y) / width) * 700 < a.size + b.size),
  );
  expect(width).toBeGreaterThan(0);
  expect(on).toEqual([]);
});

it('draws values that are written alike as what they are: two', async () => {
  const view = traitsView(60);
  const of = view.traits.find(({ family }) => family === 'client')!;
  for (const one of view.traits) if (one.trait === of.trait) one.value = of.value;
  const matrix = matrixOf(view);
  expect(new Set(matrix.columns.map(({ key }) => key)).size).toBe(matrix.columns.length);
  const shared = await infrastructureOf(matrix, now);
  expect(graphOf(matrix, shared, () => '#000000').order).toBeGreaterThan(shared.groups.length);
});

it('puts names beside circles and never on each other, the heaviest first', () => {
  const size = { width: 700, height: 500 };
  const names = Array.from({ length: 300 }, (_, i) => ({
    text: `name ${i}`,
    wide: 60 + (i % 7) * 12,
    high: 11,
    x: 20 + ((i * 7919) % 660),
    y: 20 + ((i * 104_729) % 460),
    radius: 3 + (i % 10),
  }));
  const placed = placeNames(names, names, size);
  expect(placed[0]!.text).toBe('name 0');
  expect(placed.length).toBeGreaterThan(20);
  const on = placed.filter((a, i) =>
    placed.some(
      (b, j) =>
        j < i &&
        a.left < b.left + b.wide &&
        b.left < a.left + a.wide &&
        Math.abs(a.middle - b.middle) < (a.high + b.high) / 2,
    ),
  );
  expect(on).toEqual([]);
  for (const { left, wide, middle } of placed)
    expect([left >= 0, left + wide <= size.width, middle > 0, middle < size.height]).toEqual([
      true,
      true,
      true,
      true,
    ]);
});
