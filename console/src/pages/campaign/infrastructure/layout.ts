import type { Asked, Told } from './layout-worker.ts';
import { type Forces, placesOf, settle } from './settle.ts';
import { startWorker } from './worker.ts';

/** Milliseconds: between two pictures of what still moves; and how much of a frame is spent where there is no worker. */
const [EVERY, SLICE] = [60, 6];

interface Hearing {
  /** Whether what still moves is shown. */
  motion: boolean;
  /** x and y of each node in turns, in the order of the forces. */
  onPlaces: (places: Float32Array, isSettled: boolean) => void;
}

/**
 * Lays a graph out beside the page, or where no worker can be had in slices of the page's own frames. Things come to lie the same way.
 *
 * @returns stops it
 */
export function layOut(forces: Forces, hearing: Hearing): () => void {
  let stop = () => {};
  try {
    const worker = startWorker();
    stop = () => worker.terminate();
    worker.addEventListener('message', ({ data: { places, isSettled } }: MessageEvent<Told>) =>
      hearing.onPlaces(places, isSettled),
    );
    // Its file did not come, or a policy forbids it.
    worker.addEventListener('error', () => {
      worker.terminate();
      stop = inSlices(forces, hearing);
    });
    worker.postMessage({ forces, every: hearing.motion ? EVERY : Infinity } satisfies Asked);
  } catch {
    stop = inSlices(forces, hearing);
  }
  return () => stop();
}

function inSlices(forces: Forces, { motion, onPlaces }: Hearing): () => void {
  const steps = settle(forces);
  let drawn = performance.now();
  const slice = () => {
    const began = performance.now();
    let isSettled = false;
    while (!isSettled && performance.now() - began < SLICE) isSettled = steps.next().done === true;
    if (isSettled || (motion && began - drawn > EVERY)) {
      drawn = began;
      onPlaces(placesOf(forces), isSettled);
    }
    if (!isSettled) asked = requestAnimationFrame(slice);
  };
  let asked = requestAnimationFrame(slice);
  return () => cancelAnimationFrame(asked);
}
