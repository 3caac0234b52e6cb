import type { Group } from './link.ts';
import type { Sharing } from './sharing.ts';
import { Showing } from './showing.ts';
import type { Streams } from './streams.ts';

/** Streams with fewer exchanges are judged by what they share alone. */
const FEWEST_EXCHANGES = 5;
const ROUNDS = 5;
const BINS = 10;
/** Features of behaviour hang together; each counts for this share of itself. */
const DAMPING = 0.5;

export interface Membership {
  /** Ascending streams with a posterior of at least one half. */
  group: Group;
  /** Posterior of each stream of the group, in its order. */
  posterior: Float64Array;
}

/**
 * Who belongs: a two-class naive Bayes over all streams, a group against the rest, learnt and applied in turns until
 * it stands. A community's edges are drawn by modularity, which cares little for single accounts; here each is
 * asked whether it shares what the members share and is used as they are. What a stream shares is scored without
 * the stream's own share in it.
 */
export class Refiner {
  readonly #streams: Streams;
  readonly #sharing: Sharing;
  readonly #features: Uint8Array[];
  /** Streams by value. */
  readonly #all: Uint32Array;
  readonly #showing: Showing;

  constructor(streams: Streams, sharing: Sharing) {
    this.#streams = streams;
    this.#sharing = sharing;
    this.#features = behaviour(streams);
    this.#all = new Uint32Array(sharing.values);
    for (const v of sharing.value) this.#all[v]!++;
    this.#showing = new Showing(streams, sharing);
  }

  /**
   * With `sharing` alone a group may be tested for how its accounts are used: nobody was chosen for it. Who belongs to
   * a group that stood its tests is judged by `behaviour` too.
   */
  refine(start: Group, by: 'sharing' | 'behaviour'): Membership {
    const { count } = this.#streams;
    let member = new Uint8Array(count);
    for (const s of start) member[s] = 1;
    let logOdds = new Float64Array(count);
    for (let round = 0; round < ROUNDS; round++) {
      logOdds = this.#score(member, by === 'behaviour');
      const next = Uint8Array.from(logOdds, odds => (odds >= 0 ? 1 : 0));
      const settled = next.every((m, s) => m === member[s]);
      member = next;
      if (settled || !member.includes(1)) break;
    }
    const group: number[] = [];
    for (let s = 0; s < count; s++) if (member[s]) group.push(s);
    return {
      group: Uint32Array.from(group),
      posterior: Float64Array.from(group, s => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logOdds[s]!))))),
    };
  }

  /** Posterior log-odds of every stream. */
  #score(member: Uint8Array, withBehaviour: boolean): Float64Array<ArrayBuffer> {
    const { start, value, values } = this.#sharing;
    const { count } = this.#streams;
    const users = new Uint32Array(values);
    let inside = 0;
    for (let s = 0; s < count; s++) {
      if (!member[s]) continue;
      inside++;
      for (let e = start[s]!; e < start[s + 1]!; e++) users[value[e]!]!++;
    }
    const outside = count - inside;
    // The ratio that a value gives a stream that is not, or is, a member itself.
    const ratios = [new Float64Array(values), new Float64Array(values)] as const;
    for (let v = 0; v < values; v++) {
      if (users[v] === 0) continue;
      const others = this.#all[v]! - users[v]!;
      ratios[0][v] = Math.log((users[v]! + 0.5) / (inside + 1) / ((others - 0.5) / outside));
      ratios[1][v] = Math.log((users[v]! - 0.5) / inside / ((others + 0.5) / (outside + 1)));
    }
    // What a stream's exchanges show, on average: many signs count for more than one, being busy does not.
    const shown = this.#showing.sums(ratios, member);
    const total = new Float64Array(count).fill(Math.log(inside / Math.max(1, outside)));
    for (const scores of shown) add(total, binned(scores), member, 1);
    if (withBehaviour) for (const bins of this.#features) add(total, bins, member, DAMPING);
    return total;
  }
}

/** Adds ln P(bin | member) / P(bin | not) to every stream, smoothed; bin 255 says nothing. */
function add(total: Float64Array, bins: Uint8Array, member: Uint8Array, weight: number): void {
  const counts = [new Float64Array(BINS).fill(0.5), new Float64Array(BINS).fill(0.5)] as const;
  const sums = [BINS / 2, BINS / 2];
  for (let s = 0; s < bins.length; s++) {
    if (bins[s] === 255) continue;
    counts[member[s]! as 0 | 1][bins[s]!]!++;
    sums[member[s]!]!++;
  }
  for (let s = 0; s < bins.length; s++) {
    const bin = bins[s]!;
    if (bin === 255) continue;
    total[s]! += weight * Math.log(counts[1][bin]! / sums[1]! / (counts[0][bin]! / sums[0]!));
  }
}

/** Log-likelihood ratios of sharing, in two bins an octave. */
function binned(values: Float64Array): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let s = 0; s < values.length; s++)
    if (values[s]! > 0) bins[s] = Math.min(BINS - 1, Math.floor(2 * Math.log2(1 + values[s]!)));
  return bins;
}

/** How each stream is used, each figure cut at its tenths over all streams. */
function behaviour(streams: Streams): Uint8Array[] {
  const { count, exchanges: n } = streams;
  const figure = (of: (s: number) => number) => {
    const values = Float64Array.from({ length: count }, (_, s) =>
      n[s]! < FEWEST_EXCHANGES ? Number.NaN : of(s),
    );
    const sorted = values.filter(value => !Number.isNaN(value)).sort();
    const cuts = Array.from(
      { length: BINS - 1 },
      (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)]!,
    );
    return Uint8Array.from(values, value =>
      Number.isNaN(value) ? 255 : cuts.filter(cut => value >= cut).length,
    );
  };
  return [
    figure(s => n[s]!),
    figure(s => n[s]! / streams.activeDays[s]!),
    figure(s => streams.burstiness[s]!),
    figure(s => n[s]! / streams.sittings[s]!),
    figure(s => streams.standalone[s]! / n[s]!),
    figure(s => streams.logOutput[s]! / n[s]!),
    figure(s => (streams.last[s]! - streams.first[s]!) / n[s]!),
  ];
}
