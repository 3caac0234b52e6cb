import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Case } from '../../range/index.ts';
import type { Io } from '../io.ts';
import { list, type Seeds, seeds, wholeFrom, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { keep, play } from '../play.ts';
import type { CaseResult } from '../report/suite.ts';
import { untilStopped } from '../stop.ts';

interface Options {
  suite: string;
  seeds: Seeds;
  accounts?: number;
  prompts?: string[];
  only?: string[];
  out?: string;
  replay: boolean;
  json?: boolean;
}

export function rangeRunCommand(range: Command, io: Io): void {
  const command = range
    .command('run')
    .description(
      'Makes, reads, detects and scores worlds of a suite’s cases, and prints figures beside targets. A world is\nremoved when its score is known. Exits 0 whatever the figures.',
    )
    .option('--suite <name>', 'which cases (stillwatch range list)', 'standard')
    .addOption(
      new Option('--seeds <n>', 'worlds of each case: seeds 1 to n, or as 5-8')
        .argParser(seeds)
        .default({ first: 1, last: 1 }, '1'),
    )
    .option('--accounts <n>', 'ordinary accounts of every case, instead of its own', wholeFrom(1, 10_000_000))
    .option('--prompts <path...>', 'take texts from these files or folders')
    .option('--only <case,…>', 'only these cases', list)
    .option('--no-replay', 'skip the replay, six hours a step, of cases that say what may leak')
    .option('--out <dir>', 'keep each world’s detection and score here, and work here');
  withJson(command).action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  const [{ ALPHA, together, verdicts }, { suiteReport, worldLine }] = await Promise.all([
    import('../../range/index.ts'),
    import('../report/suite.ts'),
  ]);
  const cases = await chosen(options);
  if (options.out) await mkdir(options.out, { recursive: true });
  const scratch = await mkdtemp(join(options.out ?? tmpdir(), 'stillwatch-run-'));
  // One document on stdout: then what is finished is said beside it.
  const say = options.json ? io.err : io.out;
  const results: CaseResult[] = [];
  try {
    await untilStopped(async () => {
      for (const one of cases) {
        const worlds: CaseResult['worlds'] = [];
        for (let seed = options.seeds.first; seed <= options.seeds.last; seed++) {
          const world = await play(one, seed, scratch, options, io);
          worlds.push(world);
          say(worldLine(one.name, world));
        }
        const figures = together(worlds);
        const targets = verdicts(one, figures);
        results.push({ case: one.name, about: one.about, world: one.world, worlds, figures, targets });
      }
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
  const { suite, accounts = null, prompts = [] } = options;
  const { first, last } = options.seeds;
  const document = {
    suite,
    seeds: last - first + 1,
    first_seed: first,
    accounts,
    prompts,
    alpha: ALPHA,
    cases: results,
  };
  if (options.out) await keep(options.out, 'suite', document);
  if (options.json) printJson(io, document);
  else io.out(`\n${suiteReport(results)}`);
}

async function chosen({ suite, only }: Options): Promise<Case[]> {
  const { suites } = await import('../../range/index.ts');
  const cases = Object.hasOwn(suites, suite) ? suites[suite]! : undefined;
  if (!cases)
    throw new StillwatchError(
      'USAGE',
      `the range has no suite ${suite}`,
      `Its suites are ${Object.keys(suites).join(', ')}.`,
    );
  for (const name of only ?? [])
    if (!cases.some(one => one.name === name))
      throw new StillwatchError(
        'USAGE',
        `the ${suite} suite has no case ${name}`,
        `Its cases are ${cases.map(one => one.name).join(', ')}.`,
      );
  return only ? cases.filter(({ name }) => only.includes(name)) : cases;
}
