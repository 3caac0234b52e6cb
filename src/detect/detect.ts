import { randomBytes } from 'node:crypto';
import type { Store } from '../store/index.ts';
import { keepCampaigns } from './campaigns.ts';
import { testCandidates } from './candidates.ts';
import { describe } from './describe.ts';
import type { Detection, Step } from './document.ts';
import { Edges } from './edges.ts';
import { loadHabits } from './habits.ts';
import { distinct, judge, nearestMiss } from './judge.ts';
import { link } from './link.ts';
import { loadRecords } from './records.ts';
import { Refiner } from './refine.ts';
import { loadSharing } from './sharing.ts';
import { keepContexts, loadStreams, type Scope } from './streams.ts';
import { Tester } from './tester.ts';

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
 * Finds campaigns: streams → what they share → communities → who belongs → is it one operator → does it collect
 * outputs → is it innocent all the same → which of all these can be reported at this alpha.
 */
export async function detect(store: Store, options: DetectOptions = {}): Promise<Detection> {
  const { alpha = 0.01, persist = true } = options;
  const steps = stopwatch(options.onStep);
  const { scope, accounts, exchanges } = await scopeOf(store, options.until);
  const empty = {
    until: scope.until.toISOString(),
    alpha,
    accounts_seen: accounts,
    exchanges_seen: exchanges,
    groups_tested: 0,
    nearest_miss: null,
  };
  if (exchanges === 0) return { ...empty, campaigns: [] };

  const run = randomBytes(6).toString('hex');
  const [contexts, values] = [`detection_${run}_contexts`, `detection_${run}_values`];
  try {
    await keepContexts(store, scope, contexts);
    const streams = await loadStreams(store, scope, contexts);
    steps('reading streams');
    const sharing = await loadSharing(store, scope, streams, contexts, values);
    const records = await loadRecords(store, scope, streams);
    const habits = await loadHabits(store, scope, streams);
    steps('what they share');
    const communities = link(streams, sharing);
    steps('communities');
    const material = {
      streams,
      sharing,
      edges: new Edges(streams, sharing),
      records,
      tester: new Tester(streams, sharing, { ...habits, payment: records.payment }),
      refiner: new Refiner(streams, sharing),
    };
    const { candidates, tested } = testCandidates(communities, material);
    steps('tests');
    const judged = judge(candidates, tested, alpha);
    const campaigns = distinct(judged, material).map(campaign => describe(campaign, streams, sharing));
    const detection = {
      ...empty,
      groups_tested: tested,
      nearest_miss: nearestMiss(judged, streams),
      campaigns,
    };
    const named = await keepCampaigns(store, detection, persist);
    steps('campaigns');
    return named;
  } finally {
    for (const table of [contexts, values]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

async function scopeOf(
  store: Store,
  until: Date | undefined,
): Promise<{ scope: Scope; accounts: number; exchanges: number }> {
  const where = until ? `time <= fromUnixTimestamp64Milli(toInt64(${until.getTime()}), 'UTC')` : '1';
  const [row] = await store.query<{ from: number; to: number; n: number; accounts: number }>(
    `SELECT toUnixTimestamp64Milli(min(time)) AS from, toUnixTimestamp64Milli(max(time)) AS to, count() AS n, uniqExact(account) AS accounts
     FROM exchanges WHERE ${where}`,
  );
  const { from, to, n, accounts } = row!;
  return {
    scope: {
      until: until ?? new Date(n ? to : 0),
      where,
      from: Math.floor(from / 1000),
      to: Math.ceil(to / 1000) + 1,
    },
    accounts,
    exchanges: n,
  };
}

function stopwatch(onStep: DetectOptions['onStep']): (step: string) => void {
  let last = performance.now();
  return step => {
    const now = performance.now();
    onStep?.({ step, seconds: (now - last) / 1000 });
    last = now;
  };
}
