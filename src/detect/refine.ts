import { families } from '../traits/index.ts';
import type { Because } from './document.ts';
import { add, behaviour, binned, type Figure, SILENT } from './figures.ts';
import type { Group } from './link.ts';
import { type Part, Reasons } from './reasons.ts';
import type { Sharing } from './sharing.ts';
import { Showing } from './showing.ts';
import type { Streams } from './streams.ts';

const ROUNDS = 5;
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
  /** Of each stream, what its posterior is made of: their sum is its log-odds. */
  why?: Reasons;
  /** Of streams that were set apart: the log-odds of being used as the others of their group are. */
  setApart?: Reasons;
  /** Why they are no members, where that is not how they are used. */
  because?: Because;
}

/** What streams score, and what that is made of. */
interface Score {
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

  constructor(streams: Streams, sharing: Sharing) {
    this.#streams = streams;
    this.#sharing = sharing;
    this.#features = behaviour(streams);
    this.#showing = new Showing(streams, sharing);
  }

  /**
   * With `sharing` alone a group may be tested for how its accounts are used: nobody was chosen for it. Who belongs to
   * a group that stood its tests is judged by `behaviour` too. `closed`: nobody joins it.
   */
  refine(start: Group, by: 'sharing' | 'behaviour', closed = false): Membership {
    const { count } = this.#streams;
    let member = new Uint8Array(count);
    for (const s of start) member[s] = 1;
    const first = member;
    let score: Score;
    let round = 0;
    let settled: boolean;
    do {
      score = this.#score(member, by === 'behaviour');
      const next = Uint8Array.from(score.logOdds, (odds, s) => (odds >= 0 && !(closed && !first[s]) ? 1 : 0));
      settled = next.every((m, s) => m === member[s]);
      member = next;
    } while (++round < ROUNDS && !settled && member.includes(1));
    const { logOdds, prior, parts } = score;
    const group: number[] = [];
    for (let s = 0; s < count; s++) if (member[s]) group.push(s);
    return {
      group: Uint32Array.from(group),
      // Beyond 30 a posterior is 1 to twelve digits; what it is made of is kept as it is.
      posterior: Float64Array.from(group, s => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logOdds[s]!))))),
      why: Reasons.of(group, prior, parts),
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
    let prior = 0;
    let parts: Part[] = [];
    for (let round = 0; round < MIXING; round++) {
      prior = Math.log(share / (1 - share));
      const logOdds = new Float64Array(count).fill(prior);
      parts = this.#features.map(figure => ({
        ...figure,
        adds: add(logOdds, figure.bins, belongs, DAMPING),
      }));
      let sum = 0;
      for (const s of group) sum += belongs[s] = 1 / (1 + Math.exp(-logOdds[s]!));
      share = Math.min(sum + 0.5, group.length) / (group.length + 0.5);
    }
    const kept = new Uint8Array(count);
    for (const s of group) kept[s] = belongs[s]! >= APART ? 1 : 0;
    // Beside people, whoever says too little to be told from them may be one.
    if (group.some(s => kept[s] === 0))
      for (const s of group) if (this.#features[0]!.bins[s] === SILENT) kept[s] = 0;
    const asked = { ...members, setApart: Reasons.of(group, prior, parts) };
    return { alike: partOf(members, s => kept[s] === 1), apart: partOf(asked, s => kept[s] === 0) };
  }

  /** Posterior log-odds of every stream. */
  #score(member: Uint8Array, withBehaviour: boolean): Score {
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
    const parts: Part[] = families.map((name, family) => {
      const bins = binned(shown[family]!);
      return { name, bins, adds: add(total, bins, member, 1) };
    });
    if (!withBehaviour) return { logOdds: total, prior, parts };
    // Who shares no more than a stranger does not belong, however it is used: every cron job is steady. Nor does who asks
    // for nothing of what nearly all ask for: programs of one data centre are much alike.
    const words = this.#wordsInCommon(member, users, ratios);
    const strangers = total.map((odds, s) => Number(odds <= prior || words[s]! < STRANGE));
    for (const figure of this.#features)
      parts.push({ ...figure, adds: add(total, figure.bins, member, DAMPING) });
    // Who is held under 0 so is no member: of members, the parts add up.
    const logOdds = total.map((odds, s) => (strangers[s] ? Math.min(odds, -1) : odds));
    return { logOdds, prior, parts };
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
