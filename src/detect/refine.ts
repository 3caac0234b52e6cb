import { families } from '../traits/index.ts';
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
/** Words that so many of the members use, and so much more often than others, are theirs in common. */
const COMMON = 0.05;
const TELLING = Math.log(10);
const CONTENT = families.indexOf('content');
/** Log-odds by words alone, below which nobody is a member of a campaign. */
const STRANGE = -Math.log(20);
/** A member that belongs by less than this, by behaviour alone, is set apart. */
const APART = 0.5;
const MIXING = 20;

export interface Membership {
  /** Ascending streams with a posterior of at least one half. */
  group: Group;
  /** Posterior of each stream of the group, in its order. */
  posterior: Float64Array;
}

/** Those of the members whose stream passes. */
export function partOf({ group, posterior }: Membership, passes: (stream: number) => boolean): Membership {
  const at = [...group.keys()].filter(i => passes(group[i]!));
  return {
    group: Uint32Array.from(at, i => group[i]!),
    posterior: Float64Array.from(at, i => posterior[i]!),
  };
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
  readonly #showing: Showing;

  constructor(streams: Streams, sharing: Sharing) {
    this.#streams = streams;
    this.#sharing = sharing;
    this.#features = behaviour(streams);
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

  /**
   * Of a group, who is used as most of it is: the rest share what it shares and are used as everyone else is, like a
   * company whose prompt and client were copied. A mixture of two by behaviour alone, of which one, everyone else, is
   * known; by expectation and maximisation (Dempster, Laird & Rubin 1977).
   */
  alike(members: Membership): { alike: Membership; apart: Membership } {
    const { group } = members;
    const { count } = this.#streams;
    const belongs = new Float64Array(count);
    for (const s of group) belongs[s] = 1;
    let share = 0.5;
    for (let round = 0; round < MIXING; round++) {
      const logOdds = new Float64Array(count).fill(Math.log(share / (1 - share)));
      for (const bins of this.#features) add(logOdds, bins, belongs, DAMPING);
      let sum = 0;
      for (const s of group) sum += belongs[s] = 1 / (1 + Math.exp(-logOdds[s]!));
      share = Math.min(sum + 0.5, group.length) / (group.length + 0.5);
    }
    const kept = new Uint8Array(count);
    for (const s of group) kept[s] = belongs[s]! >= APART ? 1 : 0;
    // Beside people, whoever says too little to be told from them may be one.
    if (group.some(s => kept[s] === 0)) for (const s of group) if (this.#features[0]![s] === 255) kept[s] = 0;
    return { alike: partOf(members, s => kept[s] === 1), apart: partOf(members, s => kept[s] === 0) };
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
      const others = this.#showing.streams(v) - users[v]!;
      ratios[0][v] = Math.log((users[v]! + 0.5) / (inside + 1) / ((others - 0.5) / outside));
      ratios[1][v] = Math.log((users[v]! - 0.5) / inside / ((others + 0.5) / (outside + 1)));
    }
    // What a stream's exchanges show, on average: many signs count for more than one, being busy does not.
    const shown = this.#showing.sums(ratios, member);
    const prior = Math.log(inside / Math.max(1, outside));
    const total = new Float64Array(count).fill(prior);
    for (const scores of shown) add(total, binned(scores), member, 1);
    if (!withBehaviour) return total;
    // Who shares no more than a stranger does not belong, however it is used: every cron job is steady. Nor does who asks
    // for nothing of what nearly all ask for: programs of one data centre are much alike.
    const words = this.#wordsInCommon(member, users, ratios);
    const strangers = total.map((odds, s) => Number(odds <= prior || words[s]! < STRANGE));
    for (const bins of this.#features) add(total, bins, member, DAMPING);
    return total.map((odds, s) => (strangers[s] ? Math.min(odds, -1) : odds));
  }

  /** Log-odds, from even ones, by whether a stream shows any of the words that a good part of the members use. */
  #wordsInCommon(
    member: Uint8Array,
    users: Uint32Array,
    ratios: readonly [Float64Array, Float64Array],
  ): Float64Array {
    const enough = COMMON * member.reduce((sum, m) => sum + m, 0);
    const theirs = (own: 0 | 1) =>
      ratios[own].map((ratio, v) => Number(ratio >= TELLING && users[v]! - own >= enough));
    const shown = this.#showing.sums([theirs(0), theirs(1)], member)[CONTENT]!;
    const odds = new Float64Array(this.#streams.count);
    add(odds, Uint8Array.from(shown, Math.sign), member, 1);
    return odds;
  }
}

/** Adds ln P(bin | member) / P(bin | not) to every stream, smoothed; bin 255 says nothing. `member`: 0 to 1. */
function add(total: Float64Array, bins: Uint8Array, member: ArrayLike<number>, weight: number): void {
  const counts = [new Float64Array(BINS).fill(0.5), new Float64Array(BINS).fill(0.5)] as const;
  const sums: [number, number] = [BINS / 2, BINS / 2];
  for (let s = 0; s < bins.length; s++) {
    if (bins[s] === 255) continue;
    counts[1][bins[s]!]! += member[s]!;
    counts[0][bins[s]!]! += 1 - member[s]!;
    sums[1] += member[s]!;
    sums[0] += 1 - member[s]!;
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
