import { type Forces, placesOf, settle } from './settle.ts';

// Lays a graph out beside the page. It is sent the forces once, and tells where things lie until they are settled.

export interface Asked {
  forces: Forces;
  /** Milliseconds between what is told; Infinity: the end alone. */
  every: number;
}

export interface Told {
  places: Float32Array;
  isSettled: boolean;
}

addEventListener('message', ({ data: { forces, every } }: MessageEvent<Asked>) => {
  let told = performance.now();
  for (const _ of settle(forces))
    if (performance.now() - told > every) {
      told = performance.now();
      postMessage({ places: placesOf(forces), isSettled: false } satisfies Told);
    }
  postMessage({ places: placesOf(forces), isSettled: true } satisfies Told);
  close();
});
