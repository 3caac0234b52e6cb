import { type Command, InvalidArgumentError, Option } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Collected } from '../../lineage/index.ts';
import type { Io } from '../io.ts';
import { wholeFrom, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { count, whole } from '../text/number.ts';

interface Options {
  endpoint: string;
  model: string;
  prompts: string;
  out: string;
  api?: 'openai' | 'anthropic';
  samples: number;
  rate: number;
  concurrency: number;
  budget?: { tokens: number } | { requests: number };
  system?: string;
  maxTokens: number;
  temperature?: number;
  tries: number;
  timeout: number;
  json?: boolean;
}

const examples = `
Examples:
  stillwatch lineage collect --endpoint https://api.example.com/v1 --model suspect-1 --prompts prompts.jsonl --out answers.jsonl
  stillwatch lineage collect --endpoint http://127.0.0.1:8000/v1 --model local --prompts prompts.jsonl --out answers.jsonl --samples 3 --rate 600
  stillwatch lineage collect … --budget 200000          tokens, of all answers in the file together
  stillwatch lineage collect … --budget 500requests

The key is STILLWATCH_LINEAGE_KEY in the environment, and goes to the endpoint's host alone. Run the same command again to ask what is missing.`;

export function lineageCollectCommand(lineage: Command, io: Io): void {
  withJson(
    lineage
      .command('collect')
      .summary('ask a model the prompts, and keep its answers')
      .description(
        'Asks an endpoint in the shape of OpenAI’s or Anthropic’s API what isn’t in the file yet. Each answer is on the disk before it counts; nothing goes anywhere but to the endpoint. Ask only whom you may.',
      )
      .requiredOption('--endpoint <url>', 'the API’s base, or the whole address')
      .requiredOption('--model <name>', 'the model to ask')
      .requiredOption('--prompts <file>', '{"prompt_id","prompt"} a line, as lineage prompts writes them')
      .requiredOption('--out <file>', 'the answers (JSONL); those that are there stay')
      .addOption(
        new Option('--api <api>', 'of whose shape it is, where the address doesn’t say').choices([
          'openai',
          'anthropic',
        ]),
      )
      .option('--samples <n>', 'answers of each prompt', wholeFrom(1, 100), 1)
      .option('--rate <n>', 'requests a minute', wholeFrom(1, 60_000), 60)
      .option('--concurrency <n>', 'requests at the same time', wholeFrom(1, 8), 2)
      .option('--budget <n>', 'tokens, or 500requests, that are never exceeded', budget)
      .option('--system <text>', 'a system prompt')
      .option('--max-tokens <n>', 'of an answer', wholeFrom(1, 1_000_000), 1024)
      .option('--temperature <t>', 'from 0 to 2; the endpoint’s own where not given', temperature)
      .option('--tries <n>', 'of one request', wholeFrom(1, 20), 6)
      .option('--timeout <seconds>', 'of one try', wholeFrom(1, 3600), 120),
  )
    .addHelpText('after', examples)
    .action((options: Options) => collect(options, io));
}

async function collect({ json, timeout, ...options }: Options, io: Io): Promise<void> {
  const { collectAnswers } = await import('../../lineage/index.ts');
  const line = new ProgressLine(io);
  const begun = performance.now();
  const collected = await collectAnswers({
    ...options,
    api: options.api,
    system: options.system,
    temperature: options.temperature,
    budget: options.budget,
    key: io.env['STILLWATCH_LINEAGE_KEY'] || undefined,
    timeout: timeout * 1000,
    onProgress: progress => line.show(progressText(progress, (performance.now() - begun) / 60_000)),
  }).finally(() => line.clear());
  if (json) printJson(io, { out: options.out, ...collected });
  else io.out(said(collected, options.out));
  if (collected.refused)
    throw new StillwatchError(
      'LINEAGE_ENDPOINT',
      `the endpoint would not answer ${count(collected.refused, 'request')}: ${collected.reason}`,
      'All others are answered and kept. A test does without these prompts; the same command asks them again.',
    );
}

const said = ({ answers, of, before, tokens }: Collected, out: string): string =>
  `${whole(answers)} of ${count(of, 'answer')} in ${out}${before ? `, ${whole(before)} of them from before` : ''}${tokens ? `; ${count(tokens, 'token')}` : ''}.\n`;

function progressText({ answers, of, before, tokens }: Collected, minutes: number): string {
  const made = answers - before;
  const left = made ? Math.ceil(((of - answers) * minutes) / made) : 0;
  return `${whole(answers)} of ${count(of, 'answer')}, ${count(tokens, 'token')}${left ? `, about ${left} min left` : ''}`;
}

function budget(text: string): { tokens: number } | { requests: number } {
  const [, number, unit = 'tokens'] = /^([1-9]\d{0,11})\s*(tokens|requests)?$/.exec(text) ?? [];
  if (!number) throw new InvalidArgumentError('It is a number of tokens, or 500requests.');
  return unit === 'tokens' ? { tokens: Number(number) } : { requests: Number(number) };
}

function temperature(text: string): number {
  if (!/^\d(\.\d+)?$/.test(text) || Number(text) > 2)
    throw new InvalidArgumentError('It is a number from 0 to 2.');
  return Number(text);
}
