import { z } from 'zod';

/**
 * The native exchange: one request to a model and its answer. The one definition; types and JSON Schema come from it.
 * Unknown fields are dropped (and counted by ingest); wrong types, absurd times and negative counts are refused.
 */

// No engine column, log line or terminal is safe with control characters in an identifier.
const identifier = z
  .string()
  .min(1, 'is empty')
  .max(512, 'is longer than 512 characters')
  .refine(s => !/[\u0000-\u001f\u007f]/.test(s), 'holds control characters');

const EARLIEST = Date.UTC(2015, 0, 1);
const YEAR = 366 * 24 * 3600 * 1000;
const iso =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?$/;

/** Milliseconds since 1970, or NaN. JavaScript alone takes the 30th of February for the 2nd of March. */
function instant(value: string): number {
  const [, day, , , , zone] = iso.exec(value) ?? [];
  if (!day || new Date(`${day}T00:00Z`).toJSON()?.slice(0, 10) !== day) return Number.NaN;
  return Date.parse(zone ? value : `${value}Z`);
}

/** ISO 8601; without an offset it is UTC. From 2015 to a year ahead of this machine's clock. */
const time = z.string().transform((value, context) => {
  const ms = instant(value);
  if (Number.isNaN(ms)) {
    context.addIssue({ code: 'custom', message: 'is not an ISO 8601 time' });
    return z.NEVER;
  }
  if (ms < EARLIEST || ms > Date.now() + YEAR) {
    context.addIssue({ code: 'custom', message: 'is before 2015 or more than a year ahead' });
    return z.NEVER;
  }
  return new Date(ms).toISOString();
});

// Loggers in many languages write numbers as strings; the engine reads them so too.
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, 'is not a number')
    .transform(Number),
]);
const count = number.pipe(
  z.number().int('is not a whole number').min(0, 'is negative').max(1e9, 'is over a billion'),
);
const flag = z.union([z.boolean(), z.literal([0, 1]).transform(Boolean)]);
const text = z.string().nullish();
/** Something said. An object in its place (an answer in JSON, say) is taken as its JSON text. */
const object = z.record(z.string(), z.unknown());
const words = z.union([z.string(), object.transform(value => JSON.stringify(value))]).nullish();

const part = z.looseObject({ type: z.string().optional(), text: z.string().optional() });
const message = z.object({
  role: z.string().max(64),
  /** Text, or the parts of a multi-modal message; only their text is read. An object is taken as its JSON text. */
  content: z
    .union([
      z.string(),
      z.array(z.union([z.string(), part])),
      object.transform(value => JSON.stringify(value)),
    ])
    .nullish(),
  name: words,
  tool_call_id: words,
  tool_calls: z.array(z.unknown()).nullish(),
});

const client = z.object({
  ip: z.string().max(64).nullish(),
  asn: count.nullish(),
  /** Read, and kept nowhere: country is never evidence. */
  country: text,
  user_agent: z.string().max(4096).nullish(),
  ja4: z.string().max(256).nullish(),
});

const request = z
  .object({
    system: words,
    messages: z.array(message).nullish(),
    prompt: words,
    max_tokens: count.nullish(),
    temperature: number.nullish(),
    top_p: number.nullish(),
    n: count.nullish(),
    stream: flag.nullish(),
    tools: z.array(z.unknown()).nullish(),
  })
  .refine(
    r => (r.messages?.length ?? 0) > 0 || typeof r.prompt === 'string',
    'has neither messages nor prompt',
  );

const response = z.object({
  text: words,
  reasoning: words,
  stop_reason: text,
  input_tokens: count.nullish(),
  output_tokens: count.nullish(),
});

export const exchangeSchema = z.object({
  id: identifier,
  time,
  account: identifier,
  org: text,
  api_key: text,
  channel: text,
  model: identifier,
  conversation: text,
  client: client.nullish(),
  request,
  response: response.nullish(),
});

/** An exchange as a log line may state it. */
export type ExchangeInput = z.input<typeof exchangeSchema>;
/** An exchange that was checked: `time` is ISO 8601 UTC with milliseconds, counts are numbers. */
export type Exchange = z.output<typeof exchangeSchema>;

/** JSON Schema (draft 7) of the native format, for other languages and for editors. */
export const exchangeJsonSchema = () => z.toJSONSchema(exchangeSchema, { target: 'draft-7', io: 'input' });

export const accountSchema = z.object({
  account: identifier,
  created: time.nullish(),
  country: text,
  plan: text,
  program: text,
  verification: text,
  org: text,
  email: text,
  email_domain: text,
  email_hash: text,
  phone: text,
  phone_hash: text,
  payment: text,
  payment_hash: text,
});

export type Account = z.output<typeof accountSchema>;
export const accountJsonSchema = () => z.toJSONSchema(accountSchema, { target: 'draft-7', io: 'input' });
