import type { Campaign, CampaignAccount } from '../../detect/index.ts';
import { percent, whole } from '../text/number.ts';
import { cleanTo, columnsOf, padded } from '../text/safe.ts';
import type { Look } from './look.ts';

const SHOWN = 20;
const rank = { harvester: 0, cover: 1, bystander: 2 };

/** Harvesters before the rest, the surest first. */
export const accountOrder = (a: CampaignAccount, b: CampaignAccount): number =>
  rank[a.role] - rank[b.role] || b.membership - a.membership;

/** A campaign's accounts, the surest first; the JSON document has all of them. */
export function accountsTable({ accounts }: Campaign, { width, paint }: Look): string[] {
  const sorted = [...accounts].sort(accountOrder);
  const shown = sorted.slice(0, SHOWN).map(account => ({
    ...account,
    name: cleanTo(account.account, width - 30),
  }));
  const names = Math.max(7, ...shown.map(({ name }) => columnsOf(name)));
  return [
    '',
    paint('bold', '  Accounts'),
    paint('dim', `    ${padded('account', names)}  role       belongs`),
    ...shown.map(
      ({ name, role, membership }) =>
        `    ${padded(name, names)}  ${padded(role, 9)}  ${padded(percent(membership), 7, 'left')}`,
    ),
    ...(sorted.length > SHOWN
      ? [paint('dim', `    and ${whole(sorted.length - SHOWN)} more; --json lists them all`)]
      : []),
  ];
}
