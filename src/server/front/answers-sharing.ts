import { z } from 'zod';
import type { Matched, Partners, Preview, taxii } from '../../intel/index.ts';

// What is answered of what is shared with others (answers.ts says how these are used).

const count = z.int().min(0);
const time = z.string().meta({ description: 'ISO 8601, UTC' });
const counts = z.record(z.string(), count);
const share = z.number();
const tlp = z.string().meta({ description: 'Traffic Light Protocol 2.0' });
const verdict = z.enum(['harvesting', 'pooled-access', 'watch']);
const record = z.object({
  confirmed: count,
  falseAlarms: count,
  weight: share.meta({ description: 'the mean of Beta(1 + confirmed, 1 + false alarms)' }),
});

const partners = z.object({
  partners: z.array(
    z.object({
      partner: z.string(),
      keys: z.array(z.string()).meta({ description: 'verifier keys, the newest last' }),
      unsigned: z.boolean().meta({ description: 'what comes without a signature is taken too' }),
      record,
      bundles: z.array(
        z.object({
          source: z.string(),
          digest: z.string().meta({ description: 'SHA-256, hex' }),
          signed: z.string().meta({ description: 'the key that signed it; empty where none did' }),
          received: time,
          objects: count,
          indicators: count,
        }),
      ),
      indicators: counts.meta({ description: 'in force now, by kind' }),
      foreign: count.meta({ description: 'of them, under the key of a community that we are not in' }),
      until: time.nullable().meta({ description: 'when the last of them ends' }),
    }),
  ),
  feeds: z
    .array(
      z.object({
        partner: z.string(),
        title: z.string(),
        root: z.string(),
        collection: z.string(),
        read_to: time.nullable(),
      }),
    )
    .meta({ description: 'collections of partners that are followed over TAXII' }),
  community: z.object({ name: z.string(), id: z.string() }).nullable(),
}) satisfies z.ZodType<Partners>;

const matched = z.object({
  at: time,
  indicators: count.meta({ description: 'in force, and of kinds that can be looked for here' }),
  accounts: count.meta({ description: 'that were looked at' }),
  partners: z.array(record.extend({ partner: z.string() })),
  campaigns: z.array(
    z.object({
      partner: z.string(),
      id: z.string().meta({ description: 'in STIX; empty for indicators of no campaign' }),
      name: z.string(),
      level: tlp,
      confidence: z.number().nullable(),
      verdict: z.string().nullable(),
      error_bound: share.nullable(),
      said_accounts: z.number().nullable(),
      said_exchanges: z.number().nullable(),
      first_seen: z.string().nullable(),
      last_seen: z.string().nullable(),
      values: counts.meta({ description: 'of its values, those that somebody here shows, by kind' }),
      touched: count.meta({ description: 'accounts here that show any' }),
      p_value: share.meta({ description: 'that its values lie together at the same accounts by chance' }),
      accounts: z.array(
        z.object({
          account: z.string(),
          score: z.number(),
          why: z.record(z.string(), z.string()),
          campaigns: z.array(z.string()),
        }),
      ),
      linked: z.array(
        z.object({
          id: z.string(),
          verdict,
          accounts: count,
          templates: share.meta({ description: 'a p-value' }),
          infrastructure: share.meta({ description: 'a p-value' }),
        }),
      ),
      explanations: z.array(
        z.object({
          what: z.enum(['one-organisation', 'verified-business', 'known-program']),
          accounts: count,
          summary: z.string(),
        }),
      ),
    }),
  ),
  rulings: z.array(
    z.object({
      partner: z.string(),
      campaign: z.string(),
      ruling: z.enum(['confirmed', 'false-alarm', 'withdrawn']),
      actor: z.string(),
      reason: z.string(),
      at: time,
    }),
  ),
}) satisfies z.ZodType<Matched>;

const preview = z.object({
  campaign: z.string(),
  tlp,
  as: z.string(),
  bundle: z.object({
    type: z.literal('bundle'),
    id: z.string(),
    objects: z.array(z.looseObject({ type: z.string(), id: z.string() })),
  }),
  told: counts.meta({ description: 'indicators that it holds, by kind' }),
  kept: counts.meta({ description: 'indicators that may not leave at this level, by kind' }),
  alone: z.boolean().meta({ description: 'templates stay here: there is no community that could read them' }),
}) satisfies z.ZodType<Preview>;

/** Of operations, by method and path. */
export const sharing: Readonly<Record<string, z.ZodType>> = {
  'POST intel/collections': z.object({ collection: z.string(), name: z.string(), tlp: z.string() }),
  'GET intel/collections': z.object({
    collections: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        tlp: z.string(),
        as: z.string(),
        by: z.string(),
        at: time,
        campaigns: z.array(z.object({ campaign: z.string(), published: time })),
      }) satisfies z.ZodType<taxii.CollectionView>,
    ),
  }),
  'POST intel/publications': z.object({
    campaign: z.string(),
    collection: z.string(),
    tlp: z.string(),
    objects: count.meta({ description: 'versions of objects that were added' }),
    ended: count.meta({ description: 'indicators that tell of it no more' }),
  }),
  'POST intel/withdrawals': z.object({ campaign: z.string(), collection: z.string(), objects: count }),
  'GET intel/partners': partners,
  'GET intel/match': matched,
  'POST intel/rulings': z.object({ partner: z.string(), campaign: z.string(), ruling: z.string() }),
  'GET intel/preview': preview,
};
