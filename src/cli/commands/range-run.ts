import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Case } from '../../range/index.ts';
import { failWhereBroken } from '../broken.ts';
import type { Io } from '../io.ts';
import { list, wholeFrom, withJson } from '../options.ts';
import { printJson, withoutServer, withStore } from '../place.ts';
import { ProgressLine, progressText } from '../progress.ts';
import type { CaseResult } from '../report/suite.ts';
import { untilStopped } from '../stop.ts';

interface Options {
  suite: string;
  seeds: number;
  accounts?: number;
  prompts?: string[];
  only?: string[];
  out?: string;
  json?: boolean;
}

export function rangeRunCommand(range: Command, io: Io): void {
  const command = range
    .command('run')
    .description(
      'Makes, reads, detects and scores worlds of a suite’s cases, and prints figures beside targets. A world is\nremoved when its score is known. Exits 0 whatever the figures.',
    )
    .option('--suite <name>', 'which cases (stillwatch range list)', 'standard')
    .option('--seeds <n>', 'worlds of each case: seeds 1 to n', wholeFrom(1, 10_000), 1)
    .option('--accounts <n>', 'ordinary accounts of every case, instead of its own', wholeFrom(1, 10_000_000))
    .option('--prompts <path...>', 'take texts from these files or folders')
    .option('--only <case,…>', 'only these cases', list)
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
        for (let seed = 1; seed <= options.seeds; seed++) {
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
  const { suite, seeds, accounts = null, prompts = [] } = options;
  const document = { suite, seeds, accounts, prompts, alpha: ALPHA, cases: results };
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

/** One world from nothing to its score. The files go as soon as they are read, the store when it is scored. */
async function play(
  one: Case,
  seed: number,
  scratch: string,
  { accounts, prompts, out }: Options,
  io: Io,
): Promise<CaseResult['worlds'][number]> {
  const [{ ALPHA, figuresOf, makeRange, score }, room, { installationKey }, { detect }] = await Promise.all([
    import('../../range/index.ts'),
    import('../../ingest/index.ts'),
    import('../../exchange/index.ts'),
    import('../../detect/index.ts'),
  ]);
  const name = `${one.name}, seed ${seed}`;
  const line = new ProgressLine(io);
  const [world, place] = [join(scratch, 'world'), join(scratch, 'data')];
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  try {
    const made = await makeRange({
      ...one.world,
      ...(accounts === undefined ? {} : { accounts }),
      prompts,
      seed,
      out: world,
      onProgress: ({ day, days }) => line.show(`${name}: making day ${day} of ${days}`),
    });
    const truth: unknown = JSON.parse(await readFile(join(world, 'truth.json'), 'utf8'));
    const detection = await withStore(withoutServer(io), place, async (store, data) => {
      const options = { data, pseudonyms: installationKey(data) };
      await room.ingestAccounts(store, join(world, 'accounts.jsonl'), options);
      const began = since();
      const files = Array.from({ length: made.files }, (_, day) =>
        join(world, `exchanges-${String(day).padStart(4, '0')}.jsonl`),
      );
      const { failed_files } = await room.ingest(store, files, {
        ...options,
        onProgress: progress => line.show(`${name}: ${progressText(progress, since() - began)}`),
      });
      failWhereBroken(failed_files); // a score of half a world says nothing
      await rm(world, { recursive: true });
      return detect(store, {
        alpha: ALPHA,
        persist: false,
        onStep: ({ step }) => line.show(`${name}: detecting … ${step}`, true),
      });
    });
    const result = score(truth, detection);
    if (out) await keep(out, `${one.name}-${seed}`, { score: result, detection });
    const { accounts: all, exchanges } = made;
    return { seed, accounts: all, exchanges, ...figuresOf(result, since()), score: result };
  } finally {
    line.clear();
    for (const folder of [world, place]) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const keep = (folder: string, name: string, document: unknown): Promise<void> =>
  writeFile(join(folder, `${name}.json`), `${JSON.stringify(document, null, 1)}\n`);
