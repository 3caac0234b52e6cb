import type { Campaign, CampaignAccount } from '../../detect/index.ts';
import { keepDocument } from '../../detect/keep.ts';
import { scopeOf } from '../../detect/scope.ts';
import { keepContexts, streamKey } from '../../detect/streams.ts';
import { keepTemplated } from '../../detect/templates.ts';
import { type Store, temporary } from '../../store/index.ts';

/** What is planted: who belongs, and which of their exchanges, as SQL. */
export interface Planted {
  accounts: readonly Pick<CampaignAccount, 'account' | 'role'>[];
  /** Of which exchanges the streams are the campaign's; all of its accounts', if nothing is said. */
  theirs?: string;
  until: string;
  changes?: Partial<Campaign>;
}

/** Keeps a campaign as a detection leaves one: its document, and the streams that are its own. */
export async function plantCampaign(
  store: Store,
  { accounts, theirs = '1', until, changes }: Planted,
): Promise<Campaign> {
  const campaign: Campaign = {
    id: 'SW-2026-0001',
    verdict: 'harvesting',
    error_bound: 1e-4,
    accounts: accounts.map(one => ({ membership: 0.99, ...one })),
    exchanges: 1,
    input_tokens: 1,
    output_tokens: 1,
    first_seen: until,
    last_seen: until,
    models: {},
    capabilities: {},
    evidence: [],
    activity: [],
    explanations: [],
    ...changes,
  };
  await keepDocument(store, campaign, until);
  const [contexts, requests] = [temporary('contexts'), temporary('requests')];
  try {
    const { scope: everything } = await scopeOf(store, new Date(until));
    const scope = campaign.templates ? await keepTemplated(store, everything, requests) : everything;
    const where = `${scope.where} AND account IN (SELECT JSONExtractString(one, 'account') FROM campaigns FINAL
      ARRAY JOIN JSONExtractArrayRaw(document, 'accounts') AS one WHERE id = {id:String})`;
    const params = { id: campaign.id };
    if (!campaign.templates) await keepContexts(store, scope, contexts);
    await store.insertSelect(
      'campaign_streams',
      `SELECT DISTINCT {id:String}, fromUnixTimestamp64Milli(toInt64(${Date.parse(until)}), 'UTC'), ${streamKey(scope, contexts)}
       FROM ${scope.table} WHERE ${where} AND (${theirs})`,
      { params },
    );
  } finally {
    for (const table of [contexts, requests]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
  return campaign;
}
