import type { Corpus, Member } from './corpus.ts';
import { at, type Dose } from './dose.ts';
import { Metric, teachingGroups } from './metric.ts';
import { proportions } from './proportions.ts';
import { candidatesOf, type Family } from './scores.ts';
import { type Point, type Space, spaceOf } from './space.ts';

/** What any suspect of the same data group is held against: all prompts, and halves of them. */
export interface MixtureLineup {
  families: Family[];
  whole: Look;
  /** Two and two without a common prompt: what an estimate owes to the prompts that were asked. */
  halves: (Look & { known: Known })[];
}

interface Look {
  space: Space;
  metric: Metric;
}

/** Fits whose truth is known, of each model as if it were the suspect. */
interface Known {
  /** Models that no candidate taught: what they are fitted with is chance. */
  unrelated: { vendors: Set<string>; fit: Float64Array }[];
  /** Snapshots, all of whose answers are their family's: to the others of it, or to all as one that is listed. */
  own: { family: number; isListed: boolean; fit: Float64Array }[];
}

export interface Mixture {
  /** Shares of the suspect's answers, largest first. */
  teachers: { family: string; vendor: string; share: Dose; snapshots: number }[];
  vendors: { vendor: string; share: Dose }[];
  /** What is none of theirs. */
  none: Dose;
  /** What the intervals are made of. */
  known: { unrelated: number; snapshots: number };
}

const SPLITS = 2;

/** The models, compared by all prompts and by halves of them. */
export interface MixtureSpaces {
  whole: Space;
  halves: Space[];
}

export const mixtureSpaces = (corpus: Corpus): MixtureSpaces => ({
  whole: spaceOf(corpus),
  halves: Array.from({ length: 2 * SPLITS }, (_, k) => spaceOf(half(corpus, k >> 1, k & 1))),
});

/** @param isCandidate Whether a family can be a teacher; all, where not given. */
export function mixtureLineup(
  { whole, halves }: MixtureSpaces,
  leftOut: ReadonlySet<string>,
  isCandidate: (family: Family) => boolean = () => true,
): MixtureLineup {
  const { members } = whole.corpus;
  const families = candidatesOf(members).filter(isCandidate);
  const look = (space: Space): Look => ({ space, metric: new Metric(space, leftOut) });
  return {
    families,
    whole: look(whole),
    halves: halves.map(space => ({ ...look(space), known: knownOf(space, families, leftOut) })),
  };
}

/**
 * Which shares of a model's answers each family's own would make up: the proportions for which the families' middles, so mixed, come nearest
 * to the model in the metric (proportions.ts). The fit is drawn by what the model has of nobody listed, and a teacher's snapshot isn't
 * the middle of its family. So the interval: a share t of a known snapshot's answers and 1 − t of a known unrelated model's would be fitted with
 * t s + (1 − t) q, where s and q are what those two are fitted with when they are the suspect. Each such pair, at half the prompts, gives the t at which
 * that is the suspect's fit at the same prompts; the interval is nine tenths of these. s is of each snapshot twice, listed and not: whether the teacher
 * is, nobody knows. Of a family of one snapshot the others' s stand in for the second.
 */
export function mixtureFor({ families, whole, halves }: MixtureLineup, suspect: number): Mixture {
  const among = families.map((_, f) => f);
  const fitAt = ({ space, metric }: Look) => fitOf(space, metric, families, among, metric.member(suspect));
  const fitted = fitAt(whole);
  const atHalves = halves.map(look => ({ ...look, fitted: fitAt(look) }));
  const shareOf = (some: readonly number[]): Dose => {
    const sum = (fit: Float64Array) => some.reduce((total, f) => total + fit[f]!, 0);
    const vendors = new Set(some.map(f => families[f]!.vendor));
    const readings = atHalves.flatMap(({ known, fitted: mine }) => {
      const chance = known.unrelated.filter(one => ![...one.vendors].some(v => vendors.has(v)));
      const own = known.own.filter(({ family }) => some.includes(family));
      const borrowed = own.every(({ isListed }) => isListed) ? known.own.filter(one => !one.isListed) : [];
      // How far a snapshot that isn't listed lies from the others, nobody knows: nor what the share may be.
      if ([...own, ...borrowed].every(({ isListed }) => isListed)) return [];
      const slopes = [...own.map(({ fit }) => sum(fit)), ...borrowed.map(({ family, fit }) => fit[family]!)];
      return chance.flatMap(({ fit }) => slopes.map(slope => reading(sum(mine), sum(fit), slope)));
    });
    return intervalOf(sum(fitted), readings);
  };
  const shares = among.map(f => shareOf([f]));
  const sumOf = (end: keyof Dose) => shares.reduce((total, share) => total + share[end], 0);
  const vendors = [...new Set(among.map(f => families[f]!.vendor))];
  const byShare = (a: { share: Dose }, b: { share: Dose }) =>
    b.share.estimate - a.share.estimate || b.share.low - a.share.low;
  return {
    teachers: among
      .map(f => {
        const { family, vendor, snapshots } = families[f]!;
        return { family, vendor, share: shares[f]!, snapshots: snapshots.length };
      })
      .sort(byShare),
    vendors: vendors
      .map(vendor => ({ vendor, share: shareOf(among.filter(f => families[f]!.vendor === vendor)) }))
      .sort(byShare),
    // Who is unlisted is put to everybody: only what the families surely have, or can't have, bounds the rest.
    none: {
      estimate: rounded(Math.max(0, 1 - sumOf('estimate'))),
      low: rounded(Math.max(0, 1 - sumOf('high'))),
      high: rounded(Math.max(0, 1 - sumOf('low'))),
    },
    known: {
      unrelated: halves[0]!.known.unrelated.length,
      snapshots: halves[0]!.known.own.filter(one => !one.isListed).length,
    },
  };
}

