import type Graph from 'graphology';
import iterate from 'graphology-layout-forceatlas2/iterate.js';

// ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679) step by step, on arrays that go to a worker and come back. When
// it ends depends on where things lie and never on time: the same graph comes to lie the same way, wherever it is laid out.

/** Numbers a node and an edge, as the package's `iterate` has them. */
const [NODE, EDGE] = [10, 3];
/** Where in a node its mass stands, and its size. */
const [MASS, SIZE] = [6, 8];
/** Sizes are in pixels of a picture so wide. */
const PICTURE = 600;
/** Steps at most. */
const MOST = 600;
/** Settled: the mean step is less than so much of the whole's width, so many times running. */
const [STILL, RUNNING] = [4e-4, 10];

export interface Forces {
  nodes: Float32Array<ArrayBuffer>;
  edges: Float32Array<ArrayBuffer>;
}

/** Of a graph whose nodes have x, y and size, and its edges a weight. Nodes in the graph's order. */
export function forcesOf(graph: Graph): Forces {
  const nodes = new Float32Array(graph.order * NODE);
  const edges = new Float32Array(graph.size * EDGE);
  const place = new Map<string, number>();
  graph.forEachNode((node, { x, y, size }) => {
    const at = place.size * NODE;
    place.set(node, at);
    nodes.set([x, y], at);
    nodes.set([1, 1, size], at + MASS);
  });
  let at = 0;
  graph.forEachEdge((_edge, { weight }, source, target) => {
    const ends = [place.get(source)!, place.get(target)!];
    for (const end of ends) nodes[end + MASS]! += weight;
    edges.set([...ends, weight], at);
    at += EDGE;
  });
  return { nodes, edges };
}

/** Where each node lies: x and y in turns. */
export function placesOf({ nodes }: Pick<Forces, 'nodes'>): Float32Array<ArrayBuffer> {
  const places = new Float32Array((nodes.length / NODE) * 2);
  for (let i = 0; i < places.length; i++) places[i] = nodes[(i >> 1) * NODE + (i & 1)]!;
  return places;
}

/** One step each time it is asked, in place, until it is settled: first the whole, then circles that lie on each other move apart. */
export function* settle(forces: Forces): Generator<undefined, void> {
  yield* until(forces, false, MOST);
  const unit = widthOf(placesOf(forces)) / PICTURE;
  for (let at = SIZE; at < forces.nodes.length; at += NODE) forces.nodes[at]! *= unit;
  yield* until(forces, true, MOST / 4);
}

function* until({ nodes, edges }: Forces, adjustSizes: boolean, most: number): Generator<undefined, void> {
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes,
    edgeWeightInfluence: 0.4,
    scalingRatio: 14,
    strongGravityMode: true,
    gravity: 0.6,
    slowDown: 4,
    barnesHutOptimize: nodes.length / NODE > 400,
    barnesHutTheta: 0.5,
  };
  let still = 0;
  let before = placesOf({ nodes });
  for (let step = 0; step < most && still < RUNNING; step++) {
    iterate(settings, nodes, edges);
    const now = placesOf({ nodes });
    still = moved(before, now) < STILL ? still + 1 : 0;
    before = now;
    yield;
  }
}

/** The mean step, as a part of the width of all. */
function moved(before: Float32Array, now: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < now.length; i += 2)
    sum += Math.hypot(now[i]! - before[i]!, now[i + 1]! - before[i + 1]!);
  return sum / (now.length / 2) / (widthOf(now) || 1);
}

function widthOf(places: Float32Array): number {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    least = Math.min(least, places[i]!);
    most = Math.max(most, places[i]!);
  }
  return most - least;
}
