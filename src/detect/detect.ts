import type { Store } from '../store/index.ts';
import { listCampaigns, named, save } from './campaigns.ts';
import type { Detection, Step } from './document.ts';
import { keepStreams } from './exchanges.ts';
import { look } from './look.ts';
import { Looked } from './looked.ts';
import { scopeOf } from './scope.ts';
import { patience } from './spending.ts';

export interface DetectOptions {
  /** Only what happened until then is looked at; by default, all that is stored. */
  until?: Date;
  /** Bound on the chance of any false alarm, over all detections. */
  alpha?: number;
  /** Whether campaigns and their ids are kept in the store (they are, by default). */
  persist?: boolean;
  onStep?(step: Step): void;
}

/**
 * Finds the campaigns in what is stored. However often this is done, alpha bounds the false alarms of all times together:
 * what an earlier detection has looked at is paid for (`Spending`), and what it established stands (`Established`).
 */
export async function detect(store: Store, options: DetectOptions = {}): Promise<Detection> {
  const { alpha = 0.01, persist = true, onStep } = options;
  const { scope, accounts, exchanges } = await scopeOf(store, options.until);
  const detection: Detection = {
    until: scope.until.toISOString(),
    alpha,
    accounts_seen: accounts,
    exchanges_seen: exchanges,
    groups_tested: 0,
    nearest_miss: null,
    campaigns: [],
  };
  if (exchanges === 0) return detection;
  const known = (await listCampaigns(store, scope.until)).filter(({ error_bound }) => error_bound <= alpha);
  const looked = await Looked.load(store, scope.until);
  const found = await look(store, scope, { alpha, looked, known, patience: patience.byHand, onStep });
  detection.groups_tested = found.groupsTested;
  detection.nearest_miss = found.nearestMiss;
  detection.campaigns = named(found.campaigns, await listCampaigns(store));
  if (persist) {
    for (const [i, { id }] of detection.campaigns.entries())
      await keepStreams(store, id, scope.until, found.streams[i]!);
    await save(store, detection);
    // Last: what a killed detection found is not to be paid for and lost.
    await looked.save(store, scope.until);
  }
  return detection;
}
