import { z } from 'zod';
import type {
  AccountsPage,
  AccountTraffic,
  ActivityView,
  LifeView,
  Overview,
  TemplatesView,
  TraitsView,
} from '../../views/index.ts';
import { campaignAccount, campaignDocument, verdict } from './answers.ts';

// What people look at. As in answers.ts, these say what is answered and check nothing.

const count = z.int().min(0);
const time = z.string().meta({ description: 'ISO 8601, UTC' });
const counts = z.record(z.string(), count);
const share = z.number();
const series = (what: string) => z.array(count).meta({ description: `${what}; by step, from \`from\` on` });
const hourly = z.literal(3600).meta({ description: 'seconds' });
const daily = z.literal(86_400).meta({ description: 'seconds' });

export const outline = campaignDocument.extend({
  roles: counts
    .optional()
    .meta({ description: 'accounts by role; with ?accounts=none, for they are left out' }),
});

export const accountsPage = z.object({
  total: count.meta({ description: 'accounts that match' }),
  of: count.meta({ description: 'all accounts of the campaign' }),
  accounts: z.array(campaignAccount),
}) satisfies z.ZodType<AccountsPage>;

export const overview = z.object({
  from: time.nullable(),
  step: hourly,
  exchanges: series('all exchanges'),
  tokens: series('of all exchanges, in and out'),
  campaigns: z.array(
    z.object({
      id: z.string(),
      verdict,
      exchanges: series('of the campaign'),
      tokens: series('of the campaign'),
    }),
  ),
  leaked: z.array(
    z.object({
      campaign: z.string(),
      before: count.meta({
        description:
          'exchanges of harvesters before a containment of the account was in force, to the end of the hour',
      }),
      after: count,
      contained_accounts: count.meta({ description: 'with a containment in force now' }),
      accounts: count.meta({ description: 'harvesters' }),
    }),
  ),
  rejects: z
    .array(z.object({ reason: z.string(), count }))
    .nullable()
    .meta({ description: 'lines that the service refused since it runs' }),
}) satisfies z.ZodType<Overview>;

const activity = z.object({
  from: time,
  step: hourly,
  models: z.array(
    z.object({
      model: z.string(),
      exchanges: series('of the campaign'),
      input_tokens: count,
      output_tokens: count,
    }),
  ),
  accounts: series('accounts of the campaign that sent something of it'),
  others: series('exchanges of everybody else'),
}) satisfies z.ZodType<ActivityView>;

const life = z.object({
  from: time,
  step: daily,
  active: series('accounts that sent something'),
  joined: series('accounts that sent for the first time'),
  left: series('accounts that sent for the last time'),
  moves: z.array(
    z.object({
      model: z.string(),
      first: time.meta({ description: 'its first use by the campaign' }),
      half: time.nullable().meta({ description: 'the first day on which it carried half of the exchanges' }),
      seen_first: time.meta({ description: 'its first use by anyone' }),
    }),
  ),
}) satisfies z.ZodType<LifeView>;

const traits = z.object({
  traits: z.array(
    z.object({
      family: z.string(),
      trait: z.string(),
      value: z.string().meta({ description: 'as stored; hashes and pseudonyms as their first hex digits' }),
      hash: z.string().meta({ description: 'as the engine compares it, 16 hex digits' }),
      accounts: count.meta({ description: 'of the campaign that show it' }),
      others: count.meta({ description: 'accounts outside that show it' }),
    }),
  ),
  outside: count.meta({ description: 'accounts outside, in all' }),
  accounts: z.array(z.string()).meta({ description: 'rows, like next to like' }),
  roles: z.string().meta({ description: 'a letter an account: h, c, b' }),
  cells: z
    .string()
    .meta({ description: 'base64; a row is ceil(traits / 8) bytes, least significant bit first' }),
}) satisfies z.ZodType<TraitsView>;

const templates = z.object({
  templates: z.array(
    z.object({
      id: z.string(),
      opening: z
        .string()
        .nullable()
        .meta({ description: 'sketch of its first words, where they are its own' }),
      closing: z
        .string()
        .nullable()
        .meta({ description: 'sketch of its last words, where they are its own' }),
      accounts: count,
      exchanges: count,
      prompts: count.meta({ description: 'different ones; above 65,536 within a percent' }),
      others: count.meta({ description: 'accounts outside that begin or end prompts so' }),
      bytes: z.tuple([count, count, count]).meta({ description: 'of prompts: 5%, median, 95%' }),
      asks: z.record(z.string(), share).meta({ description: 'share of its exchanges that ask for each' }),
      models: counts,
      first: time,
      last: time,
    }),
  ),
  rest: z.object({ exchanges: count }),
}) satisfies z.ZodType<TemplatesView>;

export const views = { activity, life, traits, templates };

export const accountTraffic = z.object({
  account: z.string(),
  known: z
    .object({
      created: time.nullable(),
      plan: z.string(),
      program: z.string(),
      verification: z.string(),
      email_domain: z.string(),
      shares: z
        .object({ payment: count, phone: count, email: count, org: count })
        .meta({ description: 'other accounts with the same' }),
    })
    .nullable(),
  first: time.nullable(),
  last: time.nullable(),
  exchanges: count,
  input_tokens: count,
  output_tokens: count,
  from: time.nullable(),
  step: daily,
  days: series('exchanges'),
  streams: z.array(
    z.object({
      exchanges: count,
      first: time,
      last: time,
      models: counts,
      user_agent: z.string().meta({ description: 'the most frequent' }),
      ja4: z.string(),
      networks: count,
      system: z.boolean(),
      tools: z.boolean(),
      standalone: count.meta({ description: 'exchanges of one message, nothing before it' }),
      output_tokens: count,
      campaign: z.string().nullable(),
      of_campaign: count.meta({ description: 'its exchanges that belong to that campaign' }),
    }),
  ),
  neighbours: z.array(
    z.object({
      account: z.string(),
      shares: z.array(z.object({ family: z.string(), value: z.string() })),
      campaign: z.string().nullable(),
    }),
  ),
  campaigns: z.array(z.object({ id: z.string(), verdict, account: campaignAccount })),
}) satisfies z.ZodType<AccountTraffic>;

export const prices = z
  .object({
    currency: z.string(),
    models: z.record(z.string(), z.object({ input: z.number(), output: z.number() })),
  })
  .nullable()
  .meta({ description: 'per million tokens, as DATA/prices.json says; null where there is none' });
