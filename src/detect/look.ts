import { type Store, temporary } from '../store/index.ts';
import { testCandidates } from './candidates.ts';
import { describe } from './describe.ts';
import type { Campaign, NearestMiss, Step } from './document.ts';
import { Edges } from './edges.ts';
import { Established } from './established.ts';
import { loadHabits } from './habits.ts';
import { distinct, judge, nearestMiss } from './judge.ts';
import { keyAt } from './keys.ts';
import { link } from './link.ts';
import type { Looked } from './looked.ts';
import { surelyOf } from './members.ts';
import { loadRecords } from './records.ts';
import { Refiner } from './refine.ts';
import { loadSharing } from './sharing.ts';
import { Spending } from './spending.ts';
import { keepContexts, loadStreams, type Scope } from './streams.ts';
import { Tester } from './tester.ts';

export interface LookOptions {
  /** Bound on the chance of any false alarm, over all looks. */
  alpha: number;
  /** Campaigns that earlier looks established. */
  known?: readonly Campaign[];
  /** What earlier looks spent; this one's is added. */
  looked: Looked;
  /** How many doublings a group waits for between two looks at it. */
  patience: number;
  /** Prior of all groups, where the scope holds a part of them. */
  prior?: number;
  onStep?(step: Step): void;
}

export interface Look {
  /** Not named yet; and which streams belong to each. */
  campaigns: Campaign[];
  streams: bigint[][];
  /** Ids of known campaigns that an innocent explanation is not ruled out for any more. */
  cleared: Set<string>;
  groupsTested: number;
  prior: number;
  nearestMiss: NearestMiss | null;
}

/**
 * One look at some traffic: streams → what they share → communities → who belongs → is it one operator → does it collect
 * outputs → is it innocent all the same → which of all these can be reported at this alpha.
 */
export async function look(store: Store, scope: Scope, options: LookOptions): Promise<Look> {
  const { alpha, looked, known = [], patience, prior } = options;
  const steps = stopwatch(options.onStep);
  const [contexts, values] = [temporary('contexts'), temporary('values')];
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
      spending: new Spending(streams, looked.before(streams), patience),
    };
    const established = new Established(known, streams);
    const tested = testCandidates(communities, material, {
      always: group => established.has(group),
      prior,
    });
    looked.mark(streams, new Set(tested.looked.flatMap(group => [...group])));
    steps('tests');
    const judged = established.upheld(judge(tested.candidates, tested.count, alpha));
    const cleared = established.cleared(judged);
    const found = distinct(judged, material);
    const campaigns = found.map(campaign => describe(campaign, streams, sharing));
    steps('campaigns');
    return {
      campaigns,
      cleared,
      streams: found.map(one => Array.from(surelyOf(one), s => keyAt(streams.keys, s))),
      groupsTested: tested.count,
      prior: tested.prior,
      nearestMiss: nearestMiss(judged, streams),
    };
  } finally {
    for (const table of [contexts, values]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

function stopwatch(onStep: LookOptions['onStep']): (step: string) => void {
  let last = performance.now();
  return step => {
    const now = performance.now();
    onStep?.({ step, seconds: (now - last) / 1000 });
    last = now;
  };
}
