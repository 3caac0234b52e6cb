import type { Campaign } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import { readRecords } from '../records.ts';
import { State } from '../state.ts';
import { usageOf } from '../usage.ts';

/** Accounts of a campaign that are under one grant. */
export interface GrantedPart {
  grant: string;
  to: string;
  accounts: number;
}

/** The grant in force that covers an account of a campaign, by account. One whose volume is used up covers nobody. */
export async function grantedIn(
  store: Store,
  { accounts }: Campaign,
  { grants }: State,
  now: number,
): Promise<Map<string, string>> {
  const inside = new Set(accounts.map(({ account }) => account));
  const granted = new Map<string, string>();
  for (const grant of grants.values()) {
    const { id, accounts, from, until, revoked, volume } = grant;
    const covered = accounts.filter(account => inside.has(account));
    if (revoked || covered.length === 0 || now < Date.parse(from) || Date.parse(until) <= now) continue;
    if ((await usageOf(store, grant)) >= volume) continue;
    for (const account of covered) granted.set(account, id);
  }
  return granted;
}

export function partsOf(granted: ReadonlyMap<string, string>, { grants }: State): GrantedPart[] {
  const counts = new Map<string, number>();
  for (const grant of granted.values()) counts.set(grant, (counts.get(grant) ?? 0) + 1);
  return [...counts].map(([grant, accounts]) => ({ grant, to: grants.get(grant)!.to, accounts }));
}

/** The same without a desk: grants are few, plans may be long. */
export async function grantsOf(store: Store, campaign: Campaign, now = new Date()): Promise<GrantedPart[]> {
  const grants = await readRecords(store, { kind: 'grant' });
  const revocations = await readRecords(store, { kind: 'revocation' });
  const state = State.of([...grants, ...revocations]);
  return partsOf(await grantedIn(store, campaign, state, now.getTime()), state);
}
