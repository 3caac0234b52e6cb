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
  /** Bound on the share of false alarms among the campaigns reported. */
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
  const all = await listCampaigns(store);
  const known = all.filter(
    ({ last_seen, error_bound }) => Date.parse(last_seen) <= scope.until.getTime() && error_bound <= alpha,
  );
  const looked = await Looked.load(store, scope.until);
  const found = await look(store, scope, { alpha, looked, known, patience: patience.byHand, onStep });
  detection.groups_tested = found.groupsTested;
  detection.nearest_miss = found.nearestMiss;
  detection.campaigns = named(found.campaigns, all);
  if (persist) {
    await looked.save(store, scope.until);
    for (const [i, { id }] of detection.campaigns.entries())
      await keepStreams(store, id, scope.until, found.streams[i]!);
    await save(store, detection);
  }
  return detection;
}
