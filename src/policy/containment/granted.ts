import type { Campaign } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import { readRecords } from '../records.ts';
import { State } from '../state.ts';

/** Accounts of a campaign that are under one grant. */
export interface GrantedPart {
  grant: string;
  to: string;
  accounts: number;
}

/** The grant in force that covers an account of a campaign, by account. */
export function grantedIn({ accounts }: Campaign, { grants }: State, now: number): Map<string, string> {
  const inside = new Set(accounts.map(({ account }) => account));
  const granted = new Map<string, string>();
  for (const { id, accounts, from, until, revoked } of grants.values())
    if (!revoked && Date.parse(from) <= now && now < Date.parse(until))
      for (const account of accounts) if (inside.has(account)) granted.set(account, id);
  return granted;
}

export function grantsIn(campaign: Campaign, state: State, now: number): GrantedPart[] {
  const counts = new Map<string, number>();
  for (const grant of grantedIn(campaign, state, now).values())
    counts.set(grant, (counts.get(grant) ?? 0) + 1);
  return [...counts].map(([grant, accounts]) => ({ grant, to: state.grants.get(grant)!.to, accounts }));
}

/** The same without a desk: grants are few, plans may be long. */
export async function grantsOf(store: Store, campaign: Campaign, now = new Date()): Promise<GrantedPart[]> {
  const grants = await readRecords(store, { kind: 'grant' });
  const revocations = await readRecords(store, { kind: 'revocation' });
  return grantsIn(campaign, State.of([...grants, ...revocations]), now.getTime());
}
