import type { Streams } from './streams.ts';

/** Streams with fewer exchanges are judged by what they share alone. */
const FEWEST_EXCHANGES = 5;
const BINS = 10;
/** Streams that are thought to be in all bins together beside those that are. */
const UNSEEN = 5;
/** The bin of a stream of which a figure says nothing. */
export const SILENT = 255;

/** What streams are told apart by: the bin that each is in. */
export interface Figure {
  /** Public, in what a membership is made of. */
  name: string;
  bins: Uint8Array;
  /** By bin: how many streams of all are in it. */
  totals: Float64Array;
}

/**
 * Adds ln P(bin | member) / P(bin | not), smoothed, to the scores of some streams, and gives what each bin adds.
 * @param total by place in `at`, the streams that are scored
 * @param belongs by place in `members`, 0 to 1: how far each is one; wholly, where it is not given
 */
export function add(
  total: Float64Array,
  at: Uint32Array,
  { bins, totals }: Pick<Figure, 'bins' | 'totals'>,
  members: Uint32Array,
  weight: number,
  belongs?: Float64Array,
): Float64Array {
  const inside = new Float64Array(totals.length);
  for (let i = 0; i < members.length; i++) {
    const bin = bins[members[i]!]!;
    if (bin !== SILENT) inside[bin]! += belongs ? belongs[i]! : 1;
  }
  const all = totals.reduce((a, b) => a + b, 0);
  const within = inside.reduce((a, b) => a + b, 0);
  const each = UNSEEN / totals.length;
  const adds = inside.map(
    (n, bin) =>
      weight *
      Math.log((n + each) / (within + UNSEEN) / ((totals[bin]! - n + each) / (all - within + UNSEEN))),
  );
  for (let i = 0; i < at.length; i++) {
    const bin = bins[at[i]!]!;
    if (bin !== SILENT) total[i]! += adds[bin]!;
  }
  return adds;
}

/** Bins of sharing: two an octave up to where most words of a template are shown, then four up to a ratio of 180. */
const FINER = 9;
const RATIOS = 22;

/**
 * Bin of a log-likelihood ratio of sharing. Who asks with a harvest's templates reaches 60 to 80, whoever runs the benchmarks that it
 * asks too 35 to 50: these must not lie in one bin, for they can be as many. Below, and among few, finer bins tell nothing.
 */
export function binOf(value: number): number {
  if (value <= 0) return 0;
  const bin = 2 * Math.log2(1 + value);
  return Math.min(RATIOS - 1, Math.floor(bin < FINER ? bin : 2 * bin - FINER));
}

/** A figure that most streams show nothing of: they are in the first bin, and only the others are gone through. */
export class Sparse implements Figure {
  readonly name: string;
  readonly bins: Uint8Array;
  readonly totals = new Float64Array(RATIOS);
  #others: Uint32Array = new Uint32Array();

  constructor(name: string, count: number) {
    this.name = name;
    this.bins = new Uint8Array(count);
  }

  /** @param at the streams that may be in another bin */
  set(at: Uint32Array, bin: (stream: number) => number): void {
    for (const s of this.#others) this.bins[s] = 0;
    this.#others = at;
    this.totals.fill(0);
    this.totals[0] = this.bins.length - at.length;
    for (const s of at) this.totals[(this.bins[s] = bin(s))]!++;
  }
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
    const totals = new Float64Array(BINS);
    for (const bin of bins) if (bin !== SILENT) totals[bin]!++;
    return { name, bins, totals };
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
