import type { Role } from '../../detect/index.ts';
import {
  accountCommitment,
  hashLeaf,
  pseudonymOf,
  type SumNode,
  SumTree,
  saltOfClaim,
  u64,
} from '../sums/index.ts';
import type { AccountSums } from './leaves.ts';

const ROLES: Record<Role, number> = { harvester: 1, cover: 2, bystander: 3 };

/** An account of a claim, under its pseudonym there. */
export interface ClaimedAccount extends AccountSums {
  pseudonym: Buffer;
  /** salt_C */
  salt: Buffer;
}

/** The tree of a claim's accounts, and these in its order. */
export function accountsTree(
  found: readonly AccountSums[],
  secret: Buffer,
  campaign: string,
): { tree: SumTree; accounts: ClaimedAccount[] } {
  const accounts = found
    .map(one => {
      const commitment = accountCommitment(secret, one.account);
      const salt = saltOfClaim(secret, campaign, commitment);
      return { ...one, salt, pseudonym: pseudonymOf(salt, commitment) };
    })
    .sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym));
  return { tree: new SumTree(accounts.map(nodeOf)), accounts };
}

const nodeOf = ({ pseudonym, role, first, last, sums }: ClaimedAccount): SumNode => ({
  hash: hashLeaf(Buffer.concat([pseudonym, ...[ROLES[role], first, last, ...sums].map(u64)])),
  sums: [1, ...sums],
});
