import { Rng } from './rng.ts';

/** What software sends: its fingerprints and its default parameters. Users of one client share all of it. */
export interface Client {
  channel: 'api' | 'app';
  userAgent: string;
  ja4: string;
  system: string | null;
  maxTokens: number | null;
  temperature: number | null;
  topP: number | null;
  stream: boolean;
  tools: object[] | null;
  /** Whether the log names the conversation. */
  threads: boolean;
}

/** A TLS fingerprint in JA4's form; the same library has the same one everywhere. */
const ja4 = (library: string): string => {
  const rng = Rng.of('ja4', library);
  return `t13${rng.chance(0.9) ? 'd' : 'i'}${10 + rng.int(40)}${10 + rng.int(8)}${rng.chance(0.6) ? 'h2' : 'h1'}_${rng.hex(12)}_${rng.hex(12)}`;
};

const bare = { system: null, maxTokens: null, temperature: null, topP: null, stream: true, tools: null };

const browsers = [
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/14#.0.0.0 Safari/537.36', 32],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/14#.0.0.0 Safari/537.36', 14],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.# Safari/605.1.15', 12],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:14#.0) Gecko/20100101 Firefox/14#.0', 8],
  ['Stillapp/4.# (iPhone; iOS 26.2)', 12],
  ['Stillapp/4.# (iPhone; iOS 26.4)', 8],
  ['Stillapp/4.# (Android 15)', 8],
  ['Stillapp/4.# (Android 16)', 6],
] as const;

/** The provider's own web and phone apps. */
export function app(rng: Rng): Client {
  const agent = rng.weighted(browsers).replaceAll('#', `${rng.int(8)}`);
  // A browser's handshake changes with its version, not with its system.
  const handshake = agent.match(/Chrome\/\d+|Firefox\/\d+|Version\/\d+|iPhone|Android/)![0];
  return { ...bare, channel: 'app', userAgent: agent, ja4: ja4(handshake), threads: true };
}

const libraries = [
  ['OpenAI/Python', 22, ['1.54.3', '1.61.0', '1.99.1', '2.3.0', '2.8.1'], 'openssl-h11'],
  ['Anthropic/Python', 20, ['0.39.0', '0.52.2', '0.64.0', '0.71.0'], 'openssl-h11'],
  ['python-requests', 16, ['2.31.0', '2.32.3', '2.32.5'], 'openssl-requests'],
  ['python-httpx', 8, ['0.27.2', '0.28.1'], 'openssl-h11'],
  ['Python/3.12 aiohttp', 6, ['3.9.5', '3.11.10'], 'openssl-aiohttp'],
  ['OpenAI/JS', 12, ['4.77.0', '5.12.2', '6.1.0'], 'node'],
  ['axios', 6, ['1.7.7', '1.12.0'], 'node'],
  ['node', 4, ['20', '22'], 'node'],
  ['Go-http-client', 6, ['1.1', '2.0'], 'go'],
  ['okhttp', 4, ['4.12.0', '5.0.0'], 'java'],
  ['curl', 3, ['8.5.0', '8.9.1'], 'curl'],
] as const;
const byUse = libraries.map(library => [library, library[1]] as const);

/** A script's client: a library, and parameters its author once typed. */
export function script(rng: Rng): Client {
  const [library, , versions, tls] = rng.weighted(byUse);
  return {
    ...bare,
    channel: 'api',
    userAgent: `${library}/${rng.pick(versions)}`.replace(/^node\/.*/, 'node'),
    ja4: ja4(`${tls} ${rng.int(3)}`),
    maxTokens: rng.weighted([
      [null, 20],
      [256, 6],
      [512, 9],
      [1000, 8],
      [1024, 22],
      [2048, 16],
      [4096, 22],
      [8192, 10],
      [16000, 4],
    ] as const),
    temperature: rng.weighted([
      [null, 34],
      [0, 18],
      [0.2, 8],
      [0.3, 6],
      [0.5, 5],
      [0.7, 14],
      [0.8, 4],
      [1, 14],
    ] as const),
    topP: rng.weighted([
      [null, 80],
      [1, 8],
      [0.95, 7],
      [0.9, 5],
    ] as const),
    stream: rng.chance(0.3),
    threads: rng.chance(0.15),
  };
}

const tool = (name: string, description: string, ...fields: string[]) => ({
  name,
  description,
  input_schema: { type: 'object', properties: Object.fromEntries(fields.map(f => [f, { type: 'string' }])) },
});

/** Clients many people bring their own key to: each version has one fingerprint, one prompt, one set of defaults. */
const products = [
  ['Inkwell', 'You are a helpful assistant. Format replies in Markdown.', 4096, 0.7, null],
  ['Parley', 'You are Parley, a desktop companion. Be concise unless asked otherwise.', null, 1, null],
  ['Ledgerline', 'Help with spreadsheets. Prefer formulas over prose.', 2048, 0.2, null],
  ['Plume', 'You improve texts. Keep the author’s voice and point out unclear passages.', 4096, 0.5, null],
  [
    'Marginalia',
    'You answer questions on the open document. Quote the passage you rely on.',
    1024,
    0.3,
    null,
  ],
  [
    'Kestrel',
    'You are a coding agent in an editor. Use the tools to read and change files; run the tests before you finish.',
    8192,
    0,
    [
      tool('read_file', 'Reads a file of the workspace', 'path'),
      tool('edit_file', 'Replaces text in a file', 'path', 'old', 'new'),
      tool('run', 'Runs a shell command', 'command'),
    ],
  ],
  [
    'Forge',
    'You are Forge, an agent that works in a terminal. Think before each command.',
    16000,
    null,
    [
      tool('shell', 'Runs a command and returns its output', 'command'),
      tool('patch', 'Applies a unified diff', 'diff'),
    ],
  ],
] as const;

export const chatProducts = 5;

/** One of the products above, by number: 0–4 are chat clients, 5 and 6 are agents with tools. */
export function product(number: number, rng: Rng): Client {
  const [title, system, maxTokens, temperature, tools] = products[number]!;
  const version = `${1 + (number % 3)}.${rng.pick([7, 8, 8, 9, 9, 9, 9, 9, 9])}`;
  return {
    ...bare,
    channel: 'api',
    userAgent: `${title}/${version}`,
    ja4: ja4(`${title} ${version}`),
    system,
    maxTokens,
    temperature,
    tools: tools as object[] | null,
    threads: number % 2 === 1,
  };
}
