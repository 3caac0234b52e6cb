import { z } from 'zod';
import type { Campaign, CampaignAccount } from '../../detect/index.ts';
import type {
  AccountView,
  ActionSummary,
  ActionView,
  AppealView,
  Applied,
  AuditRecord,
  CanaryView,
  Explained,
  GrantView,
  PlanSummary,
  PlanView,
  Undone,
} from '../../policy/index.ts';
import { sharing } from './answers-sharing.ts';

// What is answered, for OpenAPI and those who generate clients from it. Nothing is checked or cut by these: an answer may
// have more than is said here. That each is what the rooms give is checked by the compiler (`satisfies`).

const count = z.int().min(0);
const share = z.number();
const time = z.string().meta({ description: 'ISO 8601, UTC' });
const counts = z.record(z.string(), count);
const why = z.record(z.string(), z.number()).meta({ description: 'log-odds, natural units' });
export const verdict = z.enum(['harvesting', 'pooled-access', 'watch']);
const role = z.enum(['harvester', 'cover', 'bystander']);
const grade = z.enum(['mark', 'verify', 'slow', 'thin', 'suspend']);
const because = z.enum([
  'used-otherwise',
  'uncertain',
  'same-list',
  'asks-otherwise',
  'declared-customer',
  'pool',
  'not-established',
]);
const made = { id: z.string(), at: time, by: z.string(), reason: z.string() };

const totals = {
  id: z.string(),
  verdict,
  error_bound: share.meta({ description: 'bounds the probability of a false alarm' }),
  exchanges: count,
  input_tokens: count,
  output_tokens: count,
  first_seen: time,
  last_seen: time,
  models: counts,
};

export const campaignList = z.object({
  campaigns: z.array(z.object({ ...totals, accounts: counts.meta({ description: 'by role' }) })),
});

export const campaignAccount = z.object({
  account: z.string(),
  membership: share,
  role,
  exchanges: count.optional(),
  why: why.optional(),
  because: because.optional(),
  apart: why.optional(),
}) satisfies z.ZodType<CampaignAccount>;

export const campaignDocument = z.object({
  ...totals,
  templates: z.literal(true).optional(),
  accounts: z.array(campaignAccount),
  capabilities: z.record(z.string(), share),
  evidence: z.array(
    z.object({
      signal: z.string(),
      family: z.string(),
      log_likelihood_ratio: z.number(),
      p_value: z.number().nullable(),
      summary: z.string(),
      against: z.string(),
    }),
  ),
  activity: z.array(count).meta({ description: 'over the whole time looked at, in equal parts' }),
  explanations: z.array(
    z.object({
      explanation: z.string(),
      verdict: z.enum(['ruled out', 'not ruled out']),
      figure: z.string(),
      value: z.number().optional(),
      limit: z.number().optional(),
    }),
  ),
}) satisfies z.ZodType<Campaign>;

const approvals = z.array(z.object({ by: z.string(), at: time }));
const overlaps = z.array(z.object({ name: z.string(), inside: count, others: count }));

const plan = z.object({
  ...made,
  campaign: z.string(),
  verdict: z.string(),
  error_bound: share,
  accounts: z.array(
    z.object({ account: z.string(), role: z.string(), membership: share, grade, reference: z.string() }),
  ),
  grades: z.array(z.object({ grade, accounts: count, notices: z.string() })),
  left_alone: counts,
  week: z.object({ exchanges: count, input_tokens: count, output_tokens: count }),
  paying: z.object({ accounts: count, exchanges: count, output_tokens: count }),
  grants: z.array(z.object({ grant: z.string(), to: z.string(), accounts: count })),
  companies: overlaps,
  tools: overlaps,
  expected_harm: z.object({ accounts: z.number(), exchanges_a_week: z.number() }),
  needs_approval: z.boolean(),
  approvals,
  canary: z.string().optional().meta({ description: 'of a plan to mark answers' }),
  days: z.number().optional().meta({ description: 'with it: how long at most' }),
}) satisfies z.ZodType<PlanView>;

const canary = z.object({
  canary: z.string(),
  campaign: z.string(),
  plans: z.array(
    z.object({
      plan: z.string(),
      at: time,
      by: z.string(),
      accounts: count,
      days: z.number(),
      needs_approval: z.boolean(),
      action: z.string().nullable(),
      state: z.enum(['planned', 'in force', 'over', 'undone']),
      until: time.nullable(),
    }),
  ),
}) satisfies z.ZodType<CanaryView>;

const planSummary = z.object({
  ...made,
  campaign: z.string(),
  accounts: count,
  approvals,
  needs_approval: z.boolean(),
  actions: z.array(z.string()),
}) satisfies z.ZodType<PlanSummary>;

const applied = z.object({
  action: z.string().nullable().meta({ description: 'null where it was not confirmed' }),
  plan: z.string(),
  campaign: z.string(),
  accounts: count,
  waves: z.array(z.object({ from: time, to: time, accounts: count })),
  until: time,
  needs_approval: z.boolean(),
  dropped: counts,
}) satisfies z.ZodType<Applied>;

