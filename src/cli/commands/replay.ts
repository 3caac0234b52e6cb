import { type Command, Option } from 'commander';
import type { ReplayStep } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { keepLog } from '../keep-log.ts';
import { alpha, duration as interval, time, withData, withJson } from '../options.ts';
import { withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { count } from '../text/number.ts';
import { duration, moment } from '../text/time.ts';

interface Options {
  every: number;
  from?: Date;
  to?: Date;
  alpha: number;
  json?: boolean;
  data?: string;
}

const examples = `
Examples:
  stillwatch replay
  stillwatch replay --every 1d --from 2026-05-01
  stillwatch replay --every 6h --json > replay.json
  stillwatch range score world/truth.json replay.json      # how much leaked before each account was contained`;

export function replayCommand(program: Command, io: Io): void {
  const command = program
    .command('replay')
    .summary('when would each campaign have been found?')
    .description(
      'Moves the clock over what is stored and detects at each step with only what was known then. Changes nothing in the store. All steps together have one budget of false alarms: alpha holds for the whole replay.',
    )
    .addOption(
      new Option('--every <time>', 'from one step to the next: 30m, 6h, 1d')
        .argParser(interval)
        .default(6 * 3_600_000, '6h'),
    )
    .option('--from <time>', 'the first step (default: the first step with traffic)', time)
    .option('--to <time>', 'the last step (default: the last exchange)', time)
    .option('--alpha <share>', 'the chance of any false alarm', alpha, 0.01);
  withData(withJson(command))
    .addHelpText('after', examples)
    .action((options: Options) => run(options, io));
}

async function run({ json, data, ...options }: Options, io: Io): Promise<void> {
  const { from, to } = options;
  if (from && to && from > to)
    throw new StillwatchError('USAGE', '--from is later than --to', 'Steps go from the one to the other.');
  await withStore(io, data, async (store, folder) => {
    const [{ replay }, { ReplayReport }] = await Promise.all([
      import('../../detect/index.ts'),
      import('../report/replay.ts'),
    ]);
    const line = new ProgressLine(io);
    const started = performance.now();
    const since = () => (performance.now() - started) / 1000;
    const report = new ReplayReport(lookOf(io));
    let steps = 0;
    // A document of many steps of many accounts is written as it comes: it need not fit into memory.
    const write = (step: ReplayStep) => io.out(`${steps++ ? ',\n' : '{"steps":[\n'}${JSON.stringify(step)}`);
    const onProgress = ({ step, steps, at }: { step: number; steps: number; at: Date }) =>
      line.show(
        `replaying … step ${step} of ${steps}, ${moment(at.toISOString())} (${duration(since())})`,
        true,
      );
    try {
      for await (const step of replay(store, { ...options, onProgress })) {
        line.clear();
        if (json) write(step);
        else io.out(report.step(step));
      }
    } finally {
      line.clear();
    }
    if (json) io.out(steps ? '\n]}\n' : '{"steps":[]}\n');
    else {
      io.out(report.end());
      if (io.errWidth) io.err(`(${count(report.steps, 'step')}, ${duration(since())})\n`);
    }
    await keepLog(io, store, folder, ['hours', 'verdicts']);
  });
}
