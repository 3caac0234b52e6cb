import type { Store } from '../../store/index.ts';

/** Something that would explain a match innocently, and for how many of the accounts it holds. */
export interface Explanation {
  what: 'one-organisation' | 'verified-business' | 'known-program';
  accounts: number;
  summary: string;
}

/** An explanation that holds for fewer of them explains nothing. */
const MOST = 0.5;

/** What account records say that may explain a match. */
export type Records = ReadonlyMap<string, { org: string; verified: number; program: number }>;

/** Accounts that are asked for at once. */
const AT_ONCE = 10_000;

/** Of the accounts of all campaigns: the table is gone through a few times, and not once for each. */
export async function recordsOf(store: Store, accounts: readonly string[]): Promise<Records> {
  const all = new Map<string, { org: string; verified: number; program: number }>();
  for (let from = 0; from < accounts.length; from += AT_ONCE) {
    const rows = await store.query<{ account: string; org: string; verified: number; program: number }>(
      `SELECT account, org, verification = 'business' AS verified, program != '' AS program
       FROM accounts FINAL WHERE account IN (SELECT arrayJoin({who:Array(String)}))`,
      { params: { who: accounts.slice(from, from + AT_ONCE) } },
    );
    for (const { account, ...record } of rows) all.set(account, record);
  }
  return all;
}

/**
 * What ordinary customers have in common: a company's people share its organisation, network and software, and so match whatever
 * was said of one of them.
 */
export function explain(records: Records, accounts: readonly string[]): Explanation[] {
  if (accounts.length < 2) return [];
  const rows = accounts.flatMap(account => records.get(account) ?? []);
  const sizes = new Map<string, number>();
  for (const { org } of rows) if (org !== '') sizes.set(org, (sizes.get(org) ?? 0) + 1);
  const [[org, orgs] = ['', 0]] = [...sizes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const sum = (of: 'verified' | 'program') => rows.reduce((sum, row) => sum + row[of], 0);
  const [verified, programs] = [sum('verified'), sum('program')];
  const all: Explanation[] = [
    {
      what: 'one-organisation',
      accounts: orgs,
      summary: `${orgs} of ${accounts.length} are of one organisation, ${org}: its people share network, software and templates because they work together`,
    },
    {
      what: 'verified-business',
      accounts: verified,
      summary: `${verified} of ${accounts.length} were verified as of a business`,
    },
    {
      what: 'known-program',
      accounts: programs,
      summary: `${programs} of ${accounts.length} are in a program: somebody here knows them`,
    },
  ];
  return all.filter(one => one.accounts >= MOST * accounts.length);
}
