import type { Grade, Role, Verdict } from '../api/types.ts';

/** What each verdict says, in the words of the contract. */
export const meaning: Record<Verdict, string> = {
  harvesting: 'one operator collects answers as training data',
  'pooled-access': 'one operator with many ordinary users behind it: a reseller or a relay',
  watch: 'coordinated; what for is not established',
};

export const grades: Record<Grade, string> = {
  suspend: 'every request is refused',
  thin: 'answers without reasoning, and shorter',
  verify: 'requests are refused until it verifies itself more strongly',
  slow: 'requests above a rate are refused',
  mark: 'nothing is refused: some wordings of answers are others that say the same (harvesters only)',
};

export const roles: Record<Role, string> = {
  harvester: 'collects answers',
  cover: 'belongs, and hides the harvest in other traffic',
  bystander: 'shares the pool, not the harvest; never contained',
};

/** What each contribution is of. */
const contributions: Record<string, string> = {
  prior: 'before anything is known',
  content: 'words in common',
  client: 'client in common',
  network: 'network in common',
  identity: 'sign-up in common',
  volume: 'exchanges in all',
  'daily-volume': 'exchanges a day',
  gaps: 'steadiness of its gaps',
  sittings: 'exchanges a sitting',
  standalone: 'requests that stand alone',
  'answer-length': 'length of the answers',
  spacing: 'time from one to the next',
};

export const contribution = (name: string): string =>
  Object.hasOwn(contributions, name) ? contributions[name]! : name.replaceAll('-', ' ');

export const because: Record<string, string> = {
  'used-otherwise': 'used as everyone is',
  uncertain: 'too unsure to act on',
  'same-list': 'goes through the same list of prompts',
  'asks-otherwise': 'does not ask as the harvest does',
  'declared-customer': 'of a declared organisation',
  pool: 'of the pool that the harvest runs through',
  'not-established': 'nobody is known to harvest here',
};
