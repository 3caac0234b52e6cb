import { createHash } from 'node:crypto';
import { StillwatchError } from '../../errors.ts';
import { eachLine } from '../answers.ts';
import { type Api, type Asking, endpointOf } from './api.ts';
import { Asker, Refused } from './ask.ts';
import { Budget, type Limit, Spent } from './budget.ts';
import { KeptAnswers } from './kept.ts';
import { Pace } from './pace.ts';

export interface CollectOptions extends Asking {
  endpoint: string;
  api: Api | undefined;
  /** Of the environment; it goes to the endpoint and nowhere else. */
  key: string | undefined;
  prompts: string;
  out: string;
  samples: number;
  /** Requests a minute, and at the same time. */
  rate: number;
  concurrency: number;
  /** What all answers of the file may cost together. */
  budget: Limit | undefined;
  tries: number;
  /** Milliseconds. */
  timeout: number;
  firstWait?: number;
  onProgress?: (progress: Collected) => void;
}

export interface Collected {
  answers: number;
  /** What is in the file when it is complete. */
  of: number;
  /** Of `answers`, those that were there before. */
  before: number;
  requests: number;
  tokens: number;
  /** Prompts that the endpoint would not answer, and what it said of the first. */
  refused: number;
  reason: string | null;
}

/** So many refusals before any answer, and it isn't the prompts that are refused. */
const HOPELESS = 3;

/**
 * Asks an endpoint what isn't in the file yet, one sample of every prompt before the next sample. An answer counts when it is on the disk.
 * Throws LINEAGE_ENDPOINT, LINEAGE_BUDGET where answers are missing when it is spent, LINEAGE_ANSWERS, LINEAGE_PROMPTS.
 */
export async function collectAnswers(options: CollectOptions): Promise<Collected> {
  const key = keyOf(options.key);
  const { samples, rate, concurrency, budget, model, system, maxTokens, temperature } = options;
  const endpoint = endpointOf(options.endpoint, options.api, Boolean(key));
  const asking: Asking = { model, system, maxTokens, temperature };
  const prompts = await promptsOf(options.prompts);
  const mark = createHash('sha256')
    .update(JSON.stringify([endpoint.url.href, asking]))
    .digest('hex')
    .slice(0, 16);
  const kept = await KeptAnswers.open(options.out, mark);
  const left = Array.from({ length: samples }, (_, sample) =>
    prompts.flatMap(prompt =>
      kept.samples.get(String(prompt.id))?.has(sample) ? [] : [{ ...prompt, sample }],
    ),
  ).flat();
  const before = prompts.length * samples - left.length;
  const collected: Collected = {
    answers: before,
    of: prompts.length * samples,
    before,
    requests: 0,
    tokens: kept.tokens,
    refused: 0,
    reason: null,
  };
  const stop = new AbortController();
  const spending = new Budget(budget, kept);
  const asker = new Asker({
    endpoint,
    asking,
    key,
    pace: new Pace(rate),
    tries: options.tries,
    timeout: options.timeout,
    firstWait: options.firstWait ?? 1000,
    signal: stop.signal,
    onSend: () => spending.send(),
  });
  const ask = async ({ id, text, sample }: Prompt & { sample: number }): Promise<void> => {
    // A token is a byte at least, and what a template puts around it is short.
    const most = Buffer.byteLength(text) + Buffer.byteLength(system ?? '') + 64 + maxTokens;
    spending.hold(most);
    try {
      const answer = await asker.ask(text, () => spending.lose(most));
      const time = new Date().toISOString();
      await kept.add({ prompt_id: id, ...answer, sample, model, time, asking: mark });
      collected.answers++;
    } finally {
      spending.release(most);
      collected.requests = spending.requests;
      collected.tokens = kept.tokens;
    }
  };
  const work = async (): Promise<void> => {
    for (let task = left.shift(); task && !stop.signal.aborted; task = left.shift()) {
      try {
        await ask(task);
      } catch (error) {
        // What others under way don't cost after all, they spend themselves.
        if (error instanceof Spent) return void left.unshift(task);
        if (!(error instanceof Refused)) stop.abort(error);
        else {
          collected.refused++;
          collected.reason ??= error.message;
          if (kept.count === 0 && collected.refused >= HOPELESS) stop.abort(hopeless(error.message));
        }
      }
      options.onProgress?.(collected);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    await kept.close();
  }
  stop.signal.throwIfAborted();
  if (left.length && spending.blind)
    throw new StillwatchError(
      'LINEAGE_BUDGET',
      `the endpoint doesn’t say how many tokens an answer takes: ${collected.answers} of ${collected.of} answers are there, and no budget of tokens can be kept`,
      'Give it in requests, such as --budget 500requests, and run the same command: it asks only for what is missing.',
    );
  if (left.length)
    throw new StillwatchError(
      'LINEAGE_BUDGET',
      `the budget is spent: ${collected.answers} of ${collected.of} answers are there, at ${collected.tokens} tokens`,
      'Raise --budget and run the same command: it asks only for what is missing.',
    );
  return collected;
}

/** As it is in a file or a shell, perhaps with a line's end. */
function keyOf(given: string | undefined): string | undefined {
  const key = given?.trim();
  if (key && !/^[\x21-\x7e]+$/.test(key))
    throw new StillwatchError(
      'LINEAGE_ENDPOINT',
      'the key has characters that no header takes',
      'Check STILLWATCH_LINEAGE_KEY: a key is one word of plain letters, digits and marks.',
    );
  return key || undefined;
}

const hopeless = (reason: string) =>
  new StillwatchError(
    'LINEAGE_ENDPOINT',
    `the endpoint refuses what it is asked: ${reason}`,
    'Check --model, --max-tokens and --temperature.',
  );

interface Prompt {
  id: string | number;
  text: string;
}

async function promptsOf(path: string): Promise<Prompt[]> {
  const prompts = new Map<string, Prompt>();
  let without = 0;
  let twice: string | number | undefined;
  const torn = await eachLine(path, ({ prompt_id: id, prompt: text }) => {
    if ((typeof id !== 'string' && typeof id !== 'number') || typeof text !== 'string') return void without++;
    if ((prompts.get(String(id))?.text ?? text) !== text) twice ??= id;
    prompts.set(String(id), { id, text });
  });
  if (twice !== undefined)
    throw new StillwatchError(
      'LINEAGE_PROMPTS',
      `${path} has two prompts with the prompt_id ${twice}`,
      'An answer would be of either: give each an id of its own.',
    );
  const broken = torn + without;
  if (prompts.size === 0 || broken)
    throw new StillwatchError(
      'LINEAGE_PROMPTS',
      prompts.size ? `${path} has ${broken} lines that are no prompts` : `there is no prompt in ${path}`,
      'It is JSONL, {"prompt_id":17,"prompt":"…"} a line: stillwatch lineage prompts makes one.',
    );
  return [...prompts.values()];
}
