import type { Detection } from '../../detect/index.ts';
import { bound, count, enough } from '../text/number.ts';
import { clean } from '../text/safe.ts';

/** How many times alpha a bound may be and still be called just above it. */
const NEAR = 5;

/** What came closest without being reported: silence about it would look like more certainty than there is. */
export function missText({ nearest_miss: near, alpha }: Pick<Detection, 'nearest_miss' | 'alpha'>): string {
  if (!near) return '';
  const { accounts, verdict, error_bound, reason, held_back_by } = near;
  if (error_bound >= 1) return 'Of the groups that are not reported, none came near.';
  const heldBack = held_back_by ? clean(held_back_by) : '';
  const about = `The strongest group that is not reported has ${count(accounts, 'account')} and would be called ${clean(verdict)}, false alarm at most ${bound(error_bound)}`;
  if (error_bound <= alpha) return `${about}: ${clean(reason)}`;
  const isNear = error_bound <= NEAR * alpha && enough(error_bound) < 1;
  if (!isNear)
    return `${about}: ${clean(reason)}${heldBack && `, and an innocent explanation is not ruled out: ${heldBack}`}`;
  const wouldDo = heldBack
    ? `a larger --alpha would not report it either, for an innocent explanation is not ruled out: ${heldBack}`
    : `--alpha ${enough(error_bound)} would have reported it.`;
  return `${about}, just above α = ${alpha}; ${wouldDo}`;
}
