import { type Store, temporary } from '../store/index.ts';
import { testCandidates } from './candidates.ts';
import { distinct } from './distinct.ts';
import type { Campaign, NearestMiss, Step } from './document.ts';
import { Edges } from './edges.ts';
import { Established } from './established.ts';
import { type Found, foundOf } from './found.ts';
import { loadHabits } from './habits.ts';
import { innocent, judge, nearestMiss } from './judge.ts';
import { type Group, link } from './link.ts';
import type { Looked } from './looked.ts';
import { ofFamilies } from './matrix.ts';
import { loadStreams } from './read.ts';
import { loadRecords } from './records.ts';
import { Refiner } from './refine.ts';
import { loadSharing } from './sharing.ts';
import { Spending } from './spending.ts';
import { keepContexts, type Scope, type Streams } from './streams.ts';
import { accountsOf, Tester } from './tester.ts';

export interface PartOptions {
  alpha: number;
  known?: readonly Campaign[];
  looked: Looked;
  patience: number;
  /** Of the budget of false alarms. */
  share: number;

  /** Prior of all groups, where the scope holds a part of them. */
  prior?: number;
  onStep?(step: Step): void;
}

/** What was seen of a part. */
export interface Seen {
  found: Found[];
  /** Accounts that an innocent explanation is not ruled out for, group by group. */
  explained: string[][];
  /** Ids of known campaigns that an innocent explanation is not ruled out for any more. */
  cleared: Set<string>;
  groupsTested: number;
  prior: number;
  nearestMiss: NearestMiss | null;
}

/**
 * A look at one part: streams → what they share → communities → who belongs → is it one operator → does it collect
 * outputs → is it innocent all the same → which of all these can be reported at this alpha.
 */
export async function lookAt(store: Store, scope: Scope, options: PartOptions): Promise<Seen> {
  const { alpha, looked, known = [], patience, share, prior } = options;
  const byWords = scope.part === 'templates';
  const steps = stopwatch(options.onStep);
  const [contexts, values] = [temporary('contexts'), temporary('values')];
  try {
    if (!byWords) await keepContexts(store, scope, contexts);
    const read = await loadStreams(store, scope, contexts);
    const { streams } = read;
    steps('reading streams');
    const shared = await loadSharing(store, scope, read, contexts, values);
    // Who asks with one template says nothing of who shares a network: that is the whole account's, or the whole pool's.
    const sharing = byWords ? ofFamilies(shared, ['content']) : shared;
    const records = await loadRecords(store, scope, streams);
    const habits = await loadHabits(store, scope, streams);
    steps('what they share');
    const communities = link(streams, sharing, byWords ? [['content']] : undefined);
    steps('communities');
    const material = {
      streams,
      sharing,
      edges: new Edges(streams, sharing),
      records,
      tester: new Tester(streams, shared, { ...habits, payment: records.payment }),
      refiner: new Refiner(streams, sharing),
      spending: new Spending(streams.budgets, looked.before(streams), patience),
    };
    const established = new Established(known, streams);
    const tested = testCandidates(communities, material, {
      always: group => established.has(group),
      prior,
    });
    looked.mark(streams, new Set(tested.looked.flatMap(group => [...group])));
    steps('tests');
    const judged = established.upheld(judge(tested.candidates, tested.count, alpha, share));
    const cleared = established.cleared(judged);
    const found = distinct(judged, material, tested.suspected).map(one =>
      foundOf(one, established.partsOf(one, sharing), streams, shared, scope.part),
    );
    steps('campaigns');
    return {
      found,
      cleared,
      explained: judged.filter(innocent).map(({ candidate }) => namesOf(candidate.group, streams)),
      groupsTested: tested.count,
      prior: tested.prior,
      nearestMiss: nearestMiss(judged, streams),
    };
  } finally {
    for (const table of [contexts, values]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

const namesOf = (group: Group, streams: Streams) =>
  Array.from(accountsOf(group, streams), account => streams.accounts[account]!);

function stopwatch(onStep: PartOptions['onStep']): (step: string) => void {
  let last = performance.now();
  return step => {
    const now = performance.now();
    onStep?.({ step, seconds: (now - last) / 1000 });
    last = now;
  };
}
