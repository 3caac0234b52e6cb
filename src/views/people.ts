import type { CampaignAccount, Role } from '../detect/index.ts';
import type { AccountsPage } from './document.ts';

export interface PageOptions {
  role?: Role | undefined;
  /** What the account has in it, in whatever case. */
  search?: string | undefined;
  sort: 'membership' | 'exchanges' | 'account';
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

const byName = (a: CampaignAccount, b: CampaignAccount) =>
  a.account < b.account ? -1 : a.account > b.account ? 1 : 0;
const orders: Record<PageOptions['sort'], (a: CampaignAccount, b: CampaignAccount) => number> = {
  membership: (a, b) => a.membership - b.membership,
  exchanges: (a, b) => (a.exchanges ?? 0) - (b.exchanges ?? 0),
  account: byName,
};

/** The accounts of a campaign, sorted once for each way in which they are asked for. */
export class People {
  readonly #accounts: readonly CampaignAccount[];
  readonly #sorted = new Map<string, readonly CampaignAccount[]>();

  constructor(accounts: readonly CampaignAccount[]) {
    this.#accounts = accounts;
  }

  page({ role, search, sort, order, offset, limit }: PageOptions): AccountsPage {
    const wanted = search?.toLowerCase();
    const all = this.#inOrder(sort, order);
    const found =
      role || wanted
        ? all.filter(
            one => (!role || one.role === role) && (!wanted || one.account.toLowerCase().includes(wanted)),
          )
        : all;
    return {
      total: found.length,
      of: this.#accounts.length,
      accounts: found.slice(offset, offset + limit),
    };
  }

  #inOrder(sort: PageOptions['sort'], order: PageOptions['order']): readonly CampaignAccount[] {
    const key = `${sort} ${order}`;
    let sorted = this.#sorted.get(key);
    if (!sorted) {
      const sign = order === 'asc' ? 1 : -1;
      // Equal ones always by name, upwards: a page does not depend on the one before.
      sorted = [...this.#accounts].sort((a, b) => sign * orders[sort](a, b) || byName(a, b));
      this.#sorted.set(key, sorted);
    }
    return sorted;
  }
}
