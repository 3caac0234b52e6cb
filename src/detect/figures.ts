import type { Streams } from './streams.ts';

/** Streams with fewer exchanges are judged by what they share alone. */
const FEWEST_EXCHANGES = 5;
const BINS = 10;
/** The bin of a stream of which a figure says nothing. */
export const SILENT = 255;

/** What streams are told apart by: the bin that each is in. */
export interface Figure {
  /** Public, in what a membership is made of. */
  name: string;
  bins: Uint8Array;
}

/**
 * Adds ln P(bin | member) / P(bin | not) to every stream, smoothed, and gives what each bin adds.
 * @param member 0 to 1.
 */
export function add(
  total: Float64Array,
  bins: Uint8Array,
  member: ArrayLike<number>,
  weight: number,
): Float64Array {
  const counts = [new Float64Array(BINS).fill(0.5), new Float64Array(BINS).fill(0.5)] as const;
  const sums: [number, number] = [BINS / 2, BINS / 2];
  for (let s = 0; s < bins.length; s++) {
    if (bins[s] === SILENT) continue;
    counts[1][bins[s]!]! += member[s]!;
    counts[0][bins[s]!]! += 1 - member[s]!;
    sums[1] += member[s]!;
    sums[0] += 1 - member[s]!;
  }
  const adds = counts[1].map(
    (inside, bin) => weight * Math.log(inside / sums[1]! / (counts[0][bin]! / sums[0]!)),
  );
  for (let s = 0; s < bins.length; s++) if (bins[s] !== SILENT) total[s]! += adds[bins[s]!]!;
  return adds;
}

/** Log-likelihood ratios of sharing, in two bins an octave. */
export function binned(values: Float64Array): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let s = 0; s < values.length; s++)
    if (values[s]! > 0) bins[s] = Math.min(BINS - 1, Math.floor(2 * Math.log2(1 + values[s]!)));
  return bins;
}

/** How each stream is used, each figure cut at its tenths over all streams. */
export function behaviour(streams: Streams): Figure[] {
  const { count, exchanges: n } = streams;
  const figure = (name: string, of: (s: number) => number) => {
    const values = Float64Array.from({ length: count }, (_, s) =>
      n[s]! < FEWEST_EXCHANGES ? Number.NaN : of(s),
    );
    const sorted = values.filter(value => !Number.isNaN(value)).sort();
    const cuts = Array.from(
      { length: BINS - 1 },
      (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)]!,
    );
    const bins = Uint8Array.from(values, value =>
      Number.isNaN(value) ? SILENT : cuts.filter(cut => value >= cut).length,
    );
    return { name, bins };
  };
  return [
    figure('volume', s => n[s]!),
    figure('daily-volume', s => n[s]! / streams.activeDays[s]!),
    figure('gaps', s => streams.burstiness[s]!),
    figure('sittings', s => n[s]! / streams.sittings[s]!),
    figure('standalone', s => streams.standalone[s]! / n[s]!),
    figure('answer-length', s => streams.logOutput[s]! / n[s]!),
    figure('spacing', s => (streams.last[s]! - streams.first[s]!) / n[s]!),
  ];
}
