import { traitOf } from '../traits/index.ts';
import type { Group } from './link.ts';
import type { Sharing } from './sharing.ts';
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
 * Who belongs: a two-class naive Bayes over all streams, the group against the rest, learnt and applied in turns
 * until it stands. A community's edges are drawn by modularity, which cares little for single accounts; here each
 * is asked whether it shares what the members share and is used as they are. What a stream shares is scored
 * without the stream's own share in it.
 */
export function refine(start: Group, streams: Streams, sharing: Sharing): Membership {
  const features = behaviour(streams);
  let member = new Uint8Array(streams.count);
  for (const s of start) member[s] = 1;
  let logOdds = new Float64Array(streams.count);
  for (let round = 0; round < ROUNDS; round++) {
    logOdds = score(member, streams, sharing, features);
    const next = new Uint8Array(streams.count);
    let changes = 0;
    let size = 0;
    for (let s = 0; s < streams.count; s++) {
      next[s] = logOdds[s]! >= 0 ? 1 : 0;
      size += next[s]!;
      if (next[s] !== member[s]) changes++;
    }
    if (size === 0) break;
    member = next;
    if (changes === 0) break;
  }
  const group: number[] = [];
  for (let s = 0; s < streams.count; s++) if (member[s]) group.push(s);
  return {
    group: Uint32Array.from(group),
    posterior: Float64Array.from(group, s => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logOdds[s]!))))),
  };
}

const families = ['content', 'client', 'network', 'identity'];

function score(
  member: Uint8Array,
  streams: Streams,
  sharing: Sharing,
  features: Uint8Array[],
): Float64Array<ArrayBuffer> {
  let inside = 0;
  for (const m of member) inside += m;
  const outside = streams.count - inside;
  const total = new Float64Array(streams.count).fill(Math.log(inside / Math.max(1, outside)));
  const users = new Uint32Array(sharing.values);
  const all = new Uint32Array(sharing.values);
  for (let s = 0; s < streams.count; s++)
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
      all[sharing.value[e]!]!++;
      if (member[s]) users[sharing.value[e]!]!++;
    }
  const best = families.map(() => new Float64Array(streams.count));
  for (let s = 0; s < streams.count; s++) {
    const own = member[s]!;
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
      const v = sharing.value[e]!;
      const with_ = (users[v]! - own + 0.5) / (inside - own + 1);
      const without = (all[v]! - users[v]! - (1 - own) + 0.5) / (outside - (1 - own) + 1);
      const share = Math.min(1, sharing.uses[e]! / streams.exchanges[s]!);
      const ratio = Math.log(with_ / without) * Math.sqrt(share);
      const family = best[families.indexOf(traitOf.get(sharing.trait[v]!)!.family)]!;
      if (ratio > family[s]!) family[s] = ratio;
    }
  }
  for (const values of best) add(total, binned(values), member, 1);
  for (const bins of features) add(total, bins, member, DAMPING);
  return total;
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

/** Log-likelihood ratios of sharing, in bins of one nat. */
const binned = (values: Float64Array) =>
  Uint8Array.from(values, value => Math.max(0, Math.min(BINS - 1, Math.floor(value))));

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
