import type { Store } from '../../store/index.ts';
import type { Known } from '../document.ts';

export const IDENTITIES = ['payment', 'phone', 'email', 'org'] as const;
export type Identity = (typeof IDENTITIES)[number];

/** What an account shows besides its traffic; identifiers are pseudonyms, and stay here. */
export interface Identified {
  known: Known;
  identities: Record<Identity, string>;
}

interface Row extends Record<Identity, string> {
  created: number;
  plan: string;
  program: string;
  verification: string;
  email_domain: string;
}

export async function identified(store: Store, account: string): Promise<Identified | null> {
  const [row] = await store.query<Row>(
    `SELECT toUnixTimestamp64Milli(created) AS created, plan, program, verification, email_domain, payment, phone, email, org
     FROM accounts WHERE account = {account:String} ORDER BY stored DESC LIMIT 1`,
    { params: { account } },
  );
  if (!row) return null;
  const { created, plan, program, verification, email_domain, payment, phone, email, org } = row;
  const identities = { payment, phone, email, org };
  return {
    known: {
      created: created ? new Date(created).toISOString() : null,
      plan,
      program,
      verification,
      email_domain,
      shares: await sharesOf(store, account, identities),
    },
    identities,
  };
}

/** How many other accounts have the same of each. */
async function sharesOf(store: Store, account: string, identities: Record<Identity, string>) {
  const none = { payment: 0, phone: 0, email: 0, org: 0 };
  const own = IDENTITIES.filter(name => identities[name] !== '');
  if (own.length === 0) return none;
  const [row] = await store.query<Record<Identity, number>>(
    `SELECT ${own.map(name => `uniqExactIf(account, ${name} = {${name}:String}) AS ${name}_n`).join(', ')}
     FROM accounts WHERE account != {account:String} AND (${own.map(name => `${name} = {${name}:String}`).join(' OR ')})`,
    { params: { account, ...identities } },
  );
  const counts = row as unknown as Record<string, number>;
  return { ...none, ...Object.fromEntries(own.map(name => [name, counts[`${name}_n`] ?? 0])) };
}

/** Some accounts with the same payment, phone or e-mail address: each with what it shares. An organization is no neighbour. */
export async function sameIdentity(
  store: Store,
  account: string,
  identities: Record<Identity, string>,
  most: number,
): Promise<{ account: string; shares: Identity[] }[]> {
  const own = IDENTITIES.filter(name => name !== 'org' && identities[name] !== '');
  if (own.length === 0) return [];
  return store.query<{ account: string; shares: Identity[] }>(
    `SELECT account, arraySort(groupUniqArrayArray(arrayFilter(name -> name != '', [${own.map(name => `if(${name} = {${name}:String}, '${name}', '')`).join(', ')}]))) AS shares
     FROM accounts WHERE account != {account:String} AND (${own.map(name => `${name} = {${name}:String}`).join(' OR ')})
     GROUP BY account ORDER BY length(shares) DESC, account LIMIT ${most}`,
    { params: { account, ...identities } },
  );
}
