import { families } from '../../traits/index.ts';
import type { Shown } from './shown.ts';

/** A value that may become a column. */
export interface Candidate {
  shown: Shown;
  /** Its hash, as the engine wrote it. */
  hash: string;
  key: string;
  value: string;
  /** Accounts that show it, of the campaign and outside. */
  accounts: number;
  others: number;
}

const COLUMNS = 96;
/** Of one trait, so that a campaign's thousand addresses leave room for what else it shares. */
const OF_ONE = 16;

/** A value that tells less is no column: so much comes about by itself where thousands are looked at. */
const LEAST = 8;

/**
 * How much it tells that so many of the campaign's accounts show it, were they like those outside: the logarithm of the likelihood
 * ratio of two Poisson rates (the one seen, the one expected). It grows with how many show it and how rare it is outside.
 */
export function tells(
  { accounts, others }: Pick<Candidate, 'accounts' | 'others'>,
  inside: number,
  outside: number,
): number {
  const expected = (inside * (others + 0.5)) / (outside + 1);
  return accounts > expected ? accounts * Math.log(accounts / expected) - (accounts - expected) : 0;
}

/** The columns: the most telling values, by family and trait, those of most accounts first. */
export function chooseColumns(
  candidates: readonly Candidate[],
  inside: number,
  outside: number,
): Candidate[] {
  const taken = new Map<number, number>();
  const chosen = candidates
    .map(candidate => ({ candidate, score: tells(candidate, inside, outside) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || (a.candidate.key < b.candidate.key ? -1 : 1))
    .filter(({ candidate: { shown } }) => {
      const n = taken.get(shown.trait.id) ?? 0;
      taken.set(shown.trait.id, n + 1);
      return n < OF_ONE;
    })
    .slice(0, COLUMNS)
    .map(({ candidate }) => candidate);
  const place = ({ shown: { trait } }: Candidate) => families.indexOf(trait.family) * 1000 + trait.id;
  return chosen.sort((a, b) => place(a) - place(b) || b.accounts - a.accounts || (a.key < b.key ? -1 : 1));
}
