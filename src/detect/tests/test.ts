import type { Profile } from '../profile.ts';

/**
 * One operator's queue feeds the accounts; outputs are collected; or one operator's accounts carry the traffic of many
 * people, who keep their rhythms and lengths.
 */
export type Question = 'operator' | 'purpose' | 'pool';

/**
 * One way in which accounts fed by one queue, or used to collect outputs, differ from accounts with people behind
 * them. A new one is an entry here in the file of its family (or a file of its own and a line in index.ts), and a
 * figure in ../profile.ts where none says it yet.
 */
export interface Test {
  /** In one word; public, in the evidence of a campaign. */
  signal: string;
  /** Tests of a family depend on each other and are merged; families are taken as independent. */
  family: 'volume' | 'timing' | 'rhythm' | 'mix' | 'models' | 'habits' | 'network' | 'identity' | 'shape';
  /** Of tests that ask the same in different ways either will do, where one family has several. */
  way?: string;
  /** What it speaks to. */
  asks: readonly Question[];
  /** Low figures speak for it; NaN where it can't be told, and then it is left out. */
  of(profile: Profile): number;
  /** Above this figure it does not mean what it says, however rare the figure is in this traffic. */
  upTo?: number;
  /** A figure for people. */
  show(figure: number): string;
  summary(own: string, ordinary: string): string;
  /** What could make it so innocently. */
  against: string;
}

export const twoDigits = (figure: number) => Math.max(0, figure).toFixed(2);
