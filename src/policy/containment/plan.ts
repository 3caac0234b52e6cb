import type { Campaign } from '../../detect/index.ts';
import type { Contained } from '../bodies.ts';
import { type Grade, grades } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Plan, State } from '../state.ts';
import { isApproved, planOf } from './approval.ts';
import { nobody } from './campaign.ts';
import { gradeOf, notices } from './grade.ts';
import { type GrantedPart, grantedIn, partsOf } from './granted.ts';
import { newId, newReference } from './reference.ts';
import type { Overlap, Sent } from './sent.ts';
import { type Touched, touchedBy } from './touched.ts';

/** Up to so many accounts one person may contain alone. */
export const APPROVAL_ABOVE = 50;

export interface PlanOptions {
  campaign: string;
  reason: string;
  /** For everyone who is contained, in place of what their place in the campaign suggests. */
  grade?: Grade | undefined;
  /** Leave these out. */
  except?: readonly string[] | undefined;
  /** Only who belongs at least so surely. */
  membership?: number | undefined;
  /** Above so many accounts a second person has to approve: at most the usual 50. */
  approvalAbove?: number | undefined;
  /** Of marks: how long they may last, in milliseconds (14 days), and not by the key that the campaign's earlier marks have. */
  lasts?: number | undefined;
  newKey?: boolean | undefined;
}

/** How long answers are marked where nothing is said. */
const MARKED_FOR = 14 * 86_400_000;

/** What would be done, to whom, and what else it would touch: to be read before anything is done. */
export interface PlanView {
  id: string;
  campaign: string;
  verdict: string;
  error_bound: number;
  at: string;
  by: string;
  reason: string;
  accounts: { account: string; role: string; membership: number; grade: Grade; reference: string }[];
  /** By grade: how many, and what they would notice. */
  grades: { grade: Grade; accounts: number; notices: string }[];
  /** In the campaign and left alone: by why. */
  left_alone: Record<string, number>;
  /** What the contained accounts sent in the last seven days of the campaign: about what a week of it would touch. */
  week: { exchanges: number; input_tokens: number; output_tokens: number };
  /** Of that, from accounts that pay (or whose plan is not known). */
  paying: { accounts: number; exchanges: number; output_tokens: number };
  /** Granted accounts of the campaign: within the grant they are never contained. */
  grants: GrantedPart[];
  companies: Overlap[];
  tools: Overlap[];
  /** If the verdict is wrong: the bound on that, times what would be touched. */
  expected_harm: { accounts: number; exchanges_a_week: number };
  needs_approval: boolean;
  approvals: Plan['approvals'];
  /** Of a plan to mark answers: by which canary, and how long at most, in days. */
  canary?: string;
  days?: number;
}

/** Makes a plan of a campaign and writes it down. Nothing is done to anyone. */
export async function makePlan(desk: Desk, options: PlanOptions, by: string): Promise<PlanView> {
  const { reason, approvalAbove = APPROVAL_ABOVE } = options;
  const touched = await touchedBy(desk, options.campaign);
  const { campaign } = touched;
  const spared = await sparedIn(desk, campaign);
  const accounts = chosen(campaign, touched.sent, options, spared);
  if (accounts.length === 0) throw nobody(campaign);
  const id = newId('P');
  const { verdict, error_bound } = campaign;
  const marks = options.grade === 'mark';
  await desk.write({
    actor: by,
    kind: 'plan',
    subject: id,
    reason,
    after: {
      campaign: campaign.id,
      verdict,
      error_bound,
      accounts,
      // The account is not told of marks: nobody makes them alone.
      approval_above: marks ? 0 : Math.min(approvalAbove, APPROVAL_ABOVE),
      ...(marks && {
        canary: canaryFor(desk.state, campaign.id, options.newKey),
        lasts: options.lasts ?? MARKED_FOR,
      }),
    },
  });
  return viewOf(desk, desk.state.plans.get(id)!, touched, spared);
}

/** A campaign's canary goes on from plan to plan: a student that was taught for months was taught by one key. */
function canaryFor({ plans }: State, campaign: string, isNew = false): string {
  const before = [...plans.values()].filter(plan => plan.campaign === campaign && plan.canary).at(-1)?.canary;
  return before && !isNew ? before : newId('K');
}

