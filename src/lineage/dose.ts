import type { Metric } from './metric.ts';
import { type Family, toCentre } from './scores.ts';
import { mixtureOf, type Point, type Space } from './space.ts';

/** A share of answers, and how far it may be off. */
export interface Dose {
  estimate: number;
  low: number;
  high: number;
}

export interface DoseCurve {
  dose: Dose;
  /** The cosine that each share gives: the middle one of the simulated mixtures, and the range of nine tenths of them. */
  curve: { share: number; score: number; low: number; high: number }[];
  /** The suspect's. */
  score: number;
  mixtures: number;
}

const SHARES = [0, 0.1, 0.2, 0.3, 0.5, 0.75, 1];

/**
 * Which share of the teacher's own answers, mixed into an unrelated model's, comes as close to the middle of the teacher's snapshots as the
 * suspect does. A curve for each unrelated model (host) and each snapshot, as many as `most`; the interval is nine tenths of the curves'. A
 * student never writes word for word as its teacher does, and the snapshot that is mixed in is part of the middle: the estimate is
 * rather less than the share of its training.
 *
 * @returns null where no unrelated model is known.
 */
export function doseOf(
  space: Space,
  metric: Metric,
  suspect: Point,
  family: Family,
  hosts: readonly number[],
  most: { hosts: number; snapshots: number },
): DoseCurve | null {
  const chosen = evenly(hosts, most.hosts);
  if (chosen.length === 0) return null;
  const score = toCentre(suspect, family, metric);
  const curves = evenly(family.snapshots, most.snapshots).flatMap(snapshot =>
    chosen.map(host =>
      SHARES.map(share => toCentre(metric.point(mixtureOf(space, host, snapshot, share)), family, metric)),
    ),
  );
  const shares = curves.map(curve => crossing(curve, score));
  const quantile = (part: number) => Math.round(at(shares, part) * 1000) / 1000;
  return {
    dose: { estimate: quantile(0.5), low: quantile(0.05), high: quantile(0.95) },
    curve: SHARES.map((share, k) => {
      const scores = curves.map(curve => curve[k]!);
      return { share, score: at(scores, 0.5), low: at(scores, 0.05), high: at(scores, 0.95) };
    }),
    score,
    mixtures: curves.length,
  };
}

/** Where a curve, made to rise, first comes to a value. */
export function crossing(curve: readonly number[], value: number): number {
  let before = curve[0]!;
  if (value <= before) return 0;
  for (let k = 1; k < curve.length; k++) {
    const next = Math.max(before, curve[k]!);
    if (value <= next)
      return SHARES[k - 1]! + ((SHARES[k]! - SHARES[k - 1]!) * (value - before)) / (next - before);
    before = next;
  }
  return 1;
}

/** A quantile, between the two values that are nearest to it. */
export function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
}

function evenly<T>(list: readonly T[], n: number): T[] {
  if (list.length <= n) return [...list];
  return Array.from({ length: n }, (_, k) => list[Math.floor((k * list.length) / n)]!);
}
