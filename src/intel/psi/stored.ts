import { StillwatchError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';
import { MEMBERS } from '../members.ts';
import type { Item } from './item.ts';

/**
 * What account records have in common with those of other members of a community: pseudonyms under its key, of all accounts or of a
 * campaign's. None where no community was joined before they were ingested.
 * @throws StillwatchError CAMPAIGN_UNKNOWN
 */
export async function storedValues(store: Store, campaign?: string): Promise<Item[]> {
  const known = campaign
    ? await store.query('SELECT 1 FROM campaigns WHERE id = {campaign:String} LIMIT 1', {
        params: { campaign },
      })
    : [];
  if (campaign && known.length === 0)
    throw new StillwatchError(
      'CAMPAIGN_UNKNOWN',
      `there is no campaign ${campaign}`,
      'List them: stillwatch campaigns',
    );
  const whose = campaign ? `AND account IN ${MEMBERS}` : '';
  return store.query<Item>(
    `SELECT DISTINCT said.1 AS kind, said.2 AS value FROM (
       SELECT arrayJoin([('shared-email', shared_email), ('shared-phone', shared_phone), ('shared-payment', shared_payment)]) AS said
       FROM accounts FINAL WHERE 1 ${whose})
     WHERE value != '' ORDER BY kind, value`,
    { params: campaign ? { campaign } : {} },
  );
}
