import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';

// Cedar runs as WebAssembly with a stack of 1 MB. What overflows it (a policy nested hundreds deep) breaks the whole instance:
// every later call fails, of every policy set. limits.ts refuses such policies; this is the second line: a broken instance is
// thrown away, and whoever had policies in it puts them into the next one.

// Node 20's optimising compiler inlines calls into WebAssembly, and ends the process ("unreachable code", in its deoptimiser) when
// it has to undo that during such a call: bench/policy.mjs met it within seconds. A call takes 100 µs; inlining it gains nothing.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

const require = createRequire(import.meta.url);
const PACKAGE = '@cedar-policy/cedar-wasm/nodejs';

let instance: typeof Cedar | undefined;
let broken = 0;

/** Counts instances that broke: where it is another number than before, what was put into Cedar then is gone. */
export const instancesBroken = (): number => broken;

/**
 * Calls Cedar. Throws what Cedar throws, which answers in documents: a throw is a fault of the engine.
 * The first call compiles it (about 100 ms).
 */
export function withCedar<T>(work: (cedar: typeof Cedar) => T): T {
  instance ??= fresh();
  try {
    return work(instance);
  } catch (error) {
    if (breaks(error)) {
      instance = undefined;
      broken++;
    }
    throw error;
  }
}

/** A trap of WebAssembly, or a stack that overflowed under it: the instance is of no use any more. */
export const breaks = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'RuntimeError' || error.name === 'RangeError');

function fresh(): typeof Cedar {
  delete require.cache[require.resolve(PACKAGE)];
  return require(PACKAGE) as typeof Cedar;
}
