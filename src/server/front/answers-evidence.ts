import { z } from 'zod';
import type { LogSummary } from './log-reader.ts';
import type { Kept } from './shelf.ts';

// What is answered of the log and of dossiers (answers.ts says how these are used).

const count = z.int().min(0);
const time = z.string().meta({ description: 'ISO 8601, UTC' });
const hash = z.string().meta({ description: 'base64' });

export const logView = z.object({
  log: z
    .object({
      origin: z.string(),
      key: z.string().meta({ description: 'the verifier key' }),
      size: count.meta({ description: 'entries' }),
      root: hash,
      entries: z.object({
        key: count,
        hour: count,
        verdict: count,
        record: count,
        claim: count,
        psi: count,
        canary: count,
      }),
      last: time.meta({ description: 'when its last entry was logged' }),
      last_hour: time.nullable().meta({ description: 'the first moment of the last hour that is committed' }),
      campaigns: count.meta({ description: 'with a verdict in it' }),
      published: z.array(
        z.object({
          size: count,
          root: hash,
          at: time.meta({ description: 'when its last entry was logged' }),
          witnesses: z.array(z.object({ name: z.string(), at: time })).meta({
            description: 'who says that they saw it; that it is them is for who has their keys',
          }),
          timestamp: time.nullable().meta({ description: 'when a timestamp authority saw it' }),
        }),
      ),
      private: z
        .array(
          z.object({
            index: count.meta({ description: 'its entry' }),
            at: time,
            role: z.enum(['server', 'client']).meta({ description: 'what this installation was in it' }),
            partner: z.string(),
            mode: z.enum(['match', 'count']),
            epoch: z.string(),
            asked: count.meta({ description: 'values that were asked for' }),
            held: count.meta({ description: 'values of who answered' }),
          }),
        )
        .meta({ description: 'private matches with partners, the newest first' }),
    })
    .nullable()
    .meta({ description: 'null where there is none yet' }) satisfies z.ZodType<LogSummary | null>,
  stored: z
    .object({ last: time.nullable(), records: count, campaigns: count })
    .nullable()
    .meta({ description: 'what the store has, which the log follows; null where it does not answer now' }),
  error: z.string().nullable().meta({ description: 'why the log is behind, if it is' }),
});

const entry = z.record(z.string(), z.unknown()).meta({
  description: 'as docs/evidence-format.md says, by its type: key, hour, verdict, record, claim, psi, canary',
});

export const entriesPage = z.object({
  size: count.meta({ description: 'entries in all' }),
  entries: z.array(z.object({ index: count, entry })),
});

export const proofView = z.object({
  index: count,
  entry,
  checkpoint: z.string().meta({ description: 'a signed note' }),
  key: z.string().meta({ description: 'the verifier key that signed it' }),
  proof: z.array(hash).meta({ description: 'siblings from the leaf up (RFC 6962)' }),
});

export const kept = z.object({
  name: z.string(),
  campaign: z.string(),
  level: z.enum(['public', 'partner', 'regulator']),
  partner: z.string().nullable(),
  maker: z.string().nullable(),
  by: z.string(),
  at: time,
  bytes: count,
  sha256: z.string().meta({ description: 'hex, of the archive' }),
  claim: count.meta({ description: 'the index of its claim in the log' }),
  exchanges: count,
  accounts: count,
}) satisfies z.ZodType<Kept>;

export const keptList = z.object({ dossiers: z.array(kept) });
