import type { Campaign } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Contained } from '../bodies.ts';
import type { Desk } from '../desk.ts';
import type { Action, Plan, State } from '../state.ts';
import { isApproved, isInForce, planOf } from './approval.ts';
import { known, nobody } from './campaign.ts';
import { mayBe, NOT_MARKED, type Spared, sparedIn } from './plan.ts';
import { newId } from './reference.ts';

const DAY = 86_400_000;
const OLDEST = 7 * DAY;

export interface ApplyOptions {
  plan: string;
  reason: string;
  /** How long it lasts, in milliseconds; seven days. */
  lasts?: number | undefined;
  /** In so many waves … */
  waves?: number | undefined;
  /** … over so many milliseconds, each account at a random moment of its wave, so that it tells an operator less. */
  over?: number | undefined;
  /** Without it nothing is done: what would be is told. */
  confirm?: boolean | undefined;
}

export interface Applied {
  /** Null in a dry run. */
  action: string | null;
  plan: string;
  campaign: string;
  accounts: number;
  /** When each wave begins and ends, and how many accounts it has. */
  waves: { from: string; to: string; accounts: number }[];
  until: string;
  needs_approval: boolean;
  /** In the plan, and not contained: by why. Since it was made they turned out to be bystanders, left the campaign, were granted, or objected rightly. */
  dropped: Record<string, number>;
}

/** Contains a plan's accounts; a dry run unless it is confirmed. */
export async function apply(desk: Desk, options: ApplyOptions, by: string): Promise<Applied> {
  const { plan: id, reason, waves = 1, over = 0, confirm = false } = options;
  const plan = planOf(desk.state, id);
  fitToApply(desk, plan);
  const { lasts = plan.lasts ?? 7 * DAY } = options;
  if (plan.lasts && lasts > plan.lasts)
    throw new StillwatchError(
      'RECORD_INVALID',
      `${id} marks answers for ${plan.lasts / DAY} days at most, and that is what was logged`,
      'Shorten --for, or make another plan: stillwatch canary plan CAMPAIGN --for 30d --reason "…".',
    );
  if (over >= lasts)
    throw new StillwatchError(
      'RECORD_INVALID',
      'the waves would not be over before the containment is',
      'Shorten --over, or let it last longer.',
    );
  const approved = isApproved(plan, desk.state, desk.now());
  if (confirm && !approved)
    throw new StillwatchError(
      'APPROVAL_NEEDED',
      plan.canary
        ? `${id} marks the answers of ${plan.accounts.length} accounts, and a second person has to approve that`
        : `${id} contains ${plan.accounts.length} accounts; above ${plan.approval_above}, with what ${plan.by} contains already, a second person has to approve`,
      `Somebody other than ${plan.by}: stillwatch contain approve ${id} --by NAME --reason "…".`,
    );
  const start = desk.now().getTime();
  const until = new Date(start + lasts).toISOString();
  const campaign = await known(desk, plan.campaign);
  const { left, dropped } = stillOf(plan.accounts, campaign, await sparedIn(desk, campaign));
  if (left.length === 0) throw nobody(campaign);
  const accounts = inWaves(left, start, waves, over);
  const told = {
    plan: id,
    campaign: plan.campaign,
    accounts: accounts.length,
    waves: wavesOf(accounts, start, waves, over),
    until,
    needs_approval: !approved,
    dropped,
  };
  if (!confirm) return { action: null, ...told };
  const action = newId('A');
  await desk.write({
    actor: by,
    kind: 'action',
    subject: action,
    reason,
    before: null,
    after: { plan: id, campaign: plan.campaign, accounts, until },
  });
  return { action, ...told };
}

/** A plan is of a moment: it is applied once, and soon. */
function fitToApply({ state, now }: Desk, { id, at }: Plan): void {
  const used = [...state.actions.values()].find(action => action.plan === id);
  if (used)
    throw new StillwatchError(
      'RECORD_STATE',
      `${id} was applied already, as ${used.id}`,
      isInForce(used, now())
        ? `Undo that first, and make a new plan: stillwatch contain undo ${used.id} --reason "…".`
        : 'A plan is applied once. Make a new one: stillwatch contain plan CAMPAIGN --reason "…".',
    );
  if (now().getTime() - Date.parse(at) > OLDEST)
    throw new StillwatchError(
      'RECORD_STATE',
      `${id} is of ${at}, and a plan holds for seven days`,
      'Make a new one: stillwatch contain plan CAMPAIGN --reason "…".',
    );
}

/** Whom a plan may contain still: the campaign as it stands now has the last word, and so have grants and appeals. */
function stillOf(accounts: readonly Contained[], campaign: Campaign, { granted, upheld }: Spared) {
  const places = new Map(campaign.accounts.map(one => [one.account, one]));
  const dropped: Record<string, number> = {};
  const left = accounts.filter(({ account, grade }) => {
    const place = places.get(account);
    const why = granted.has(account)
      ? 'granted'
      : upheld.has(account)
        ? 'appeal upheld'
        : !place
          ? 'no longer in the campaign'
          : place.role === 'bystander' || campaign.verdict !== 'harvesting'
            ? `bystander: ${place.because ?? 'of the pool'}`
            : mayBe(grade, place.role)
              ? undefined
              : NOT_MARKED;
    if (why) dropped[why] = (dropped[why] ?? 0) + 1;
    return !why;
  });
  return { left, dropped };
}

/** Each account's moment: in a wave drawn for it, and within that. */
function inWaves(accounts: readonly Contained[], start: number, waves: number, over: number): Contained[] {
  const length = over / waves;
  // Shuffled, and then dealt out: waves are equal, and who is in which says nothing.
  const order = accounts.map(one => ({ one, draw: Math.random() })).sort((a, b) => a.draw - b.draw);
  return order
    .map(({ one }, i) => {
      const wave = Math.floor((i * waves) / order.length);
      return { ...one, from: new Date(start + (wave + Math.random()) * length).toISOString() };
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

function wavesOf(
  accounts: readonly Contained[],
  start: number,
  waves: number,
  over: number,
): Applied['waves'] {
  const length = over / waves;
  return Array.from({ length: waves }, (_, wave) => {
    const [from, to] = [start + wave * length, start + (wave + 1) * length].map(ms =>
      new Date(ms).toISOString(),
    );
    const last = wave === waves - 1;
    const inside = accounts.filter(one => one.from! >= from! && (last || one.from! < to!)).length;
    return { from: from!, to: to!, accounts: inside };
  });
}

export function actionOf(state: State, id: string): Action {
  const action = state.actions.get(id);
  if (!action)
    throw new StillwatchError(
      'RECORD_UNKNOWN',
      `there is no action ${id}`,
      'List them: stillwatch contain list.',
    );
  return action;
}