const actionSummary = z.object({
  ...made,
  plan: z.string(),
  campaign: z.string(),
  until: time,
  state: z.enum(['in force', 'over', 'undone']),
  began: count,
  accounts: count,
  begun: count,
}) satisfies z.ZodType<ActionSummary>;

const contained = { grade, reference: z.string(), from: time };
const undone = { at: time, by: z.string(), reason: z.string() };

const action = actionSummary.extend({
  contained: z.array(z.object({ account: z.string(), ...contained })),
  undone: z.array(z.object({ account: z.string(), ...undone, from: time })),
}) satisfies z.ZodType<ActionView>;

const account = z.object({
  account: z.string(),
  containments: z.array(actionSummary.extend(contained)),
  undone: z.array(z.object({ action: z.string(), ...undone })),
  appeals: z.array(z.string()),
  grants: z.array(z.string()),
  attested: z.array(z.object({ attribute: z.string(), attested_by: z.string(), until: time })),
}) satisfies z.ZodType<AccountView>;

const appeal = z.object({
  id: z.string(),
  at: time,
  reference: z.string(),
  action: z.string(),
  account: z.string(),
  campaign: z.string(),
  text: z.string(),
  ruling: z
    .object({
      by: z.string(),
      at: time,
      reason: z.string(),
      upheld: z.boolean(),
      signals: z.array(z.string()),
    })
    .optional(),
  evidence: z
    .object({ role: z.string(), membership: share, because: z.string().optional(), why: why.optional() })
    .nullable(),
  contained: z.boolean(),
  contained_by: z
    .array(z.string())
    .meta({ description: 'who planned, approved or applied it: none of them rules on it alone' }),
}) satisfies z.ZodType<AppealView>;

const hold = z.object({
  ...made,
  model: z.string(),
  channel: z.string().optional(),
  lacking: z.string().optional(),
  from: time,
  until: time.nullable(),
  basis: z.string(),
  lifted: time.optional(),
});

const grant = z.object({
  id: z.string(),
  by: z.string(),
  at: time,
  to: z.string(),
  accounts: z.array(z.string()),
  models: z.array(z.string()),
  volume: count,
  from: time,
  until: time,
  purpose: z.string(),
  contract: z.string(),
  revoked: time.optional(),
  used: count,
  beyond: count,
}) satisfies z.ZodType<GrantView>;

const record = z.object({
  id: z.string(),
  at: time,
  actor: z.string(),
  kind: z.string(),
  subject: z.string(),
  reason: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  left_out: z.record(z.string(), count).optional().meta({
    description:
      'with long=counted: by its place, after.accounts, how long each is that is left out: entries, or characters of a text',
  }),
}) satisfies z.ZodType<Omit<AuditRecord, 'kind' | 'after'>>;

/** Of operations, by method and path; GETs that give a list or, with `id`, one of it, give either. */
export const answers: Readonly<Record<string, z.ZodType>> = {
  'POST containment/plans': plan,
  'GET containment/plans': z.union([z.object({ plans: z.array(planSummary) }), plan]),
  'POST containment/actions': applied,
  'GET canaries': z.object({ canaries: z.array(canary) }),
  'GET containment/actions': z.union([z.object({ actions: z.array(actionSummary) }), action]),
  'POST containment/undo': z.object({
    action: z.string(),
    undone: count,
    left: count,
  }) satisfies z.ZodType<Undone>,
  'GET accounts': account,
  'GET appeals': z.object({
    appeals: z.array(appeal),
    signals: z.array(z.object({ signal: z.string(), rulings: count, upheld: count })),
  }),
  'POST appeals/rulings': appeal,
  'GET holds': z.object({ holds: z.array(hold) }),
  'POST holds': z.object({ hold: z.string() }),
  'GET grants': z.object({ grants: z.array(grant) }),
  'POST grants': z.object({ grant: z.string() }),
  'GET attestations': z.object({
    attestations: z.array(
      z.object({ ...made, account: z.string(), attribute: z.string(), attested_by: z.string(), until: time }),
    ),
  }),
  'GET audit': z.object({ records: z.array(record) }),
  ...sharing,
};

const decision = z.object({
  decision: z.enum(['allow', 'verify', 'slow', 'thin', 'hold', 'suspend']),
  obligations: z.array(z.string()),
  reasons: z.array(z.object({ policy: z.string(), text: z.string() })),
  campaign: z.string().optional(),
  until: time.optional(),
  reference: z.string().optional(),
  fallback: z.enum(['open', 'closed']).optional(),
});

export const explained = z.object({
  decision,
  determined_by: z.array(
    z.object({
      policy: z.string(),
      file: z.string(),
      line: count,
      effect: z.string(),
      decision: decision.shape.decision,
      obligations: z.array(z.string()),
      source: z.string(),
    }),
  ),
  errors: z.array(z.object({ policy: z.string(), message: z.string() })),
  otherwise: z.array(
    z.object({ if: z.string(), decision: decision.shape.decision, policies: z.array(z.string()) }),
  ),
}) satisfies z.ZodType<Explained>;
