import { z } from 'zod';
import { attestationSchema, grantSchema, holdSchema } from './bodies.ts';
import {
  appeal,
  apply,
  approve,
  LONGEST_APPEAL,
  listActions,
  listAppeals,
  listCanaries,
  listPlans,
  makePlan,
  misleading,
  rule,
  showAccount,
  showAction,
  showPlan,
  undo,
} from './containment/index.ts';
import { grades } from './decision.ts';
import { type Operation, operation } from './operation.ts';
import { readOutlines, readRecords } from './records.ts';
import { attest, grant, hold, lift, listGrants, revoke, withdraw } from './rights.ts';

const id = z.string().min(1).max(64);
const account = z.string().min(1).max(512);
const reason = z
  .string()
  .trim()
  .min(1, 'a reason is needed')
  .max(2000)
  .meta({ description: 'why, for the audit trail' });
const [HOUR, DAY] = [3_600_000, 86_400_000];

const plans = [
  operation({
    method: 'POST',
    path: 'containment/plans',
    scope: 'act',
    about: 'Makes a plan to contain a campaign. Nothing is done to anyone.',
    input: z.object({
      campaign: id,
      reason,
      grade: z.enum(grades).optional().meta({ description: 'for everyone, in place of what is suggested' }),
      except: z.array(account).max(100_000).optional(),
      membership: z.number().min(0).max(1).optional().meta({ description: 'only who belongs so surely' }),
      approval_above: z.int().min(0).max(50).optional(),
      days: z.number().positive().max(366).optional().meta({ description: 'of marks: how long at most; 14' }),
      new_key: z.boolean().optional().meta({
        description: 'of marks: not by the key that earlier ones of the campaign have',
      }),
    }),
    run: (desk, { approval_above, days, new_key, ...input }, by) =>
      makePlan(
        desk,
        { ...input, approvalAbove: approval_above, lasts: days && days * DAY, newKey: new_key },
        by,
      ),
  }),
  operation({
    method: 'GET',
    path: 'containment/plans',
    scope: 'read',
    about: 'The plans, the newest first; with `id` one, whole.',
    input: z.object({ id: id.optional() }),
    run: async (desk, { id }) => (id ? showPlan(desk, id) : { plans: listPlans(desk) }),
  }),
  operation({
    method: 'POST',
    path: 'containment/approvals',
    scope: 'approve',
    about: 'Approves a plan that somebody else made.',
    input: z.object({ plan: id, reason }),
    run: approve,
  }),
];

const actions = [
  operation({
    method: 'POST',
    path: 'containment/actions',
    scope: 'act',
    about: 'Contains the accounts of a plan; without `confirm` it says what would be done.',
    input: z.object({
      plan: id,
      reason,
      days: z.number().positive().max(366).optional().meta({ description: 'how long; 7' }),
      waves: z.int().min(1).max(1000).optional(),
      over_hours: z.number().min(0).max(8784).optional(),
      confirm: z.boolean().optional(),
    }),
    run: (desk, { days, over_hours, ...input }, by) =>
      apply(desk, { ...input, lasts: days && days * DAY, over: over_hours && over_hours * HOUR }, by),
  }),
  operation({
    method: 'GET',
    path: 'containment/actions',
    scope: 'read',
    about: 'The containments, the newest first; with `id` one and its accounts.',
    input: z.object({ id: id.optional() }),
    run: async (desk, { id }) => (id ? showAction(desk, id) : { actions: listActions(desk) }),
  }),
  operation({
    method: 'POST',
    path: 'containment/undo',
    scope: 'act',
    about: 'Undoes a containment, whole or for some accounts.',
    input: z.object({ action: id, accounts: z.array(account).min(1).max(1_000_000).optional(), reason }),
    run: undo,
  }),
  operation({
    method: 'GET',
    path: 'canaries',
    scope: 'read',
    about: 'The canaries: by whose key answers of which campaigns are marked, the newest first.',
    input: z.object({}),
    run: async desk => ({ canaries: listCanaries(desk) }),
  }),
  operation({
    method: 'GET',
    path: 'accounts',
    scope: 'read',
    about: 'What was decided about one account.',
    input: z.object({ account }),
    run: async (desk, { account }) => showAccount(desk, account),
  }),
];

