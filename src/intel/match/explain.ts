import type { Store } from '../../store/index.ts';

/** Something that would explain a match innocently, and for how many of the accounts it holds. */
export interface Explanation {
  what: 'one-organisation' | 'verified-business' | 'known-program';
  accounts: number;
  summary: string;
}

/** An explanation that holds for fewer of them explains nothing. */
const MOST = 0.5;

/**
 * What ordinary customers have in common: a company's people share its organisation, network and software, and so match whatever
 * was said of one of them.
 */
export async function explain(store: Store, accounts: readonly string[]): Promise<Explanation[]> {
  if (accounts.length < 2) return [];
  const rows = await store.query<{ org: string; n: number; verified: number; programs: number }>(
    `SELECT org, count() AS n, countIf(verification = 'business') AS verified, countIf(program != '') AS programs
     FROM accounts FINAL WHERE account IN (SELECT arrayJoin({who:Array(String)})) GROUP BY org ORDER BY n DESC, org`,
    { params: { who: accounts } },
  );
  const [{ org, n: orgs } = { org: '', n: 0 }] = rows.filter(({ org }) => org !== '');
  const sum = (of: 'verified' | 'programs') => rows.reduce((sum, row) => sum + row[of], 0);
  const [verified, programs] = [sum('verified'), sum('programs')];
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
