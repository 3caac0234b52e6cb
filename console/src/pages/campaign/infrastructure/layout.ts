import type Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

/** How long of each frame is spent, in milliseconds: of 16 it leaves most for everything else. */
const SLICE = 6;
/** Drawn after so many slices, and at the end. */
const DRAWN = 10;

/**
 * Lays a graph out, a few steps a frame, so that nothing else waits. Not in a worker: the console's policy for scripts
 * (`trusted-types 'none'`) lets no page start one. The same graph comes to lie the same way.
 *
 * @param each when it should be drawn
 * @returns stops it
 */
export function layOut(graph: Graph, steps: number, each: () => void): () => void {
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    barnesHutOptimize: graph.order > 400,
    gravity: 0.6,
    scalingRatio: 14,
    edgeWeightInfluence: 0.4,
    slowDown: 4,
  };
  let left = steps;
  let slices = 0;
  let asked = 0;
  const slice = () => {
    const until = performance.now() + SLICE;
    // The steps of one call share what is made of the graph for them.
    while (left > 0 && performance.now() < until) {
      const some = Math.min(2, left);
      forceAtlas2.assign(graph, { iterations: some, settings });
      left -= some;
    }
    if (left === 0 || slices++ % DRAWN === 0) each();
    if (left > 0) asked = requestAnimationFrame(slice);
  };
  asked = requestAnimationFrame(slice);
  return () => cancelAnimationFrame(asked);
}
