/** Values from `from` up to the next bin's. */
export interface Bin {
  from: number;
  to: number;
  pairs: number;
}

/** How values are spread, in bins of a width; from 0 on both ways, so that bins of two tests are the same. */
export function binsOf(values: readonly number[], width: number): Bin[] {
  if (values.length === 0) return [];
  const places = values.map(value => Math.floor(value / width));
  const first = places.reduce((a, b) => Math.min(a, b));
  const last = places.reduce((a, b) => Math.max(a, b));
  const bins = Array.from({ length: last - first + 1 }, (_, k) => ({
    from: (first + k) * width,
    to: (first + k + 1) * width,
    pairs: 0,
  }));
  for (const place of places) bins[place - first]!.pairs++;
  return bins;
}

/** A scale from values to pixels. */
export const scaleOf =
  ([from, to]: readonly [number, number], [left, right]: readonly [number, number]) =>
  (value: number): number =>
    left + ((value - from) / (to - from || 1)) * (right - left);

/** Round numbers between two, eight at most. */
export function ticksOf(from: number, to: number): number[] {
  const rough = (to - from) / 8 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find(n => n * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
