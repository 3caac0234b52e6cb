import type { ServerResponse } from 'node:http';
import type { Dialect } from './route.ts';

export interface Refusal {
  status: number;
  /** OpenAI's `error.type` and `error.code`, Anthropic's `error.type`. */
  openai: [type: string, code: string | null];
  anthropic: string;
  message: string;
  param?: string | null;
  /** Seconds. */
  retryAfter?: number;
}

const permission = { status: 403, anthropic: 'permission_error' } as const;
const appeal = (reference?: string) => (reference ? ` Reference: ${reference}.` : '');

/** What a client is told, in the words of its API; each names the reference under which to object. */
export const refusals = {
  verify: (reference?: string): Refusal => ({
    ...permission,
    openai: ['permission_error', 'verification_required'],
    message: `This account needs stronger verification before it can go on. Verify it with your provider.${appeal(reference)}`,
  }),
  suspend: (reference?: string): Refusal => ({
    ...permission,
    openai: ['permission_error', 'account_suspended'],
    message: `This account is suspended. If you think that this is a mistake, object to it with your provider.${appeal(reference)}`,
  }),
  hold: (model: string, reference?: string): Refusal => ({
    status: 404,
    openai: ['invalid_request_error', 'model_not_found'],
    anthropic: 'not_found_error',
    message: `The model ${JSON.stringify(model)} is not available to this account now.${appeal(reference)}`,
    param: 'model',
  }),
  slow: (seconds: number, reference?: string): Refusal => ({
    status: 429,
    openai: ['requests', 'rate_limit_exceeded'],
    anthropic: 'rate_limit_error',
    message: `Too many requests of this account. Try again in ${seconds} s.${appeal(reference)}`,
    retryAfter: seconds,
  }),
  undecided: (): Refusal => ({
    status: 503,
    openai: ['server_error', 'policy_unavailable'],
    anthropic: 'api_error',
    message: 'Whether this request may be served cannot be told at the moment. Try again soon.',
    retryAfter: 5,
  }),
  unread: (reference?: string): Refusal => ({
    status: 413,
    openai: ['invalid_request_error', 'request_too_large'],
    anthropic: 'request_too_large',
    message: `The request is too large, or not readable, for the terms that hold for this account.${appeal(reference)}`,
  }),
  elsewhere: (reference?: string): Refusal => ({
    ...permission,
    openai: ['permission_error', 'not_on_these_terms'],
    message: `This call is not available on the terms that hold for this account.${appeal(reference)}`,
  }),
  unreadable: (): Refusal => ({
    status: 400,
    openai: ['invalid_request_error', null],
    anthropic: 'invalid_request_error',
    message: 'The body of the request could not be read as JSON.',
  }),
  unclear: (reason: string): Refusal => ({
    status: 400,
    openai: ['invalid_request_error', null],
    anthropic: 'invalid_request_error',
    message: `The request is not clear: ${reason}.`,
  }),
  unreachable: (): Refusal => ({
    status: 502,
    openai: ['server_error', 'upstream_unreachable'],
    anthropic: 'api_error',
    message: 'The upstream could not be reached.',
  }),
  late: (): Refusal => ({
    status: 504,
    openai: ['server_error', 'upstream_timeout'],
    anthropic: 'api_error',
    message: 'The upstream did not answer in time.',
  }),
  unusable: (): Refusal => ({
    status: 502,
    openai: ['server_error', 'upstream_unusable'],
    anthropic: 'api_error',
    message: 'The upstream answered with something that cannot be passed on.',
  }),
} as const;

/** A refusal as the body of an answer. */
export const bodyOf = (dialect: Dialect, { message, openai, anthropic, param = null }: Refusal): object =>
  dialect === 'anthropic'
    ? { type: 'error', error: { type: anthropic, message } }
    : { error: { message, type: openai[0], param, code: openai[1] } };

export function refuse(
  response: ServerResponse,
  dialect: Dialect,
  refusal: Refusal,
  reference?: string,
): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const body = JSON.stringify(bodyOf(dialect, refusal));
  const { status, retryAfter } = refusal;
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(reference === undefined ? {} : { 'x-stillwatch-reference': reference }),
    })
    .end(body);
}
