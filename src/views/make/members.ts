import { CONTEXT } from '../../detect/index.ts';
import { quoted, type Store } from '../../store/index.ts';
import { type CampaignRow, moment } from '../kept.ts';

/**
 * SQL for a campaign's rows of `campaign_accounts`, as of its views or newer: where views are being made, these rows are there
 * before the views are.
 */
export const membersOf = ({ id, detected }: Pick<CampaignRow, 'id' | 'detected'>) =>
  `(SELECT * FROM campaign_accounts FINAL WHERE campaign = ${quoted(id)} AND detected >= ${moment(detected)})`;

/** Keeps who belongs to a campaign, what its document says of each, and when and how they sent what belongs to it. */
export async function keepMembers(
  store: Store,
  { id, detected }: CampaignRow,
  theirs: string,
): Promise<void> {
  await store.insertSelect(
    'campaign_accounts',
    `SELECT account, {id:String}, ${moment(detected)}, role, member, hours, sent, contexts, within FROM (
       SELECT JSONExtractString(said, 'account') AS account, JSONExtractString(said, 'role') AS role, said AS member
       FROM campaigns FINAL ARRAY JOIN JSONExtractArrayRaw(document, 'accounts') AS said WHERE id = {id:String}) AS members
     LEFT JOIN (
       SELECT account, arraySort(groupArray((hour, n))) AS pairs, pairs.1 AS hours, pairs.2 AS sent FROM (
         SELECT account, toUInt32(intDiv(toUnixTimestamp(time), 3600)) AS hour, toUInt32(count()) AS n FROM ${theirs} GROUP BY account, hour)
       GROUP BY account) AS hours USING account
     LEFT JOIN (
       SELECT account, arraySort(groupArray((context, n))) AS pairs, pairs.1 AS contexts, pairs.2 AS within FROM (
         SELECT account, ${CONTEXT} AS context, toUInt32(count()) AS n FROM ${theirs} GROUP BY account, context)
       GROUP BY account) AS contexts USING account`,
    { params: { id } },
  );
}