/** From and to which t the mixture t s + (1 − t) q is the fit. A snapshot that is fitted no better than an unrelated model can't say. */
function reading(fit: number, chance: number, slope: number): { from: number; to: number } {
  if (fit <= chance) return { from: 0, to: 0 };
  if (slope <= chance) return { from: 0, to: 1 };
  const share = Math.min(1, (fit - chance) / (slope - chance));
  return { from: share, to: share };
}

function knownOf(space: Space, families: readonly Family[], leftOut: ReadonlySet<string>): Known {
  const { members } = space.corpus;
  const vendorOf = new Map(families.map(({ family, vendor }) => [family, vendor]));
  const known: Known = { unrelated: [], own: [] };
  const teaching = teachingGroups(members);
  const metrics = new Map<string, Metric>();
  members.forEach((member, i) => {
    const { role, group } = member;
    if (role === 'suspect' || leftOut.has(group)) return;
    const vendors = new Set(
      role === 'reference'
        ? [member.vendor ?? member.family!]
        : member.teachers.map(name => vendorOf.get(name) ?? name),
    );
    const others = families.flatMap(({ vendor }, f) => (vendors.has(vendor) ? [] : [f]));
    // Of groups that teach the metric nothing, most controls', one metric does for all.
    const key = teaching.has(group) ? group : '';
    const metric = metrics.get(key) ?? new Metric(space, new Set([...leftOut, group]));
    metrics.set(key, metric);
    known.unrelated.push({ vendors, fit: fitOf(space, metric, families, others, metric.member(i)) });
  });
  const all = families.map((_, f) => f);
  const whole = new Metric(space, leftOut);
  families.forEach(({ snapshots }, f) => {
    for (const i of snapshots) {
      known.own.push({
        family: f,
        isListed: true,
        fit: fitOf(space, whole, families, all, whole.member(i)),
      });
      if (snapshots.length < 2) continue;
      const rest = families.map((family, k) =>
        k === f ? { ...family, snapshots: snapshots.filter(j => j !== i) } : family,
      );
      const corpus = { ...space.corpus, members: asSuspect(members, i) };
      const metric = new Metric({ ...space, corpus }, leftOut);
      known.own.push({ family: f, isListed: false, fit: fitOf(space, metric, rest, all, metric.member(i)) });
    }
  });
  return known;
}

const asSuspect = (members: readonly Member[], i: number): Member[] =>
  members.map((member, k) => (k === i ? { ...member, role: 'suspect' } : member));

/** The fit to the middles of some families; the others' shares are 0. */
function fitOf(
  { size }: Space,
  { gram }: Metric,
  families: readonly Family[],
  among: readonly number[],
  { row }: Point,
): Float64Array {
  const mean = (of: (member: number) => number, f: number) => {
    const { snapshots } = families[f]!;
    return snapshots.reduce((sum, i) => sum + of(i), 0) / snapshots.length;
  };
  const products = Float64Array.from({ length: among.length ** 2 }, (_, k) => {
    const [a, b] = [among[Math.floor(k / among.length)]!, among[k % among.length]!];
    return mean(i => mean(j => gram[i * size + j]!, b), a);
  });
  const found = proportions(
    products,
    Float64Array.from(among, f => mean(i => row[i]!, f)),
  );
  const out = new Float64Array(families.length);
  among.forEach((f, k) => {
    out[f] = found[k]!;
  });
  return out;
}

/** Half of the prompts, the same whenever it is asked; `side` says which. */
function half(corpus: Corpus, split: number, side: number): Corpus {
  const order = corpus.prompts.map((_, p) => p).sort((a, b) => scattered(a, split) - scattered(b, split));
  const middle = order.length >> 1;
  // One prompt has no halves.
  const chosen = order.length < 2 ? order : side ? order.slice(middle) : order.slice(0, middle);
  return {
    ...corpus,
    prompts: chosen.map(p => corpus.prompts[p]!),
    promptTokens: chosen.map(p => corpus.promptTokens[p]!),
    members: corpus.members.map(member => ({ ...member, answers: chosen.map(p => member.answers[p]!) })),
  };
}

function scattered(place: number, split: number): number {
  let hash = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(split + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The estimate is of the interval in any case; without anything known the interval is all there is. */
const intervalOf = (estimate: number, readings: readonly { from: number; to: number }[]): Dose => ({
  estimate: rounded(estimate),
  low: readings.length
    ? rounded(
        Math.min(
          estimate,
          at(
            readings.map(({ from }) => from),
            0.05,
          ),
        ),
      )
    : 0,
  high: readings.length
    ? rounded(
        Math.max(
          estimate,
          at(
            readings.map(({ to }) => to),
            0.95,
          ),
        ),
      )
    : 1,
});

const rounded = (n: number): number => Math.round(n * 1000) / 1000;
