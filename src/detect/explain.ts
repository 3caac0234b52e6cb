import type { Explanation } from './document.ts';
import { accountsIn, type Group } from './link.ts';
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
  const most = declared(group, streams, records).size / accountsIn(group, streams);
  return {
    explanation: 'one declared customer with many accounts',
    verdict: most > DECLARED ? 'not ruled out' : 'ruled out',
    figure: `${percent(most)} of the accounts belong to one declared organisation`,
    value: most,
    limit: DECLARED,
  };
}

/** Of a group's accounts those of the declared organisation, of some size, that most of them belong to. */
function declared(group: Group, { account }: Streams, records: Records, least = 1): Set<number> {
  const of = new Map<string, Set<number>>();
  for (const s of group) {
    const name = records.org(account[s]!);
    if (name && records.size(name) >= least) of.set(name, (of.get(name) ?? new Set()).add(account[s]!));
  }
  return [...of.values()].reduce((most, one) => (one.size > most.size ? one : most), new Set<number>());
}

/** An organisation of so many accounts is a customer; one or two are no more than what somebody says. */
const SEVERAL = 3;

/**
 * A declared customer among accounts that most are not of it: who harvests can copy its templates and its client. Of one alone:
 * declaring many organisations excuses nobody.
 */
export function customerAmong(group: Group, streams: Streams, records: Records): Set<number> {
  const accounts = declared(group, streams, records, SEVERAL);
  return accounts.size <= DECLARED * accountsIn(group, streams) ? accounts : new Set();
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
