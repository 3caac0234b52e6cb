import { campaign as campaignOf } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Desk } from '../desk.ts';
import type { Action, Appeal } from '../state.ts';
import { isInForce } from './approval.ts';
import { newId } from './reference.ts';

/** The longest objection that is kept, in characters. */
export const LONGEST_APPEAL = 4000;

/** An appeal, for who decides it: with what stands against the account itself, not against its campaign. */
export interface AppealView extends Appeal {
  /** Its place in the campaign as that stands now; null where it is not in it any more. */
  evidence: { role: string; membership: number; because?: string; why?: Record<string, number> } | null;
  /** Whether anything contains it still. */
  contained: boolean;
}

/**
 * An objection, by the reference that the account was told. Whoever has the reference may appeal, once while it is open; the
 * answer says nothing of campaigns.
 */
export async function appeal(
  desk: Desk,
  { reference, text }: { reference: string; text: string },
  by: string,
): Promise<{ appeal: string; state: 'open' }> {
  const of = desk.state.references.get(reference.trim().toUpperCase());
  if (!of)
    throw new StillwatchError(
      'RECORD_UNKNOWN',
      `there is no reference ${reference}`,
      'It is the code that begins with SWR- in the refusal.',
    );
  const open = [...desk.state.appeals.values()].find(
    one => one.action === of.action && one.account === of.account && !one.ruling,
  );
  if (open)
    throw new StillwatchError(
      'RECORD_STATE',
      `${open.id} on it is open already`,
      'Wait until it is decided.',
    );
  const id = newId('C');
  const campaign = desk.state.actions.get(of.action)?.campaign ?? '';
  const said = { ...of, reference: reference.trim().toUpperCase(), campaign, text };
  await desk.write({ actor: by, kind: 'appeal', subject: id, reason: 'the account objects', after: said });
  return { appeal: id, state: 'open' };
}

/** Decides an appeal. One that is upheld undoes the containment of the account in the same step. */
export async function rule(
  desk: Desk,
  { appeal: id, upheld, reason }: { appeal: string; upheld: boolean; reason: string },
  by: string,
): Promise<AppealView> {
  const one = desk.state.appeals.get(id);
  if (!one)
    throw new StillwatchError(
      'RECORD_UNKNOWN',
      `there is no appeal ${id}`,
      'List them: stillwatch appeal list.',
    );
  if (one.ruling)
    throw new StillwatchError(
      'RECORD_STATE',
      `${id} was ${one.ruling.upheld ? 'upheld' : 'dismissed'} by ${one.ruling.by}`,
      'A new appeal by the same reference can be made.',
    );
  const before = await viewOf(desk, one);
  // What spoke for its membership, strongest first: of upheld appeals these are counted.
  const signals = Object.entries(before.evidence?.why ?? {})
    .filter(([name, value]) => name !== 'prior' && value > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name);
  const ruling = {
    actor: by,
    kind: 'ruling' as const,
    subject: id,
    reason,
    before: { contained: before.contained },
    after: { appeal: id, upheld, signals },
  };
  // Whatever contains it: the account is told that it is free.
  const undoing = upheld
    ? containing(desk, one.account).map(action => ({
        actor: by,
        kind: 'undo' as const,
        subject: action.id,
        reason: `appeal ${id} upheld: ${reason}`,
        before: { accounts: action.accounts.size },
        after: { action: action.id, accounts: [one.account] },
      }))
    : [];
  await desk.write<'ruling' | 'undo'>(ruling, ...undoing);
  return viewOf(desk, one);
}

/** The queue: open ones first, the oldest first; then what was decided, the newest first. */
export async function listAppeals(desk: Desk): Promise<AppealView[]> {
  const all = [...desk.state.appeals.values()];
  const open = all.filter(one => !one.ruling);
  const decided = all.filter(one => one.ruling).reverse();
  return Promise.all([...open, ...decided].map(one => viewOf(desk, one)));
}

/** Which evidence misleads: of each signal, the rulings in which it stood against the account, and how many were upheld. */
export function misleading(desk: Desk): { signal: string; rulings: number; upheld: number }[] {
  const counts = new Map<string, { signal: string; rulings: number; upheld: number }>();
  for (const { ruling } of desk.state.appeals.values())
    for (const signal of ruling?.signals ?? []) {
      const one = counts.get(signal) ?? { signal, rulings: 0, upheld: 0 };
      counts.set(signal, one);
      one.rulings++;
      if (ruling!.upheld) one.upheld++;
    }
  return [...counts.values()].sort((a, b) => b.upheld - a.upheld || b.rulings - a.rulings);
}

/** The actions in force that contain an account. */
const containing = ({ state, now }: Desk, account: string): Action[] =>
  [...state.actions.values()].filter(one => one.accounts.has(account) && isInForce(one, now()));

async function viewOf(desk: Desk, one: Appeal): Promise<AppealView> {
  const campaign = await campaignOf(desk.store, one.campaign);
  const place = campaign?.accounts.find(({ account }) => account === one.account);
  const evidence = place
    ? {
        role: place.role,
        membership: place.membership,
        ...(place.because && { because: place.because }),
        ...(place.why && { why: place.why }),
      }
    : null;
  const contained = containing(desk, one.account).length > 0;
  return { ...one, evidence, contained };
}
