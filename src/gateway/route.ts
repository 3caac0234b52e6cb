import type { IncomingHttpHeaders } from 'node:http';

/** Which of the APIs a request speaks: OpenAI's chat, completions and Responses, Anthropic's messages. */
export type Api = 'chat' | 'completions' | 'responses' | 'messages';
export type Dialect = 'openai' | 'anthropic';

export interface Route {
  /** Undefined: nothing that a text model is asked for by; it is passed on, and not recorded. */
  api: Api | undefined;
  /** In whose words to refuse it. */
  dialect: Dialect;
  /** It asks a model for an answer: it is parsed and recorded. */
  asks: boolean;
  /** It cannot change anything. */
  safe: boolean;
}

const asking: [RegExp, Api][] = [
  [/\/chat\/completions$/, 'chat'],
  [/\/completions$/, 'completions'],
  [/\/responses$/, 'responses'],
  [/\/messages$/, 'messages'],
];
/** What was answered earlier and is fetched again: obligations hold for it too. */
const fetching: [RegExp, Api][] = [
  [/\/chat\/completions\/[^/]+$/, 'chat'],
  [/\/responses\/[^/]+$/, 'responses'],
];

export function routeOf(method: string, url: string, headers: IncomingHttpHeaders): Route {
  const path = plainPath(url);
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  // The messages of OpenAI's threads are what people wrote, not what is asked of a model.
  const table = method === 'POST' && !path.includes('/threads/') ? asking : method === 'GET' ? fetching : [];
  const api = table.find(([pattern]) => pattern.test(path))?.[1];
  const anthropic = api ? api === 'messages' : headers['anthropic-version'] !== undefined;
  return { api, dialect: anthropic ? 'anthropic' : 'openai', asks: api !== undefined && !safe, safe };
}

/** As a lenient server may read it: a path written in another way must not be a way around the record. */
function plainPath(url: string): string {
  const bare = url.replace(/[?#].*$/s, '').replace(/\/{2,}/g, '/');
  try {
    const { pathname } = new URL(bare, 'http://gateway');
    return decodeURIComponent(pathname)
      .toLowerCase()
      .replace(/\/{2,}/g, '/')
      .replace(/(.)\/$/, '$1');
  } catch {
    return bare.toLowerCase();
  }
}