/** A plan as it stands, with what it would touch as of its campaign's latest detection. */
export async function showPlan(desk: Desk, id: string): Promise<PlanView> {
  const plan = planOf(desk.state, id);
  const touched = await touchedBy(desk, plan.campaign);
  return viewOf(desk, plan, touched, await sparedIn(desk, touched.campaign));
}

export const NOT_MARKED = 'cover: only harvesters are marked';

/** Accounts of a campaign that no plan contains, whatever is found of them. */
export interface Spared {
  /** By account, the grant. */
  granted: Map<string, string>;
  /** Whose appeal against a containment for this campaign was right. */
  upheld: Set<string>;
}

export async function sparedIn({ store, state, now }: Desk, campaign: Campaign): Promise<Spared> {
  const appeals = [...state.appeals.values()].filter(
    one => one.campaign === campaign.id && one.ruling?.upheld,
  );
  return {
    granted: await grantedIn(store, campaign, state, now().getTime()),
    upheld: new Set(appeals.map(({ account }) => account)),
  };
}

/** The accounts of a campaign that a plan contains, in the order of their ids. */
function chosen(
  campaign: Campaign,
  sent: ReadonlyMap<string, Sent>,
  { grade, except = [], membership = 0 }: PlanOptions,
  spared: Spared,
): Contained[] {
  const left = new Set([...except, ...spared.granted.keys(), ...spared.upheld]);
  return campaign.accounts
    .filter(one => !left.has(one.account) && one.membership >= membership)
    .flatMap(one => {
      const suggested = gradeOf(campaign, one, sent.get(one.account)?.exchanges ?? 0);
      return suggested && mayBe(grade, one.role)
        ? [{ account: one.account, grade: grade ?? suggested, reference: newReference() }]
        : [];
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

/** Only who collects answers is marked. */
export const mayBe = (grade: Grade | undefined, role: string): boolean =>
  grade !== 'mark' || role === 'harvester';

function viewOf(
  desk: Desk,
  plan: Plan,
  { campaign, sent, companies, tools }: Touched,
  { granted, upheld }: Spared,
): PlanView {
  const { id, verdict, error_bound, at, by, reason, approvals } = plan;
  const contained = new Map(plan.accounts.map(one => [one.account, one]));
  const places = new Map(campaign.accounts.map(one => [one.account, one]));
  const left_alone: Record<string, number> = {};
  for (const { account, role, because } of campaign.accounts)
    if (!contained.has(account)) {
      const why = granted.has(account)
        ? 'granted'
        : upheld.has(account)
          ? 'appeal upheld'
          : role === 'bystander'
            ? `bystander: ${because ?? 'of the pool'}`
            : plan.canary && role !== 'harvester'
              ? NOT_MARKED
              : 'left out';
      left_alone[why] = (left_alone[why] ?? 0) + 1;
    }
  const touched = [...contained.keys()].flatMap(account => sent.get(account) ?? []);
  const paying = touched.filter(({ plan }) => plan !== 'free');
  const week = total(touched);
  return {
    id,
    campaign: campaign.id,
    verdict,
    error_bound,
    at,
    by,
    reason,
    accounts: plan.accounts.map(({ account, grade, reference }) => {
      const { role = 'no longer in it', membership = 0 } = places.get(account) ?? {};
      return { account, role, membership, grade, reference };
    }),
    grades: grades
      .map(grade => ({
        grade,
        accounts: plan.accounts.filter(one => one.grade === grade).length,
        notices: notices[grade],
      }))
      .filter(({ accounts }) => accounts > 0),
    left_alone,
    week,
    paying: {
      accounts: paying.length,
      exchanges: total(paying).exchanges,
      output_tokens: total(paying).output_tokens,
    },
    grants: partsOf(granted, desk.state),
    companies,
    tools,
    expected_harm: { accounts: error_bound * contained.size, exchanges_a_week: error_bound * week.exchanges },
    needs_approval: !isApproved(plan, desk.state, desk.now()),
    approvals,
    ...(plan.canary && { canary: plan.canary, days: (plan.lasts ?? MARKED_FOR) / 86_400_000 }),
  };
}

function total(sent: readonly Sent[]): PlanView['week'] {
  const sum = (of: (one: Sent) => number) => sent.reduce((all, one) => all + of(one), 0);
  return {
    exchanges: sum(s => s.week),
    input_tokens: sum(s => s.week_input),
    output_tokens: sum(s => s.week_output),
  };
}
