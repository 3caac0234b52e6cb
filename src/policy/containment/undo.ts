import { StillwatchError } from '../../errors.ts';
import type { Desk } from '../desk.ts';
import { actionOf } from './apply.ts';

export interface Undone {
  action: string;
  undone: number;
  /** Accounts that it still contains. */
  left: number;
}

/** Takes back a containment, whole or for some accounts. At once. */
export async function undo(
  desk: Desk,
  {
    action: id,
    accounts,
    reason,
  }: { action: string; accounts?: readonly string[] | undefined; reason: string },
  by: string,
): Promise<Undone> {
  const action = actionOf(desk.state, id);
  if (action.accounts.size === 0)
    throw new StillwatchError('RECORD_STATE', `${id} is undone already`, 'There is nothing left to undo.');
  const strangers = (accounts ?? []).filter(account => !action.accounts.has(account));
  if (strangers.length)
    throw new StillwatchError(
      'ACCOUNT_UNKNOWN',
      `${id} does not contain ${strangers.slice(0, 5).join(', ')}${strangers.length > 5 ? ` and ${strangers.length - 5} others` : ''}`,
      `Those that it does: stillwatch contain list ${id}. Nothing was undone.`,
    );
  const before = action.accounts.size;
  await desk.write({
    actor: by,
    kind: 'undo',
    subject: id,
    reason,
    before: { accounts: before },
    after: { action: id, accounts: accounts ? [...accounts] : 'all' },
  });
  return { action: id, undone: before - action.accounts.size, left: action.accounts.size };
}

/** Writes down which containments have ended by themselves; gives their ids. They have ceased to apply already. */
export async function expire(desk: Desk): Promise<string[]> {
  const now = desk.now().getTime();
  const over = [...desk.state.actions.values()].filter(
    ({ expired, accounts, until }) => !expired && accounts.size > 0 && Date.parse(until) <= now,
  );
  if (over.length)
    await desk.write(
      ...over.map(({ id, until }) => ({
        actor: 'stillwatch',
        kind: 'expiry' as const,
        subject: id,
        reason: `it was to last until ${until}`,
        after: { action: id },
      })),
    );
  return over.map(({ id }) => id);
}
