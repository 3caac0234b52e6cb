import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Fsck, FsckProgress } from '../../evidence/index.ts';
import type { Io } from '../io.ts';
import { withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { whole } from '../text/number.ts';

interface Options {
  json?: boolean;
  data?: string;
}

export function fsckCommand(program: Command, io: Io): void {
  const command = program
    .command('fsck')
    .summary('hold log, sums and store against each other')
    .description(
      'Checks the transparency log, makes the sums of every hour once more from what is stored, and holds campaigns and the audit trail against what was logged of them. Changes nothing. The exit status is 1 where something that was logged does not hold; what is not logged yet is only said.',
    );
  withData(withJson(command)).action((options: Options) => run(options, io));
}

async function run({ json, data }: Options, io: Io): Promise<void> {
  const { fsck } = await import('../../evidence/index.ts');
  const line = new ProgressLine(io);
  const document = await withStore(io, data, (store, folder) =>
    fsck(store, folder, { onProgress: progress => line.show(`checking … ${stepText(progress)}`, true) }),
  ).finally(() => line.clear());
  if (json) printJson(io, document);
  else {
    const { fsckReport } = await import('../report/fsck.ts');
    io.out(fsckReport(document, lookOf(io)));
  }
  if (!document.ok) throw failure(document);
}

const stepText = ({ step, done, of }: FsckProgress): string =>
  step === 'hours' ? `hour ${whole(done)} of ${whole(of)}` : `the ${step}`;

function failure({ errors, first_wrong }: Fsck): StillwatchError {
  const first = errors.find(({ index }) => index === first_wrong) ?? errors[0]!;
  const which = first.index === null ? 'the log' : `entry ${first.index}, the first that is wrong`;
  return new StillwatchError(
    'FSCK_FAILED',
    `${which}: ${first.message}`,
    'What was logged or stored has been changed, or lost. Restore the data folder from a backup, and run it again.',
  );
}
