import type { RangeOptions } from './options.ts';
import { median, type Score } from './score.ts';

/** What is told of a world, and of a case's worlds together. Null: not measured, or nothing to measure. */
export interface Figures {
  precision: number | null;
  recall: number | null;
  f1: number | null;
  purity: number | null;
  /** Shares of harvest, in exchanges. */
  harvestFound: number | null;
  harvestShare: number | null;
  leaked: number | null;
  /** Accounts; of several worlds, of all together. */
  bystandersHarmed: number;
  victimFlagged: number | null;
  /** Groups that are no campaign of which an account is flagged; of several worlds, of all together. */
  hardNegativesFlagged: number;
  /** False campaigns of a world; of several, the share of worlds with any. */
  falseCampaigns: number;
  errorBound: number | null;
  seconds: number;
}
type FigureName = keyof Figures;

/** What a case must reach: a figure of its seeds together, at least or at most. */
export interface Target {
  figure: FigureName;
  least?: number;
  most?: number;
}

export interface Case {
  name: string;
  about: string;
  /** What is made: as for `makeRange`. */
  world: Pick<RangeOptions, 'scenario' | 'dials' | 'accounts' | 'campaignAccounts' | 'exchangesPerAccount'>;
  targets: Target[];
}

export function figuresOf(score: Score, seconds: number): Figures {
  const { precision, recall, f1, purity, harvestFound, harvestShare, victimFlagged, errorBound } = score;
  const groups = Object.values(score.hardNegatives).filter(group => group.accountsFlagged > 0);
  // Nobody flagged is no perfect precision, and nothing to find no perfect recall: there is nothing to measure.
  const ofFlagged = (value: number | null) => (score.flagged === 0 ? null : value);
  const ofHarvest = (value: number | null) => (Object.keys(score.perCampaign).length === 0 ? null : value);
  return {
    precision: ofFlagged(precision),
    recall: ofHarvest(recall),
    f1: ofHarvest(f1),
    purity: ofFlagged(purity),
    harvestFound: ofHarvest(harvestFound),
    harvestShare: ofFlagged(harvestShare),
    leaked: null,
    bystandersHarmed: score.bystandersHarmed,
    victimFlagged,
    hardNegativesFlagged: groups.length,
    falseCampaigns: score.falseCampaigns.length,
    errorBound,
    seconds,
  };
}

/** A case's worlds together: means of shares and times, sums of harm, the middle of the bounds. */
export function together(worlds: Figures[]): Figures {
  const values = (name: FigureName) => worlds.flatMap(world => world[name] ?? []);
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
  const mean = (name: FigureName) => {
    const list = values(name);
    return list.length === 0 ? null : sum(list) / list.length;
  };
  return {
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    purity: mean('purity'),
    harvestFound: mean('harvestFound'),
    harvestShare: mean('harvestShare'),
    leaked: mean('leaked'),
    bystandersHarmed: sum(values('bystandersHarmed')),
    victimFlagged: values('victimFlagged').length === 0 ? null : sum(values('victimFlagged')),
    hardNegativesFlagged: sum(values('hardNegativesFlagged')),
    falseCampaigns: worlds.filter(world => world.falseCampaigns > 0).length / Math.max(1, worlds.length),
    errorBound: median(values('errorBound')),
    seconds: mean('seconds') ?? 0,
  };
}

export interface Verdict extends Target {
  value: number | null;
  /** Null: not measured. */
  met: boolean | null;
}

/** A case's targets against its figures. */
export function verdicts({ targets }: Case, figures: Figures): Verdict[] {
  return targets.map(target => {
    const value = figures[target.figure];
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = target;
    return { ...target, value, met: value === null ? null : value >= least && value <= most };
  });
}
