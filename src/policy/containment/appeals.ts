import { type CampaignAccount, campaign as campaignOf } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Desk } from '../desk.ts';
import { isSamePerson } from '../person.ts';
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
  /** On whose word it is or was: who planned, approved or applied it. None of them rules on it. */
  contained_by: string[];
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

/**
 * Decides an appeal. One that is upheld undoes the containment of the account in the same step. Nobody rules on what they contained
 * themselves; once that is undone, which anybody who acts may do, they may say too that the account was right.
 */
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
  const places = await placesIn(desk, [one]);
  const before = viewOf(desk, one, places);
  const isTheirs = before.contained_by.some(name => isSamePerson(name, by));
  if (isTheirs && (before.contained || !upheld)) throw theirs(desk, one, by);
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
  return viewOf(desk, one, places);
}

/** The queue: open ones first, the oldest first; then what was decided, the newest first. */
export async function listAppeals(desk: Desk): Promise<AppealView[]> {
  const all = [...desk.state.appeals.values()];
  const open = all.filter(one => !one.ruling);
  const decided = all.filter(one => one.ruling).reverse();
  const places = await placesIn(desk, all);
  return [...open, ...decided].map(one => viewOf(desk, one, places));
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

/** The actions that an appeal is about: the one that it names, and whatever else contains the account now. */
const appealed = (desk: Desk, { action, account }: Appeal): Action[] => {
  const named = desk.state.actions.get(action);
  return [...new Set([...(named ? [named] : []), ...containing(desk, account)])];
};

function containedBy(desk: Desk, one: Appeal): string[] {
  const names = appealed(desk, one).flatMap(({ by, plan: id }) => {
    const plan = desk.state.plans.get(id);
    return [by, ...(plan ? [plan.by, ...plan.approvals.map(approval => approval.by)] : [])];
  });
  return [...new Set(names)];
}

function theirs(desk: Desk, { id, account }: Appeal, by: string): StillwatchError {
  const undoing = containing(desk, account).map(
    action => `stillwatch contain undo ${action.id} --accounts ${account} --reason "…"`,
  );
  return new StillwatchError(
    'RULING_OF_ANOTHER',
    `${by} planned, approved or applied what contains ${account}, and can't rule on ${id} alone`,
    undoing.length
      ? `Somebody else has to. Where there is nobody else, undo it, which is always allowed: ${undoing.join('; ')}. Then you may uphold the appeal too, so that no later plan takes the account again.`
      : 'Somebody else has to dismiss it. Nothing contains the account any more, so you may uphold it.',
  );
}

/** By appeal, the account's place in the campaign. */
type Places = ReadonlyMap<string, CampaignAccount | undefined>;

/** The document of a large campaign is megabytes: each is read once, however many of its accounts object. */
async function placesIn({ store }: Desk, appeals: readonly Appeal[]): Promise<Places> {
  const places = new Map<string, CampaignAccount | undefined>();
  for (const id of new Set(appeals.map(({ campaign }) => campaign))) {
    const { accounts } = (await campaignOf(store, id)) ?? { accounts: [] };
    const byName = new Map(accounts.map(one => [one.account, one]));
    for (const one of appeals) if (one.campaign === id) places.set(one.id, byName.get(one.account));
  }
  return places;
}

function viewOf(desk: Desk, one: Appeal, places: Places): AppealView {
  const place = places.get(one.id);
  const evidence = place
    ? {
        role: place.role,
        membership: place.membership,
        ...(place.because && { because: place.because }),
        ...(place.why && { why: place.why }),
      }
    : null;
  const contained = containing(desk, one.account).length > 0;
  return { ...one, evidence, contained, contained_by: containedBy(desk, one) };
}
