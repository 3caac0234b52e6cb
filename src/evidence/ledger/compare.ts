import type { Ledger } from './ledger.ts';
import type { Figure, Reported } from './schema.ts';

export interface Ours {
  exchanges: number;
  accounts: number;
}

/** A campaign set against those that were alleged in public, by one figure. */
export interface ByFigure {
  ours: number;
  /** Larger than every figure that was alleged of one campaign alone. */
  largest: boolean;
  /** How many were alleged to be at least as large; and how many have a figure at all. */
  larger: number;
  of: number;
  /** The largest that was alleged. */
  most: { id: string; alleged_by: string; words: string } | null;
  summary: string;
}

export interface Comparison {
  ledger: { version: string; as_of: string };
  exchanges: ByFigure;
  accounts: ByFigure;
}

/**
 * Whether a campaign is the largest known: set against what was alleged, figure by figure. A figure of several campaigns together is of
 * none of them, and "more than" may be any number above: so it says what was alleged, never what was so.
 */
export function compareWith(ours: Ours, { version, as_of, campaigns }: Ledger): Comparison {
  const by = (name: 'exchanges' | 'accounts') => byFigure(name, ours[name], campaigns, as_of);
  return { ledger: { version, as_of }, exchanges: by('exchanges'), accounts: by('accounts') };
}

function byFigure(
  name: 'exchanges' | 'accounts',
  ours: number,
  campaigns: readonly Reported[],
  asOf: string,
): ByFigure {
  const known = campaigns
    .flatMap(one => {
      const figure: Figure | null = one[name];
      return figure && !figure.of ? [{ ...one, figure }] : [];
    })
    .sort((a, b) => b.figure.value - a.figure.value);
  const [first] = known;
  const larger = known.filter(({ figure }) => figure.value >= ours).length;
  const largest = larger === 0;
  const as = first ? `${first.id}, alleged by ${first.alleged_by}: ${first.figure.words}` : 'none';
  // What is reported as "more than" may be more than ours, too.
  const open = first?.figure.qualifier === 'at-least' ? '; how much more than that figure is not said' : '';
  const summary = largest
    ? `By ${name} it is larger than each of the ${known.length} that were alleged up to ${asOf}; the largest of these is ${as}${open}`
    : `By ${name} it is not the largest known: ${larger} of ${known.length} were alleged to be at least as large; the largest is ${as}`;
  return {
    ours,
    largest,
    larger,
    of: known.length,
    most: first ? { id: first.id, alleged_by: first.alleged_by, words: first.figure.words } : null,
    summary,
  };
}
