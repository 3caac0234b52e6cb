import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { asof, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';

interface Options {
  suspect: string;
  references: string;
  asof?: string;
  group?: string;
  json?: boolean;
}

export function lineageMixtureCommand(lineage: Command, io: Io): void {
  withJson(
    lineage
      .command('mixture')
      .summary('of which teachers a suspect’s answers are made, in proportions')
      .description(
        'For students of many: which share of a suspect’s answers each family’s own would make up, with intervals, and what is none of theirs. Whether there is a teacher at all says lineage test.',
      )
      .requiredOption('--suspect <file>', 'the suspect’s answers (.jsonl, .jsonl.gz)')
      .requiredOption('--references <dir>', 'a folder of other models’ answers with a manifest.json')
      .option('--asof <date>', 'references released after are no candidates: 2023, 2023-06, 2023-06-30', asof)
      .option('--group <name>', 'the data group of the suspect: what the references have of it is left out'),
  ).action((options: Options) => mixture(options, io));
}

async function mixture({ suspect, references, asof: date, group, json }: Options, io: Io): Promise<void> {
  const { mixLineage, readSuspect } = await import('../../lineage/index.ts');
  const line = new ProgressLine(io);
  const document = await readSuspect(suspect)
    .then(read =>
      mixLineage(read, references, { asof: date, group, onStep: step => line.show(`${step} …`, true) }),
    )
    .finally(() => line.clear());
  if (json) return printJson(io, document);
  const { mixtureReport } = await import('../report/mixture.ts');
  io.out(mixtureReport(document, lookOf(io)));
}
