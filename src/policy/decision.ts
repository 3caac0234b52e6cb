import { z } from 'zod';

/** What may be answered, the mildest first; where several apply, the strictest does. */
export const kinds = ['allow', 'verify', 'slow', 'thin', 'hold', 'suspend'] as const;
export type Kind = (typeof kinds)[number];

/**
 * How an account is contained, the mildest first; what is not among them (a hold) is of a model. One that is marked is let through, with
 * other words that say the same (docs/canary.md), and may be restricted beside.
 */
export const grades = ['mark', 'verify', 'slow', 'thin', 'suspend'] as const;
export type Grade = (typeof grades)[number];
export type Restriction = Exclude<Grade, 'mark'>;

/** Which of two is stricter: as a comparison for sorting, the strictest last. */
export const byStrictness = (a: Kind | Grade, b: Kind | Grade): number => strictness(a) - strictness(b);
const strictness = (one: Kind | Grade): number => (one === 'mark' ? 0.5 : kinds.indexOf(one));

const word = z.string().min(1).max(512);

/** What a gateway asks before it forwards a request. `client` is taken so that a gateway need not leave it out; nothing reads it. */
export const decisionRequestSchema = z
  .object({
    account: word,
    model: word,
    channel: z.string().max(512).nullish(),
    /** What the caller knows of the account, as policies may ask for it: `tier=gold`. */
    attributes: z
      .record(z.string().max(128), z.union([z.string().max(512), z.number(), z.boolean()]))
      .nullish(),
    client: z.record(z.string().max(128), z.unknown()).nullish(),
  })
  .meta({ id: 'DecisionRequest' });

export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

export const decisionSchema = z
  .object({
    decision: z.enum(kinds),
    /** What the gateway has to do where it lets the request through: `omit-reasoning`, `cap-output:1024`, `rate:10/1m`, `mark:K-7Q2F9XKD`. */
    obligations: z.array(z.string()),
    /** Which policies decided it, and why, in words that may be shown to an operator. */
    reasons: z.array(z.object({ policy: z.string(), text: z.string() })),
    campaign: z.string().optional(),
    /** ISO 8601, UTC: when what decided it ends. */
    until: z.string().optional(),
    /** Opaque; an account that objects names it (an appeal). */
    reference: z.string().optional(),
    /** The decision was not made from what is known, for nothing is known yet, but by the configured fallback. */
    fallback: z.enum(['open', 'closed']).optional(),
  })
  .meta({ id: 'Decision' });

export type Decision = z.infer<typeof decisionSchema>;
