import { z } from 'zod';
import { playSettingsSchema } from './settings.ts';

// What stands in play.jsonl, a JSON object a line, told apart by `kind`. Lines are only ever added.

const count = z.int().min(0);
const time = z.string().meta({ description: 'ISO 8601, UTC' });
const share = z.number();
const counts = z.array(count);

const begun = z.object({
  kind: z.literal('begun'),
  format: z.literal('stillwatch-play/1'),
  id: z.string(),
  at: time,
  version: z.string(),
  settings: playSettingsSchema,
});

/** A day of the world is made and stored. */
const day = z.object({ kind: z.literal('day'), day: count, days: count, exchanges: count });

/** The world, as it really is. */
const world = z.object({
  kind: z.literal('world'),
  from: time,
  step: z.literal(3600),
  traffic: counts.meta({ description: 'exchanges by hour' }),
  harvest: counts.meta({ description: 'those of them that are harvest' }),
  accounts: count,
  exchanges: count,
  release: time.meta({ description: 'when a new model appeared' }),
  groups: z.record(
    z.string(),
    z.object({
      kind: z.enum(['campaign', 'pooled', 'ordinary']),
      about: z.string(),
      accounts: count,
      exchanges: count,
    }),
  ),
});

/** A step of the replay: what was known then, and under `truth` what was true. */
const step = z.object({
  kind: z.literal('step'),
  step: count.meta({ description: 'from 1' }),
  steps: count,
  at: time,
  exchanges_seen: count,
  campaigns: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(['harvesting', 'pooled-access', 'watch']),
      error_bound: share,
      accounts: count.meta({ description: 'harvesters and their cover' }),
      bystanders: count,
      exchanges: count,
    }),
  ),
  found: z.array(z.string()).meta({ description: 'accounts that stand to be contained for the first time' }),
  hours: z
    .object({ from: count, leaked: counts, stopped: counts })
    .meta({ description: 'harvest since the last step, from this hour of the world on' }),
  truth: z.object({ harvest: count, leaked: count, stopped: count, found: count, harmed: count }),
});

const end = z.object({
  kind: z.literal('end'),
  at: time,
  seconds: z.number(),
  score: z.object({
    leaked: share,
    precision: share,
    recall: share,
    purity: share,
    ever_harmed: count,
    false_campaigns: count,
    victim_flagged: count.nullable(),
  }),
});

const failed = z.object({
  kind: z.literal('failed'),
  at: time,
  code: z.string(),
  message: z.string(),
  mend: z.string(),
});

export const playLineSchema = z.discriminatedUnion('kind', [begun, day, world, step, end, failed]);
export type PlayLine = z.infer<typeof playLineSchema>;
export type LineOf<K extends PlayLine['kind']> = Extract<PlayLine, { kind: K }>;
