import { StillwatchError } from '../../errors.ts';

export type Api = 'openai' | 'anthropic';

/** What is asked of a model, beside the prompt. */
export interface Asking {
  model: string;
  system: string | undefined;
  /** Tokens of an answer, at most. */
  maxTokens: number;
  /** Not sent where not given: the endpoint's own. */
  temperature: number | undefined;
}

export interface Answer {
  output: string;
  stop_reason: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
}

export interface Endpoint {
  api: Api;
  url: URL;
}

const PATHS = { openai: '/chat/completions', anthropic: '/messages' } as const;

/**
 * Where to ask, of an API's base (https://api.example/v1) or the whole address; the API is recognised by the path, then by the host, and is OpenAI's
 * otherwise. Throws LINEAGE_ENDPOINT where it is no address, has a secret in it, or a key would go over the network in clear.
 */
export function endpointOf(text: string, api: Api | undefined, hasKey: boolean): Endpoint {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw unusable(
      `${text} is no address of an endpoint`,
      'It is https://HOST/v1, or http:// on this machine.',
    );
  if (url.username || url.password)
    throw unusable(
      'the address has a user or a password in it, which others on this machine can read',
      'Give the key as STILLWATCH_LINEAGE_KEY in the environment.',
    );
  if (hasKey && url.protocol === 'http:' && !isHere(url.hostname))
    throw unusable(
      `the key would go to ${url.host} in clear`,
      'Use https://, or unset STILLWATCH_LINEAGE_KEY where the endpoint needs none.',
    );
  const path = url.pathname.replace(/\/+$/, '');
  const named = (Object.keys(PATHS) as Api[]).find(one => path.endsWith(PATHS[one]));
  const spoken = api ?? named ?? (/(^|\.)anthropic\.com$/.test(url.hostname) ? 'anthropic' : 'openai');
  url.pathname = named ? path : `${path || '/v1'}${PATHS[spoken]}`;
  url.hash = '';
  return { api: spoken, url };
}

const isHere = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** Newer models of OpenAI's take the limit under another name only. */
export function bodyOf(api: Api, asking: Asking, prompt: string, limit: string): string {
  const { model, system, maxTokens, temperature } = asking;
  const user = { role: 'user', content: prompt };
  return JSON.stringify(
    api === 'anthropic'
      ? { model, max_tokens: maxTokens, temperature, system, messages: [user] }
      : {
          model,
          [limit]: maxTokens,
          temperature,
          messages: system === undefined ? [user] : [{ role: 'system', content: system }, user],
        },
  );
}

export function headersOf(api: Api, key: string | undefined): Record<string, string> {
  const common = {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'stillwatch',
  };
  if (api === 'anthropic')
    return { ...common, 'anthropic-version': '2023-06-01', ...(key ? { 'x-api-key': key } : {}) };
  return { ...common, ...(key ? { authorization: `Bearer ${key}` } : {}) };
}

/** The answer in a body; null where there is none. Reasoning isn't the answer. */
export function answerIn(api: Api, body: unknown): Answer | null {
  const said = body as Said;
  const choice = said?.choices?.[0];
  const texts =
    api === 'anthropic'
      ? said?.content?.filter(({ type }) => type === 'text').map(({ text }) => text ?? '')
      : choice?.message && [textOf(choice.message.content)];
  if (!texts) return null;
  const { usage } = said;
  return {
    output: texts.join(''),
    stop_reason: said.stop_reason ?? choice?.finish_reason ?? null,
    input_tokens: usage?.input_tokens ?? usage?.prompt_tokens ?? null,
    output_tokens: usage?.output_tokens ?? usage?.completion_tokens ?? null,
  };
}

/** As much of either API's answer as is read. */
interface Said {
  content?: { type?: string; text?: string }[];
  stop_reason?: string | null;
  choices?: { message?: { content?: unknown }; finish_reason?: string | null }[];
  usage?: {
    input_tokens?: number;
    output_tokens?: number;
    prompt_tokens?: number;
    completion_tokens?: number;
  };
}

const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : Array.isArray(content)
      ? content.map(({ text }: { text?: string }) => text ?? '').join('')
      : '';

const unusable = (message: string, mend: string) => new StillwatchError('LINEAGE_ENDPOINT', message, mend);
