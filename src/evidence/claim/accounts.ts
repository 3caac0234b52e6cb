import type { Campaign, Role } from '../../detect/index.ts';
import { rows, type Store } from '../../store/index.ts';
import {
  accountCommitment,
  hashLeaf,
  pseudonymOf,
  type SumNode,
  SumTree,
  saltOfClaim,
  u64,
} from '../sums/index.ts';
import type { Numbers } from './leaves.ts';

const ROLES: Record<Role, number> = { harvester: 1, cover: 2, bystander: 3 };

/** An account of a claim, under its pseudonym there. */
export interface ClaimedAccount {
  account: string;
  role: Role;
  membership: number;
  /** Hours since 1970. */
  first: number;
  last: number;
  /** What is claimed of it. */
  sums: Numbers;
  pseudonym: Buffer;
  /** salt_C */
  salt: Buffer;
}

/** The tree of a claim's accounts, and these in its order, by the table of its leaves. */
export async function claimedAccounts(
  store: Store,
  table: string,
  campaign: Campaign,
  secret: Buffer,
): Promise<{ tree: SumTree; accounts: ClaimedAccount[] }> {
  const known = new Map(campaign.accounts.map(one => [one.account, one]));
  const answer = store.stream(
    `SELECT account, min(hour), max(hour), toFloat64(sum(claimed_exchanges)), toFloat64(sum(claimed_input)), toFloat64(sum(claimed_output))
     FROM ${table} GROUP BY account`,
    'RowBinary',
  );
  const accounts: ClaimedAccount[] = [];
  for await (const row of rows(answer, reader => ({
    account: reader.string(),
    first: reader.u32(),
    last: reader.u32(),
    sums: [reader.f64(), reader.f64(), reader.f64()] as Numbers,
  }))) {
    const { role, membership } = known.get(row.account)!;
    const commitment = accountCommitment(secret, row.account);
    const salt = saltOfClaim(secret, campaign.id, commitment);
    accounts.push({ ...row, role, membership, salt, pseudonym: pseudonymOf(salt, commitment) });
  }
  accounts.sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym));
  return { tree: new SumTree(accounts.map(nodeOf)), accounts };
}

/** How many of the claim's exchanges went to each model, the most asked first. */
export async function claimedModels(store: Store, table: string): Promise<Record<string, number>> {
  const found = await store.query<{ model: string; n: number }>(
    `SELECT model, sum(claimed_exchanges) AS n FROM ${table} GROUP BY model ORDER BY n DESC, model`,
  );
  return Object.fromEntries(found.map(({ model, n }) => [model, Number(n)]));
}

const nodeOf = ({ pseudonym, role, first, last, sums }: ClaimedAccount): SumNode => ({
  hash: hashLeaf(Buffer.concat([pseudonym, ...[ROLES[role], first, last, ...sums].map(u64)])),
  sums: [1, ...sums],
});
