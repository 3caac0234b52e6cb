import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import {
  at,
  compact,
  count,
  flag,
  isRecord,
  type Json,
  list,
  number,
  own,
  parsed,
  record,
  text,
} from './fields.ts';
import type { Format, FormatOptions, FormatResult } from './format.ts';
import { messagesOf, plain } from './messages.ts';
import { type Draft, derivedId, identity, outcome } from './outcome.ts';
import { isoTime, timeUnits } from './time.ts';

/** How each of our fields reads what a path leads to. The keys are the fields that a mapping may name. */
const readers = {
  id: text,
  time: (value: unknown) => value ?? undefined,
  account: identity,
  org: identity,
  api_key: identity,
  channel: text,
  model: text,
  conversation: text,
  'client.ip': text,
  'client.asn': (value: unknown) => count(typeof value === 'string' ? value.replace(/^AS/i, '') : value),
  'client.country': text,
  'client.user_agent': text,
  'client.ja4': text,
  'request.system': words,
  'request.messages': (value: unknown) => (messagesOf(value).length ? messagesOf(value) : undefined),
  'request.prompt': words,
  'request.max_tokens': count,
  'request.temperature': number,
  'request.top_p': number,
  'request.n': count,
  'request.stream': flag,
  'request.tools': (value: unknown) => (list(parsed(value)).length ? list(parsed(value)) : undefined),
  'response.text': words,
  'response.reasoning': words,
  'response.stop_reason': text,
  'response.input_tokens': count,
  'response.output_tokens': count,
} satisfies Record<string, (value: unknown) => unknown>;

type Field = keyof typeof readers;
const fieldNames = Object.keys(readers) as [Field, ...Field[]];

function words(value: unknown): string | undefined {
  return text(typeof value === 'string' ? value : plain(value));
}

const path = z.string().min(1).max(256);
const literal = z.union([z.string(), z.number(), z.boolean()]);
const schema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/, 'is not a short lower-case name')
      .default('mapping'),
    about: z.string().max(200).optional(),
    fields: z.partialRecord(z.enum(fieldNames), z.union([path, z.array(path).min(1)])),
    time_unit: z.enum(timeUnits).optional(),
    defaults: z.partialRecord(z.enum(fieldNames), literal).default({}),
  })
  .superRefine(({ fields, defaults }, context) => {
    const has = (field: Field) => fields[field] !== undefined || defaults[field] !== undefined;
    const miss = (message: string) => context.addIssue({ code: 'custom', path: ['fields'], message });
    if (!has('time')) miss('does not say where `time` is');
    if (!has('model')) miss('does not say where `model` is, nor does `defaults`');
    if (!has('request.prompt') && !has('request.messages'))
      miss('says neither where `request.prompt` nor where `request.messages` is');
  });

export type Mapping = z.output<typeof schema>;

/** The format that a mapping file describes. `json` is the file's text, or what it parses to; `file` is for messages. */
export function mappingFormat(json: unknown, file: string): Format {
  const mapping = checked(json, file);
  const given = mapping.fields.account;
  const accountFields = given === undefined ? [] : [given].flat();
  return {
    name: mapping.format,
    about: mapping.about ?? `what ${file} maps`,
    accountFields,
    detect: () => true,
    open: options => ({ read: row => [read(row, mapping, accountFields, options)] }),
  };
}

function checked(json: unknown, file: string): Mapping {
  let value = json;
  if (typeof json === 'string')
    try {
      value = JSON.parse(json);
    } catch (cause) {
      throw new StillwatchError(
        'MAPPING_INVALID',
        `${file} is not JSON: ${(cause as Error).message}`,
        'Mend its syntax.',
        { cause },
      );
    }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const where = issue.path.join('.') || 'the file';
  const what = issue.code === 'unrecognized_keys' ? `unknown ${issue.keys.join(', ')}` : issue.message;
  const known =
    issue.path[0] === 'fields' || issue.path[0] === 'defaults'
      ? ` Fields are: ${fieldNames.join(', ')}.`
      : '';
  throw new StillwatchError(
    'MAPPING_INVALID',
    `${file}: ${where}: ${what}`,
    `A mapping is {"fields": {"account": "their.path", "time": "…", "model": "…", "request.prompt": "…"}} (see docs/formats.md).${known}`,
  );
}

function read(row: Json, mapping: Mapping, accountFields: string[], options: FormatOptions): FormatResult {
  const found = (field: Field): unknown => {
    for (const where of [mapping.fields[field] ?? []].flat()) {
      const value = readers[field](at(row, where));
      if (value !== undefined) return value;
    }
    const otherwise = mapping.defaults[field];
    return otherwise === undefined ? undefined : readers[field](otherwise);
  };
  const nested: Json = {};
  for (const field of fieldNames) {
    const value = found(field);
    const [group, leaf] = field.split('.') as [string, string?];
    if (value === undefined || field === 'account') continue;
    if (leaf === undefined) nested[group] = value;
    else nested[group] = { ...record(own(nested, group)), [leaf]: value };
  }
  const draft: Draft = {
    ...nested,
    id: text(own(nested, 'id')) ?? derivedId(row),
    time: isoTime(own(nested, 'time'), mapping.time_unit),
  };
  const fallback = identity(mapping.defaults.account);
  const missing = [mapping.fields['request.messages'], mapping.fields['request.prompt']]
    .flat()
    .filter(Boolean)
    .join(' nor ');
  return outcome(
    compact(draft),
    {
      options: { ...options, defaultAccount: fallback ?? options.defaultAccount },
      fields: accountFields,
      sources: [row],
    },
    isRecord(row) ? `no text at ${missing}` : undefined,
  );
}
