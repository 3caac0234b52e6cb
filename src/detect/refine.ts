import { families } from '../traits/index.ts';
import type { Because } from './document.ts';
import { add, behaviour, binOf, type Figure, SILENT, Sparse } from './figures.ts';
import { Growing } from './growing.ts';
import type { Group } from './link.ts';
import { type Part, Reasons } from './reasons.ts';
import type { Sharing } from './sharing.ts';
import { Showing } from './showing.ts';
import type { Streams } from './streams.ts';

const ROUNDS = 5;
/** Many parts of a campaign are refined to it, one after the other. */
const REMEMBERED = 16;
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

/** Posterior from which an account of a harvest is called a harvester: containment must not rest on a guess. */
export const SURE = 0.9;

export interface Membership {
  /** Ascending streams with a posterior of at least one half. */
  group: Group;
  /** Posterior of each stream of the group, in its order. */
  posterior: Float64Array;
  /** Of each stream, what its posterior is made of: their sum is its log-odds. */
  why?: Reasons;
  /** Of streams that were set apart: the log-odds of being used as the others of their group are. */
  setApart?: Reasons;
  /** Why they are no members, where that is not how they are used. */
  because?: Because;
}

/** What streams score that share anything with the members, and what that is made of. All others are no members. */
interface Score {
  /** Ascending. */
  at: Uint32Array;
  logOdds: Float64Array;
  prior: number;
  parts: Part[];
}

