import type { CampaignAccount, Verdict } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import { Cache } from '../../store/index.ts';
import type { AccountTraffic, Neighbour, TraitsView } from '../document.ts';
import { FORMAT, readView } from '../kept.ts';
import { DAY, Steps } from '../series.ts';
import { type Identified, identified, sameIdentity } from './known.ts';
import { Matrix } from './neighbours.ts';
import { streamsOf, type Within } from './streams.ts';

const NEIGHBOURS = 20;
/** Of what a neighbour shares, the most telling. */
const SHARES = 8;

interface Member extends Within {
  verdict: Verdict;
  member: string;
  made: string;
}

/** What an account sent and who is like it. Reads the account's own rows, what is kept of its campaigns, and other accounts' identities. */
export class Accounts {
  readonly #store: Store;
  readonly #matrices = new Cache<Matrix>(4);

  constructor(store: Store) {
    this.#store = store;
  }

  async read(account: string): Promise<AccountTraffic> {
    const campaigns = await this.#campaigns(account);
    const [known, sent, days] = await Promise.all([
      identified(this.#store, account),
      streamsOf(this.#store, account, campaigns),
      this.#days(account),
    ]);
    return {
      account,
      known: known?.known ?? null,
      first: sent ? new Date(sent.first).toISOString() : null,
      last: sent ? new Date(sent.last).toISOString() : null,
      exchanges: sent?.exchanges ?? 0,
      input_tokens: sent?.input_tokens ?? 0,
      output_tokens: sent?.output_tokens ?? 0,
      ...days,
      streams: sent?.streams ?? [],
      neighbours: await this.#neighbours(account, known, campaigns),
      campaigns: campaigns.map(({ campaign, verdict, member }) => ({
        id: campaign,
        verdict,
        account: JSON.parse(member) as CampaignAccount,
      })),
    };
  }

  /** Those that the account is in, as of their last views; rows older than those are of who is in it no longer. */
  #campaigns(account: string): Promise<Member[]> {
    return this.#store.query<Member>(
      `SELECT campaign, verdict, member, toString(kept) AS made, arrayMap(one -> toString(one), contexts) AS contexts, within
       FROM (SELECT campaign, detected, member, contexts, within FROM campaign_accounts FINAL WHERE account = {account:String}) AS members
       INNER JOIN (SELECT id AS campaign, verdict FROM campaigns FINAL) AS campaigns USING campaign
       LEFT JOIN (SELECT campaign, detected AS kept FROM views FINAL WHERE kind = 'traits' AND format = ${FORMAT}) AS views USING campaign
       WHERE detected >= kept ORDER BY campaign`,
      { params: { account } },
    );
  }

  async #days(account: string): Promise<Pick<AccountTraffic, 'from' | 'step' | 'days'>> {
    const rows = await this.#store.query<{ day: number; n: number }>(
      `SELECT intDiv(toUnixTimestamp(time), ${DAY}) AS day, count() AS n FROM exchanges WHERE account = {account:String} GROUP BY day ORDER BY day`,
      { params: { account } },
    );
    if (rows.length === 0) return { from: null, step: DAY, days: [] };
    const steps = new Steps(DAY, rows[0]!.day, rows.at(-1)!.day);
    return {
      from: steps.from,
      step: DAY,
      days: steps.sum(
        rows,
        one => one.day,
        one => one.n,
      ),
    };
  }

  async #neighbours(
    account: string,
    known: Identified | null,
    campaigns: readonly Member[],
  ): Promise<Neighbour[]> {
    const found = new Map<string, Neighbour>();
    if (known) {
      const same = await sameIdentity(this.#store, account, known.identities, NEIGHBOURS);
      const campaignOf = await this.#campaignsOf(same.map(one => one.account));
      for (const one of same)
        found.set(one.account, {
          account: one.account,
          shares: one.shares.map(name => ({
            family: 'identity',
            value: `${name} ${known.identities[name].slice(0, 12)}`,
          })),
          campaign: campaignOf.get(one.account) ?? null,
        });
    }
    for (const { campaign, made } of campaigns) {
      if (made.startsWith('1970')) continue; // its views are made for the first time
      const matrix = await this.#matrices.get(
        campaign,
        made,
        async () => new Matrix(JSON.parse(await readView(this.#store, campaign, 'traits')) as TraitsView),
      );
      for (const { account: other, shares } of matrix.nearest(account, NEIGHBOURS)) {
        const one = found.get(other) ?? { account: other, shares: [], campaign };
        const isIdentity = one.shares.length > 0;
        one.shares.push(...shares.filter(share => !isIdentity || share.family !== 'identity'));
        found.set(other, one);
      }
    }
    return [...found.values()]
      .slice(0, NEIGHBOURS)
      .map(one => ({ ...one, shares: one.shares.slice(0, SHARES) }));
  }

  async #campaignsOf(accounts: readonly string[]): Promise<Map<string, string>> {
    if (accounts.length === 0) return new Map();
    const rows = await this.#store.query<{ account: string; campaign: string }>(
      `SELECT account, max(campaign) AS campaign FROM campaign_accounts WHERE account IN {accounts:Array(String)} GROUP BY account`,
      { params: { accounts } },
    );
    return new Map(rows.map(({ account, campaign }) => [account, campaign]));
  }
}
