import type { Store } from '../../store/index.ts';
import type { Item } from './item.ts';

/**
 * What account records have in common with those of other members of a community: pseudonyms under its key, of all accounts or of a
 * campaign's. None where no community was joined before they were ingested.
 */
export async function storedValues(store: Store, campaign?: string): Promise<Item[]> {
  const whose = campaign
    ? "AND account IN (SELECT account FROM campaign_accounts FINAL WHERE campaign = {campaign:String} AND role != 'bystander')"
    : '';
  return store.query<Item>(
    `SELECT DISTINCT said.1 AS kind, said.2 AS value FROM (
       SELECT arrayJoin([('shared-email', shared_email), ('shared-phone', shared_phone), ('shared-payment', shared_payment)]) AS said
       FROM accounts FINAL WHERE 1 ${whose})
     WHERE value != '' ORDER BY kind, value`,
    { params: campaign ? { campaign } : {} },
  );
}
