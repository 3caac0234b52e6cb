import type { LifeView } from '../../../api/types.ts';
import { span } from '../../../text/time.ts';

const DAY = 86_400_000;

/** A containment, as much of it as is needed here. */
export interface Burn {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  accounts: number;
}

/** What a containment took, and how many came in the week after it. */
export interface Replaced extends Burn {
  /** Joined in the seven days before it. */
  before: number;
  /** Joined in the seven days after it, or until the end. */
  after: number;
  /** How many of those days there were. */
  days: number;
}

const WEEK = 7;

export function replacedAfter({ from, joined }: LifeView, burns: readonly Burn[]): Replaced[] {
  const begin = Date.parse(from);
  return burns.map(burn => {
    const day = Math.floor((Date.parse(burn.at) - begin) / DAY);
    const sum = (low: number, high: number) =>
      joined.slice(Math.max(0, low), Math.max(0, high)).reduce((a, b) => a + b, 0);
    return {
      ...burn,
      before: sum(day - WEEK, day),
      after: sum(day + 1, day + 1 + WEEK),
      days: Math.max(0, Math.min(WEEK, joined.length - day - 1)),
    };
  });
}

export interface Move {
  model: string;
  /** ISO 8601, UTC: by anybody, by the campaign, when it first carried half of a day's traffic. */
  seen_first: string;
  first: string;
  half: string | null;
  /** Days from anybody's first use to its, and from its first use to half of its traffic. */
  lag: number;
  toHalf: number | null;
}

export const movesOf = ({ moves }: LifeView): Move[] =>
  moves.map(({ model, seen_first, first, half }) => ({
    model,
    seen_first,
    first,
    half,
    lag: Math.max(0, Date.parse(first) - Date.parse(seen_first)) / DAY,
    toHalf: half === null ? null : Math.max(0, Date.parse(half) - Date.parse(first)) / DAY,
  }));

/** 1.3 days, 5 days, 4 h, 27 min. */
export const daysSaid = (days: number): string =>
  days < 1
    ? days * 24 < 1
      ? span(days * DAY)
      : `${Math.round(days * 24)} h`
    : `${days < 10 ? Number(days.toFixed(1)) : Math.round(days)} ${days === 1 ? 'day' : 'days'}`;
