/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Knuth's for small means, in parts for large ones: a sum of Poisson counts is one. */
export function poisson(uniform: () => number, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 30) {
    const limit = Math.exp(-Math.min(30, left));
    for (let product = uniform(); product > limit; product *= uniform()) count++;
  }
  return count;
}

/** `n` draws from a mix (shares that sum to 1), as counts. */
export function multinomial(uniform: () => number, n: number, mix: readonly number[]): number[] {
  const counts = mix.map(() => 0);
  for (let i = 0; i < n; i++) {
    let at = uniform();
    let k = 0;
    while (k < mix.length - 1 && at >= mix[k]!) at -= mix[k++]!;
    counts[k]!++;
  }
  return counts;
}
