import { listCampaigns } from '../detect/index.ts';
import { type Params, rows, type Store } from '../store/index.ts';
import type { Desk } from './desk.ts';
import { readRecords } from './records.ts';
import { Snapshot } from './snapshot.ts';
import { State } from './state.ts';
import { usageOf } from './usage.ts';

interface Among {
  /** SQL for which accounts are of interest; what their records say is not loaded of others. */
  where: string;
  params: Params;
}

/**
 * All that decisions need, from the store.
 *
 * @param at as it was in force then: records of later are left out. Roles in campaigns and accounts' attributes are those of
 * today, for earlier ones are not kept.
 */
export async function loadSnapshot(
  store: Store,
  desk: Desk,
  { at, among }: { at?: Date | undefined; among?: Among } = {},
): Promise<Snapshot> {
  const state = at
    ? State.of((await readRecords(store)).filter(record => Date.parse(record.at) <= +at))
    : desk.state;
  const snapshot = new Snapshot(state);
  await addAccounts(store, snapshot, among);
  await refresh(store, snapshot, at);
  return snapshot;
}

/** What changes in the store without a record: roles in campaigns, and how much of grants is used up. */
async function refresh(store: Store, snapshot: Snapshot, at?: Date): Promise<void> {
  await addCampaigns(store, snapshot);
  for (const [id, grant] of snapshot.state.grants)
    if (!grant.revoked) snapshot.setUsage(id, await usageOf(store, grant, at));
}

export async function addCampaigns(store: Store, snapshot: Snapshot): Promise<void> {
  const campaigns = await listCampaigns(store);
  snapshot.setCampaigns(
    campaigns.map(({ id, verdict, accounts }) => ({
      id,
      verdict,
      accounts: accounts.map(({ account, role }) => [account, role] as const),
    })),
  );
}

/** What accounts' records say. May be called again: newer words replace older ones. */
export async function addAccounts(store: Store, snapshot: Snapshot, among?: Among): Promise<void> {
  const chunks = store.stream(
    `SELECT account, toString(plan), toString(program), toString(verification) FROM accounts FINAL WHERE ${among?.where ?? '1'}`,
    'RowBinary',
    { params: among?.params ?? {} },
  );
  const decoded = rows(chunks, reader => ({
    account: reader.string(),
    plan: reader.string(),
    program: reader.string(),
    verification: reader.string(),
  }));
  for await (const one of decoded) snapshot.addAccounts([one]);
}
