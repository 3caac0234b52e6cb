import { createHash } from 'node:crypto';
import type { ExchangeInput, RefusalCode } from '../../exchange/index.ts';
import { at, compact, isRecord, type Json, own, text } from './fields.ts';
import type { FormatOptions, FormatResult } from './format.ts';

export type RequestInput = NonNullable<ExchangeInput['request']>;
export type Draft = Partial<Omit<ExchangeInput, 'request'>> & { request?: Partial<RequestInput> };

export const refuse = (code: RefusalCode, reason: string): FormatResult => ({ refusal: { code, reason } });

// A key in the clear is a secret, not an identity. Gateways log hashes or ids of keys; some log the key by mistake.
const secret = /^(Bearer\s|Basic\s|sk-|pk-|AIza|xox[a-z]-|gh[a-z]_)/i;
export const identity = (value: unknown): string | undefined => {
  const id = text(value)?.trim();
  return id === undefined || secret.test(id) ? undefined : id;
};

/** Google names a model by its whole path (projects/…/publishers/google/models/gemini-2.5-flash). */
export const bareModel = (model: string | undefined) => model?.replace(/^.*\/models\//, '');

export interface Attribution {
  options: FormatOptions;
  /** Where the format looks, in order. */
  fields: readonly string[];
  /** What it looks in, in order: the record, and views of it (bodies unwrapped, attributes merged). */
  sources: readonly unknown[];
}

/** The operator's fields first, then the format's own, then the operator's default. */
export function accountOf({ options, fields, sources }: Attribution): string | undefined {
  for (const path of [...(options.accountField ?? []), ...fields]) {
    for (const source of sources) {
      const found = identity(at(source, path));
      if (found !== undefined) return found;
    }
  }
  return options.defaultAccount;
}

/** What every format ends with: an exchange if there is something to read and someone who sent it. */
export function outcome(draft: Draft, attribution: Attribution, noContent?: string): FormatResult {
  const { request } = draft;
  if (!request?.messages?.length && typeof request?.prompt !== 'string')
    return refuse('no-content', noContent ?? 'the record holds neither messages nor a prompt');
  const account = draft.account ?? accountOf(attribution);
  if (account === undefined)
    return refuse(
      'no-account',
      `none of ${attribution.fields.join(', ')} is there; name a field with --account-field or an account with --default-account`,
    );
  const { client, response } = draft;
  return {
    exchange: compact({
      ...draft,
      account,
      client: client && compact(client),
      request: compact(request) as RequestInput,
      response: response && compact(response),
    }),
  };
}

/** An id for a record that has none: the same record gets the same id, so that reading it again changes nothing. */
export const derivedId = (record: Json): string =>
  createHash('sha256').update(canonical(record)).digest('hex').slice(0, 32);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).sort();
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(own(value, key))}`).join(',')}}`;
}
