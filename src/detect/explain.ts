import { traitNamed } from '../traits/index.ts';
import type { Explanation } from './document.ts';
import type { Group } from './link.ts';
import type { Records } from './records.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** An explanation whose figure is above this is not ruled out. */
const DECLARED = 0.5;
const ONE_LIST = 0.4;
const PROMPT = traitNamed('shared-prompt').id;

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
  const users = new Map<number, number>();
  const bodies: { own: number; shared: number[] }[] = [];
  let last = -1;
  for (const s of group) {
    if (streams.account[s] !== last) {
      bodies.push({ own: 0, shared: [] });
      last = streams.account[s]!;
    }
    const account = bodies[bodies.length - 1]!;
    account.own += streams.distinctBodies[s]!;
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++)
      if (sharing.trait[sharing.value[e]!] === PROMPT) account.shared.push(sharing.value[e]!);
  }
  for (const { shared } of bodies) for (const v of new Set(shared)) users.set(v, (users.get(v) ?? 0) + 1);
  // Of an account's prompts, the share that at least a fifth of the group sends too.
  const common = bodies
    .map(({ own, shared }) =>
      own ? [...new Set(shared)].filter(v => users.get(v)! >= bodies.length / 5).length / own : 0,
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
