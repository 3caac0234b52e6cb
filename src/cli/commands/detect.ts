import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { keepLog } from '../keep-log.ts';
import { alpha, time, withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { duration } from '../text/time.ts';

interface Options {
  until?: Date;
  alpha: number;
  json?: boolean;
  data?: string;
}

const examples = `
Examples:
  stillwatch detect
  stillwatch detect --until 2026-06-12 --json > found.json
  stillwatch detect --alpha 0.001 --data /srv/stillwatch`;

export function detectCommand(program: Command, io: Io): void {
  const command = program
    .command('detect')
    .summary('find campaigns in what was read')
    .description(
      'Finds campaigns in what is stored and keeps them. Exits 0 whatever it finds.\nVerdicts: harvesting (one operator collects answers as training data), pooled-access (a reseller or a relay),\nwatch (coordinated, what for is not established).',
    )
    .option('--until <time>', 'look only at what came before (ISO 8601; without an offset UTC)', time)
    .option('--alpha <share>', 'the chance of any false alarm, over all detections together', alpha, 0.01);
  withData(withJson(command))
    .addHelpText('after', examples)
    .action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  await withStore(io, options.data, async (store, data) => {
    const { detect } = await import('../../detect/index.ts');
    const line = new ProgressLine(io);
    line.show('detecting …', true);
    const started = performance.now();
    const detection = await detect(store, {
      until: options.until,
      alpha: options.alpha,
      onStep: ({ step, seconds }) => line.show(`detecting … ${step} (${duration(seconds)})`, true),
    }).finally(() => line.clear());
    const seconds = (performance.now() - started) / 1000;
    // Before it is printed: whoever reads may have seen enough, and then the process ends.
    await keepLog(io, store, data, ['hours', 'verdicts']);
    if (options.json) printJson(io, detection);
    else {
      const { detectionReport } = await import('../report/detection.ts');
      io.out(detectionReport(detection, lookOf(io), store.place));
      if (io.errWidth) io.err(`(${duration(seconds)})\n`);
      const first = detection.campaigns[0];
      if (first) io.out(`\nWhose accounts these are: stillwatch campaigns ${first.id}\n`);
    }
  });
}
