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
  /** It fetches what models may have answered, in a form that is not looked into: results of batches, files, conversations. */
  results: boolean;
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

const resulting = [
  /\/batches\/[^/]+\/results$/,
  /\/files\/[^/]+\/content$/,
  /\/conversations\/[^/]+\/items(\/|$)/,
  /\/threads\/[^/]+\/(messages|runs)(\/|$)/,
  /\/chat\/completions$/,
];

export function routeOf(method: string, url: string, headers: IncomingHttpHeaders): Route {
  const path = spelled(url).toLowerCase();
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  // The messages of OpenAI's threads are what people wrote, not what is asked of a model.
  const table = method === 'POST' && !path.includes('/threads/') ? asking : method === 'GET' ? fetching : [];
  const api = table.find(([pattern]) => pattern.test(path))?.[1];
  const anthropic = api ? api === 'messages' : headers['anthropic-version'] !== undefined;
  const results = method === 'GET' && !api && resulting.some(pattern => pattern.test(path));
  return {
    api,
    dialect: anthropic ? 'anthropic' : 'openai',
    asks: api !== undefined && !safe,
    results,
    safe,
  };
}

/** The path as a lenient server may read it: one that is written in another way must not be a way around the record. */
export function spelled(url: string): string {
  let path = url.replace(/[?#].*$/s, '');
  // What is coded twice is read by two servers in a row.
  for (let i = 0; i < 3; i++) {
    const before = path;
    path = once(path);
    if (path === before) break;
  }
  return path;
}

function once(path: string): string {
  const bare = path.replace(/;[^/]*/g, '').replace(/\/{2,}/g, '/');
  try {
    // A question mark that was coded is none.
    const { pathname } = new URL(bare.replace(/[?#]/g, encodeURIComponent), 'http://gateway');
    return decodeURIComponent(pathname)
      .replace(/\/{2,}/g, '/')
      .replace(/(.)\/$/, '$1');
  } catch {
    return bare;
  }
}
