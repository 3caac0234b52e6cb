import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Dial, RangeOptions, RangeSummary } from '../../range/index.ts';
import type { Io } from '../io.ts';
import { setting, time, wholeFrom, withJson } from '../options.ts';
import { printJson, textIn } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { bytes, count, whole } from '../text/number.ts';
import { clean, padded } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import { rangePlayCommand } from './range-play.ts';
import { rangeRunCommand } from './range-run.ts';

type MakeOptions = Omit<RangeOptions, 'dials' | 'start'> & {
  dial?: Record<string, number>;
  start?: Date;
  json?: boolean;
};

interface ScoreOptions {
  exchanges?: string[];
  json?: boolean;
}

export function rangeCommand(program: Command, io: Io): void {
  const range = program
    .command('range')
    .summary('the proving ground: labelled traffic and scores')
    .description('Makes worlds in which the truth is known, and scores detections against it.');

  withJson(range.command('list'))
    .description('Lists scenarios, the dials of their campaigns, and the cases of suites.')
    .action((options: { json?: boolean }) => listRange(options, io));

  const make = range
    .command('make')
    .description('Writes a labelled world: exchanges a day a file, accounts.jsonl, truth.json.')
    .requiredOption('--scenario <name>', 'what to make (stillwatch range list)')
    .requiredOption('--out <dir>', 'the folder to write to')
    .option('--accounts <n>', 'ordinary accounts', wholeFrom(1, 10_000_000))
    .option('--campaign-accounts <n>', "the campaign's accounts", wholeFrom(0, 1_000_000))
    .option('--campaign-exchanges <n>', "the campaign's exchanges in all", wholeFrom(0, 1e9))
    .option('--exchanges-per-account <n>', 'or those of each of its accounts', wholeFrom(1, 1e6))
    .option('--days <n>', 'days', wholeFrom(1, 366))
    .option('--start <date>', 'the first day', time)
    .option('--seed <n>', 'the same seed makes the same world', wholeFrom(0, Number.MAX_SAFE_INTEGER))
    .option(
      '--operator-seed <n>',
      'worlds of other seeds and the same operator: one operator at several providers',
      wholeFrom(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--operator-shared <share>', 'of its infrastructure, what it has at all of them', Number, 0.3)
    .option('--prompts <path...>', 'take texts from these files or folders')
    .option('--dial <name=value>', 'turn a dial of the campaign (repeatable)', setting);
  withJson(make).action((options: MakeOptions) => makeWorld(options, io));

  withJson(range.command('score'))
    .description(
      'Compares what detect --json or replay --json printed with the truth. For a replay, truth-exchanges.jsonl.gz\nlies beside truth.json: it says what had leaked when an account was contained.',
    )
    .argument('<truth>', 'truth.json of the world')
    .argument('<detection>', 'what stillwatch detect --json or replay --json printed')
    .option('--exchanges <file...>', 'score by exchange: what stillwatch campaigns ID --exchanges printed')
    .action((truth: string, detection: string, options: ScoreOptions) =>
      scoreOne(truth, detection, options, io),
    );

  rangeRunCommand(range, io);
  rangePlayCommand(range, io);
}

async function scoreOne(
  truthPath: string,
  detectionPath: string,
  options: ScoreOptions,
  io: Io,
): Promise<void> {
  const [{ isReplay, readLabels, score, scoreExchanges, scoreReplay }, { leakedReport, scoreReport }] =
    await Promise.all([import('../../range/index.ts'), import('../report/score.ts')]);
  const [truth, detection] = [await documentIn(truthPath), await documentIn(detectionPath)];
  const look = lookOf(io);
  const labels = () => readLabels(join(dirname(truthPath), 'truth-exchanges.jsonl.gz'));
  if (!isReplay(detection)) {
    const byAccount = score(truth, detection);
    const result = options.exchanges
      ? await scoreExchanges(byAccount, await idsIn(options.exchanges), labels())
      : byAccount;
    if (options.json) printJson(io, result);
    else io.out(scoreReport(result, look));
    return;
  }
  const result = await scoreReplay(truth, detection, labels());
  if (options.json) printJson(io, result);
  else io.out(`${scoreReport(result, look)}\n${leakedReport(result)}`);
}

/** The ids of exchanges, from files of a JSON object a line. */
async function idsIn(paths: string[]): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const path of paths)
    for (const line of (await textIn(path)).split('\n'))
      if (line)
        ids.add(
          (parsed(line, path, 'It is what `stillwatch campaigns ID --exchanges` prints.') as { id: string })
            .id,
        );
  return ids;
}

async function listRange({ json }: { json?: boolean }, io: Io): Promise<void> {
  const { scenarios, dials, suites } = await import('../../range/index.ts');
  const named = Object.entries(scenarios).map(([name, { about, defaults }]) => ({ name, about, defaults }));
  if (json) return printJson(io, { scenarios: named, dials, suites });
  const rows = (of: { name: string; about: string }[]) =>
    of.flatMap(({ name, about }) => wrap(about, io.width, `  ${padded(name, 18)}`));
  const dialRows = Object.entries<Dial>(dials).map(([name, { about, none, full, on }]) => ({
    name,
    about: `${about} (${on ? `${none}, or ${on[0]}` : none} to ${full})`,
  }));
  const lines = [
    'Scenarios',
    ...rows(named),
    '',
    'Dials of the campaign (--dial NAME=VALUE)',
    ...rows(dialRows),
  ];
  for (const [name, cases] of Object.entries(suites))
    lines.push('', `Cases of the ${name} suite (stillwatch range run --suite ${name})`, ...rows(cases));
  io.out(`${lines.join('\n')}\n`);
}

async function makeWorld({ dial, start, json, ...options }: MakeOptions, io: Io): Promise<void> {
  if (options.campaignExchanges !== undefined && options.exchangesPerAccount !== undefined)
    throw new StillwatchError(
      'USAGE',
      '--campaign-exchanges and --exchanges-per-account are both given',
      'Give one: the total, or that of each account.',
    );
  const { makeRange } = await import('../../range/index.ts');
  const line = new ProgressLine(io);
  const summary = await makeRange({
    ...options,
    dials: dial,
    start: start?.toISOString().slice(0, 10),
    onProgress: ({ day, days, exchanges }) =>
      line.show(`day ${day} of ${days}, ${count(exchanges, 'exchange')}`),
  }).finally(() => line.clear());
  if (json) printJson(io, summary);
  else io.out(worldReport(summary));
}

/** What was made, group by group. */
export function worldReport({ accounts, exchanges, bytes: size, out, groups }: RangeSummary): string {
  return [
    `${count(accounts, 'account')}, ${count(exchanges, 'exchange')}, ${bytes(size)} in ${clean(out)}`,
    ...Object.entries(groups).map(
      ([name, group]) =>
        `  ${padded(name, 18)} ${padded(whole(group.accounts), 8, 'left')} accounts ${padded(whole(group.exchanges), 10, 'left')} exchanges${group.kind === 'ordinary' ? '' : `  (${group.kind})`}`,
    ),
    '',
  ].join('\n');
}

async function documentIn(path: string): Promise<unknown> {
  return parsed(
    await textIn(path),
    path,
    'The truth is truth.json of `stillwatch range make`, the detection what `stillwatch detect --json` prints.',
  );
}

function parsed(text: string, path: string, mend: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${path} is not JSON: ${(cause as Error).message}`;
    throw new StillwatchError('TRUTH_INVALID', message, mend, { cause });
  }
}
