import type { Campaign } from './document.ts';
import { innocent, type Judged, STANDS } from './judge.ts';
import type { Group } from './link.ts';
import { isPart } from './several.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';
import { accountsOf, strength } from './tester.ts';

/** Of both a group's accounts and a campaign's, what they must share to be the same. */
const SAME = 0.5;

/**
 * Campaigns that earlier looks established. They stand: a bound that was paid for is not paid for again, and that
 * nothing new is shown at one look takes nothing back. Each look says anew who belongs, and tries innocent explanations.
 */
export class Established {
  readonly #known: { campaign: Campaign; accounts: Set<number> }[];
  readonly #streams: Streams;

  constructor(known: readonly Campaign[], streams: Streams) {
    this.#streams = streams;
    const index = new Map(known.length ? streams.accounts.map((name, i) => [name, i]) : []);
    this.#known = known.map(campaign => ({
      campaign,
      accounts: new Set(whoOf(campaign).flatMap(name => index.get(name) ?? [])),
    }));
  }

  /** Whether a group may be one of them. */
  has(group: Group): boolean {
    return this.#of(group).length > 0;
  }

  /** The group that is most like an established campaign is it, and reported, with the better of its bounds. */
  upheld(judged: readonly Judged[]): Judged[] {
    const upheld = [...judged];
    for (const { campaign, accounts } of this.#known) {
      // A pool around a harvest is not that harvest, however much of it is.
      const isPool = campaign.verdict === 'pooled-access';
      const shares = judged.map(({ verdict, candidate }) =>
        (verdict === 'pooled-access') === isPool
          ? overlap(accountsOf(candidate.group, this.#streams), accounts)
          : 0,
      );
      const most = Math.max(0, ...shares);
      if (most <= SAME) continue;
      const at = shares.indexOf(most);
      const one = upheld[at]!;
      upheld[at] = {
        ...one,
        verdict: one.rejected ? one.verdict : campaign.verdict,
        rejected: true,
        inherits: !one.rejected,
        bound: Math.min(one.bound, campaign.error_bound),
      };
    }
    return upheld;
  }

  /**
   * Those of which a harvest shows more, and that are no operators of their own in it (`isPart`). It stands by itself, or is one of
   * them and would stand if nothing else were asked.
   */
  partsOf({ candidate, verdict, inherits }: Judged, sharing: Sharing): Campaign[] {
    if (verdict !== 'harvesting' || (inherits && strength(candidate) < STANDS)) return [];
    const world = { streams: this.#streams, sharing };
    return this.#known
      .filter(({ campaign }) => campaign.verdict === 'harvesting')
      .filter(({ accounts }) => isPart(candidate.group, account => accounts.has(account), world))
      .map(({ campaign }) => campaign);
  }

  /** Ids of those that are explained innocently now: a group is one of them, and none that is remains unexplained. */
  cleared(judged: readonly Judged[]): Set<string> {
    const ids = (wanted: boolean) =>
      judged
        .filter(one => (innocent(one) !== undefined) === wanted)
        .flatMap(({ candidate }) => this.#of(candidate.group).map(({ id }) => id));
    const standing = new Set(ids(false));
    return new Set(ids(true).filter(id => !standing.has(id)));
  }

  #of(group: Group): Campaign[] {
    if (this.#known.length === 0) return [];
    const own = accountsOf(group, this.#streams);
    return this.#known
      .map(({ campaign, accounts }) => ({ campaign, share: overlap(own, accounts) }))
      .filter(({ share }) => share > SAME)
      .sort((a, b) => b.share - a.share)
      .map(({ campaign }) => campaign);
  }
}

/** The accounts that make a campaign what it is: who harvests, or, where nobody does, all of them. */
export function whoOf({ accounts }: Campaign): string[] {
  const harvesting = accounts.filter(({ role }) => role !== 'bystander');
  return (harvesting.length ? harvesting : accounts).map(({ account }) => account);
}

/** Accounts that both have, as a share of the larger. */
function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const account of a) if (b.has(account)) shared++;
  return shared / Math.max(a.size, b.size);
}