const appeals = [
  operation({
    method: 'POST',
    path: 'appeals',
    scope: 'act',
    about: 'Takes an objection by the reference that a contained account was told.',
    input: z.object({ reference: id, text: z.string().trim().min(1).max(LONGEST_APPEAL) }),
    run: appeal,
  }),
  operation({
    method: 'GET',
    path: 'appeals',
    scope: 'read',
    about: 'The appeals, open ones first, and how often each signal was wrong.',
    input: z.object({}),
    run: async desk => ({ appeals: await listAppeals(desk), signals: misleading(desk) }),
  }),
  operation({
    method: 'POST',
    path: 'appeals/rulings',
    scope: 'approve',
    about: 'Decides an appeal; one that is upheld undoes the containment at once.',
    input: z.object({ appeal: id, upheld: z.boolean(), reason }),
    run: rule,
  }),
];

const rights = [
  operation({
    method: 'POST',
    path: 'holds',
    scope: 'act',
    about: 'Holds a model back: from everyone, a channel, or accounts that lack an attested eligibility.',
    input: holdSchema.extend({ reason }),
    run: hold,
  }),
  operation({
    method: 'GET',
    path: 'holds',
    scope: 'read',
    about: 'Model holds, lifted ones too.',
    input: z.object({}),
    run: async desk => ({ holds: [...desk.state.holds.values()] }),
  }),
  operation({
    method: 'POST',
    path: 'holds/lift',
    scope: 'act',
    about: 'Lifts a hold.',
    input: z.object({ hold: id, reason }),
    run: lift,
  }),
  operation({
    method: 'POST',
    path: 'grants',
    scope: 'act',
    about: 'Authorises distillation.',
    input: grantSchema.extend({ reason }),
    run: grant,
  }),
  operation({
    method: 'GET',
    path: 'grants',
    scope: 'read',
    about: 'Grants, and what is used of each.',
    input: z.object({}),
    run: async desk => ({ grants: await listGrants(desk) }),
  }),
  operation({
    method: 'POST',
    path: 'grants/revoke',
    scope: 'act',
    about: 'Revokes a grant.',
    input: z.object({ grant: id, reason }),
    run: revoke,
  }),
  operation({
    method: 'POST',
    path: 'attestations',
    scope: 'act',
    about: 'Writes down who attests that an account is eligible, and until when.',
    input: attestationSchema.extend({ reason }),
    run: attest,
  }),
  operation({
    method: 'GET',
    path: 'attestations',
    scope: 'read',
    about: 'Attestations, those that have run out too.',
    input: z.object({}),
    run: async desk => ({ attestations: [...desk.state.attestations.values()] }),
  }),
  operation({
    method: 'POST',
    path: 'attestations/withdraw',
    scope: 'act',
    about: 'Withdraws an attestation.',
    input: z.object({ account, attribute: z.string().min(1).max(256), reason }),
    run: withdraw,
  }),
];

const audit = operation({
  method: 'GET',
  path: 'audit',
  scope: 'read',
  about: 'The audit trail: who did what, when and why; the oldest first.',
  input: z.object({
    id: z.string().max(64).optional().meta({ description: 'only the record of this id' }),
    after: z.string().max(64).optional().meta({ description: 'only records after this id' }),
    until: z.string().max(64).optional().meta({ description: 'only records before this id' }),
    kind: z.string().max(64).optional(),
    subject: z.string().max(1024).optional(),
    last: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(1000)
      .meta({ description: 'the newest so many' }),
    long: z.enum(['whole', 'counted']).default('whole').meta({
      description:
        'counted: long lists and texts are left out, and `left_out` says how long they are; with `id` they come whole',
    }),
  }),
  run: async ({ store }, { long, ...filter }) => ({
    records: await (long === 'counted' ? readOutlines(store, filter) : readRecords(store, filter)),
  }),
});

/** All that can be asked of the desk. */
export const operations: readonly Operation[] = [...plans, ...actions, ...appeals, ...rights, audit] as never;
