import type { Campaign } from '../../detect/index.ts';
import { Cache, type Store } from '../../store/index.ts';
import type { Desk } from '../desk.ts';
import { known } from './campaign.ts';
import { type Overlap, overlapsOf, type Sent, sentBy } from './sent.ts';

/** A campaign as its latest detection left it, and what containing it would touch. */
export interface Touched {
  campaign: Campaign;
  sent: ReadonlyMap<string, Sent>;
  companies: Overlap[];
  tools: Overlap[];
}

/** By campaign; a few, for with a campaign's accounts come megabytes. */
const kept = new WeakMap<Store, Cache<Touched>>();

/**
 * Looked up once for each detection and each state of the account records: all traffic while the campaign ran is gone through, which
 * takes seconds for a campaign of thousands of accounts. What was stored since the detection is not in it, as it is not in the campaign.
 */
export async function touchedBy(desk: Desk, id: string): Promise<Touched> {
  const [row] = await desk.store.query<{ version: string }>(
    `SELECT concat(toString(max(detected)), ' ', toString((SELECT count() FROM accounts))) AS version
     FROM campaigns FINAL WHERE id = {id:String}`,
    { params: { id } },
  );
  const cache = kept.get(desk.store) ?? new Cache<Touched>(4);
  kept.set(desk.store, cache);
  return cache.get(id, row!.version, async () => {
    const campaign = await known(desk, id);
    const sent = await sentBy(desk.store, campaign);
    return { campaign, sent, ...(await overlapsOf(desk.store, campaign)) };
  });
}