/** Those of the members whose stream passes. */
export function partOf(
  { group, posterior, why, setApart }: Membership,
  passes: (stream: number) => boolean,
): Membership {
  const at = [...group.keys()].filter(i => passes(group[i]!));
  return {
    group: Uint32Array.from(at, i => group[i]!),
    posterior: Float64Array.from(at, i => posterior[i]!),
    why: why?.rows(at),
    setApart: setApart?.rows(at),
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
  readonly #features: Figure[];
  readonly #showing: Showing;
  /** By family, and of words in common. */
  readonly #shared: readonly Sparse[];
  readonly #inCommon: Sparse;
  /** Working memory by value that is taken once, for thousands of groups are asked about. */
  readonly #users: Uint32Array;
  readonly #ratios: readonly [Float64Array, Float64Array];
  readonly #theirs: readonly [Float64Array, Float64Array];
  /** What came out last, by sharing alone, and stands. */
  #settled: Membership[] = [];

  constructor(streams: Streams, sharing: Sharing) {
    this.#streams = streams;
    this.#sharing = sharing;
    this.#features = behaviour(streams);
    this.#showing = new Showing(streams, sharing);
    this.#shared = families.map(name => new Sparse(name, streams.count));
    this.#inCommon = new Sparse('words', streams.count);
    this.#users = new Uint32Array(sharing.values);
    const byValue = () => new Float64Array(sharing.values);
    this.#ratios = [byValue(), byValue()];
    this.#theirs = [byValue(), byValue()];
  }

  /**
   * With `sharing` alone a group may be tested for how its accounts are used: nobody was chosen for it. Who belongs to
   * a group that stood its tests is judged by `behaviour` too. `closed`: nobody joins it. What was lately found by sharing is
   * given again, the very same, where it comes out again.
   */
  refine(start: Group, by: 'sharing' | 'behaviour', closed = false): Membership {
    const first = closed ? new Set(start) : undefined;
    let group = start;
    let score: Score;
    let round = 0;
    let settled: boolean;
    const remembers = by === 'sharing' && !closed;
    do {
      score = this.#score(group, by === 'behaviour');
      const { at, logOdds } = score;
      const next = at.filter((s, i) => logOdds[i]! >= 0 && (!first || first.has(s)));
      settled = isSame(next, group);
      group = next;
      const known = remembers && this.#settled.find(({ group }) => isSame(group, next));
      if (known) return this.#remember(known);
    } while (++round < ROUNDS && !settled && group.length > 0);
    const { at, logOdds, prior, parts } = score;
    const posterior = new Float64Array(group.length);
    for (let i = 0, k = 0; k < group.length; i++) {
      if (at[i] !== group[k]) continue;
      // Beyond 30 a posterior is 1 to twelve digits; what it is made of is kept as it is.
      posterior[k++] = 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logOdds[i]!))));
    }
    const members = { group, posterior, why: Reasons.of(group, prior, parts) };
    return settled && remembers ? this.#remember(members) : members;
  }

  /** What was asked for longest ago is forgotten. */
  #remember(members: Membership): Membership {
    this.#settled = [members, ...this.#settled.filter(one => one !== members)].slice(0, REMEMBERED);
    return members;
  }

  /**
   * Of a group, who is used as most of it is: the rest share what it shares and are used as everyone else is, like a
   * company whose prompt and client were copied. A mixture of two by behaviour alone, of which one, everyone else, is
   * known; by expectation and maximisation (Dempster, Laird & Rubin 1977).
   */
  alike(members: Membership): { alike: Membership; apart: Membership } {
    const { group } = members;
    const belongs = new Float64Array(group.length).fill(1);
    let share = 0.5;
    let prior = 0;
    let parts: Part[] = [];
    for (let round = 0; round < MIXING; round++) {
      prior = Math.log(share / (1 - share));
      const logOdds = new Float64Array(group.length).fill(prior);
      parts = this.#features.map(figure => ({
        ...figure,
        adds: add(logOdds, group, figure, group, DAMPING, belongs),
      }));
      let sum = 0;
      for (let i = 0; i < group.length; i++) sum += belongs[i] = 1 / (1 + Math.exp(-logOdds[i]!));
      share = Math.min(sum + 0.5, group.length) / (group.length + 0.5);
    }
    const isApart = Array.from(belongs, share => share < APART);
    // Beside people, whoever says too little to be told from them may be one.
    const tooLittle = isApart.includes(true);
    const apart = new Set(
      group.filter((s, i) => isApart[i] || (tooLittle && this.#features[0]!.bins[s] === SILENT)),
    );
    const asked = { ...members, setApart: Reasons.of(group, prior, parts) };
    return { alike: partOf(members, s => !apart.has(s)), apart: partOf(asked, s => apart.has(s)) };
  }

  /** Posterior log-odds of every stream that shares anything with a group, and of its own. */
  #score(group: Group, withBehaviour: boolean): Score {
    const values = this.#count(group);
    const inside = group.length;
    const outside = this.#streams.count - inside;
    // The ratio that a value gives a stream that is not, or is, a member itself.
    const ratios = this.#ratios;
    for (const v of values) {
      const users = this.#users[v]!;
      const others = this.#showing.streams(v) - users;
      ratios[0][v] = Math.log((users + 0.5) / (inside + 1) / ((others - 0.5) / outside));
      ratios[1][v] = Math.log((users - 0.5) / inside / ((others + 0.5) / (outside + 1)));
    }
    // What a stream's exchanges show, on average: many signs count for more than one, being busy does not.
    const { sums, reached } = this.#showing.sums(values, ratios, group);
    const at = reached.slice().sort();
    const prior = Math.log(inside / Math.max(1, outside));
    const logOdds = new Float64Array(at.length).fill(prior);
    const parts: Part[] = this.#shared.map((figure, family) => {
      figure.set(at, s => binOf(sums[family]![s]!));
      return { name: figure.name, bins: figure.bins, adds: add(logOdds, at, figure, group, 1) };
    });
    if (withBehaviour) {
      // Who shares no more than a stranger does not belong, however it is used: every cron job is steady. Nor does who asks
      // for nothing of what nearly all ask for: programs of one data centre are much alike.
      const words = this.#wordsInCommon(group, values, at);
      const strangers = logOdds.map((odds, i) => Number(odds <= prior || words[i]! < STRANGE));
      for (const figure of this.#features)
        parts.push({ ...figure, adds: add(logOdds, at, figure, group, DAMPING) });
      // Who is held under 0 so is no member: of members, the parts add up.
      for (let i = 0; i < at.length; i++) if (strangers[i]) logOdds[i] = Math.min(logOdds[i]!, -1);
    }
    for (const v of values) this.#users[v] = 0;
    return { at, logOdds, prior, parts };
  }

  /** How many of a group's streams show each value; those that any does, ascending. */
  #count(group: Group): Uint32Array {
    const { start, value } = this.#sharing;
    const values = new Growing(Uint32Array);
    for (const s of group)
      for (let e = start[s]!; e < start[s + 1]!; e++)
        if (this.#users[value[e]!]!++ === 0) values.push(value[e]!);
    return values.done().sort();
  }

  /** Log-odds, from even ones, by whether a stream shows any of the words that a good part of the members use. */
  #wordsInCommon(group: Group, values: Uint32Array, at: Uint32Array): Float64Array {
    const enough = COMMON * group.length;
    for (const own of [0, 1] as const)
      for (const v of values)
        this.#theirs[own][v] = Number(this.#ratios[own][v]! >= TELLING && this.#users[v]! - own >= enough);
    const { sums } = this.#showing.sums(values, this.#theirs, group);
    this.#inCommon.set(at, s => Math.sign(sums[CONTENT]![s]!));
    const odds = new Float64Array(at.length);
    add(odds, at, this.#inCommon, group, 1);
    return odds;
  }
}

const isSame = (one: Group, other: Group) =>
  one.length === other.length && one.every((s, i) => s === other[i]);
