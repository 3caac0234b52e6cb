import type { Explanation } from './document.ts';
import type { Group } from './link.ts';
import { askedIn } from './lists.ts';
import type { Records } from './records.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** An explanation whose figure is above this is not ruled out. */
const DECLARED = 0.5;
const ONE_LIST = 0.4;

/**
 * Innocent reasons why accounts can be used alike, each with its own figure. One that is not ruled out keeps a group
 * from being called a campaign, however strong the tests: they ask whether accounts are alike, not why.
 */
export function explain(group: Group, streams: Streams, sharing: Sharing, records: Records): Explanation[] {
  return [declaredCustomer(group, streams, records), sameList(group, streams, sharing)];
}

/** One organisation that says who it is may use many accounts alike. */
function declaredCustomer(group: Group, streams: Streams, records: Records): Explanation {
  const accounts = new Set(Array.from(group, s => streams.account[s]!));
  const sizes = new Map<string, number>();
  for (const account of accounts) {
    const org = records.org(account);
    if (org) sizes.set(org, (sizes.get(org) ?? 0) + 1);
  }
  const most = Math.max(0, ...sizes.values()) / accounts.size;
  return {
    explanation: 'one declared customer with many accounts',
    verdict: most > DECLARED ? 'not ruled out' : 'ruled out',
    figure: `${percent(most)} of the accounts belong to one declared organisation`,
    value: most,
    limit: DECLARED,
  };
}

/**
 * A benchmark, course work or a viral prompt: independent accounts that go through the same list. Then each covers
 * much of all that the group asks; accounts fed by a queue each get a part.
 */
function sameList(group: Group, streams: Streams, sharing: Sharing): Explanation {
  const asked = askedIn(group, streams, sharing);
  const users = new Map<number, number>();
  for (const { shared } of asked) for (const v of shared) users.set(v, (users.get(v) ?? 0) + 1);
  // Of an account's prompts, the share that at least a fifth of the group sends too.
  const common = asked
    .map(({ own, shared }) =>
      own ? [...shared].filter(v => users.get(v)! >= asked.length / 5).length / own : 0,
    )
    .sort((a, b) => a - b);
  const typical = common[common.length >> 1] ?? 0;
  return {
    explanation:
      'independent accounts that go through the same list of prompts (a benchmark, course work, a viral prompt)',
    verdict: typical > ONE_LIST ? 'not ruled out' : 'ruled out',
    figure: `${percent(typical)} of a typical account's prompts are sent by a fifth of the others too`,
    value: typical,
    limit: ONE_LIST,
  };
}

const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
