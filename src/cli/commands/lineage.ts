import { basename } from 'node:path';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { asof, list, placeOf, wholeFrom, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { lineageCollectCommand } from './lineage-collect.ts';
import { lineageMixtureCommand } from './lineage-mixture.ts';

interface Options {
  suspect: string;
  references?: string;
  asof?: string;
  group?: string;
  teacher?: string[];
  save?: string;
  canary?: string[];
  data?: string;
  json?: boolean;
}

const examples = `
Examples:
  stillwatch lineage test --suspect answers.jsonl --references references/
  stillwatch lineage test --suspect answers.jsonl --references references/ --asof 2023-06 --json
  stillwatch lineage test --suspect answers.jsonl --references references/ --teacher ours --save suspect-1
  stillwatch lineage test --suspect answers.jsonl --references references/ --canary all

Answers are JSONL, {"prompt_id":17,"output":"…"} a line; several lines a prompt are several samples. What references are: docs/lineage.md.`;

export function lineageCommand(program: Command, io: Io): void {
  const lineage = program
    .command('lineage')
    .summary('whose answers was a model trained on')
    .description(
      'Says from text alone whether a model was trained on another’s answers, and how sure that is.',
    );
  withJson(
    lineage
      .command('test')
      .summary('test a suspect’s answers against possible teachers')
      .description(
        'Ranks the families of the references as teachers of a suspect, says how likely such closeness is by chance and which share of the teacher’s answers would explain it. Exits 0 whatever it finds.\nVerdicts: distilled, shared-style-or-contamination, not-determined.',
      )
      .requiredOption('--suspect <file>', 'the suspect’s answers (.jsonl, .jsonl.gz)')
      .option(
        '--references <dir>',
        'a folder of other models’ answers with a manifest.json (needed unless for --canary)',
      )
      .option(
        '--canary <id>',
        'test for the marks of this canary, or several, instead: an id, all, or a file of canary open',
        list,
      )
      .option('--asof <date>', 'references released after are no candidates: 2023, 2023-06, 2023-06-30', asof)
      .option('--group <name>', 'the data group of the suspect: what the references have of it is left out')
      .option('--teacher <family>', 'test only this family, or several; all are ranked', list)
      .option('--save <name>', 'keep it for the console, in the data folder')
      .option(
        '--data <dir>',
        'with --save or --canary: the data folder (or STILLWATCH_DATA; default .stillwatch)',
      ),
  )
    .addHelpText('after', examples)
    .action((options: Options) => test(options, io));
  lineageMixtureCommand(lineage, io);
  lineage
    .command('prompts')
    .summary('choose the prompts that tell the possible teachers apart')
    .description(
      'Prints prompts of the references, {"prompt_id","prompt"} a line, that tell their families apart best: each adds what those before leave open. None names a maker of models.',
    )
    .requiredOption(
      '--references <dir>',
      'a folder of models’ answers with a manifest.json that names its prompts',
    )
    .option('--n <prompts>', 'how many', wholeFrom(1, 100_000), 200)
    .action((options: { references: string; n: number }) => prompts(options, io));
  lineageCollectCommand(lineage, io);
}

async function prompts({ references, n }: { references: string; n: number }, io: Io): Promise<void> {
  const { choosePrompts, namesMaker, readReferences, Words } = await import('../../lineage/index.ts');
  const line = new ProgressLine(io);
  const corpus = await readReferences(references, new Words(), undefined, model =>
    line.show(`reading ${model} …`),
  ).finally(() => line.clear());
  const names = corpus.members.flatMap(({ vendor, family }) => [vendor ?? '', family ?? '']);
  const refused = new Set(corpus.prompts.filter(id => namesMaker(corpus.texts.get(id) ?? '', names)));
  const unknown = corpus.prompts.filter(id => !corpus.texts.has(id));
  if (unknown.length)
    throw new StillwatchError(
      'LINEAGE_MANIFEST',
      `the text of ${unknown.length} prompts isn't there (prompt_id ${unknown[0]})`,
      'The manifest names the file of prompts, {"prompt_id","prompt"} a line: "prompts":"prompts.jsonl".',
    );
  for (const { prompt_id, bits } of choosePrompts(corpus, n, refused))
    io.out(`${JSON.stringify({ prompt_id, prompt: corpus.texts.get(prompt_id), bits })}\n`);
}

async function test(options: Options, io: Io): Promise<void> {
  const { suspect, references, asof: date, group, teacher, save, data, canary, json } = options;
  if (canary) {
    const idle = (['asof', 'group', 'teacher', 'save'] as const).find(name => options[name] !== undefined);
    if (idle)
      throw new StillwatchError(
        'USAGE',
        `--${idle} has no use with --canary`,
        'A canary is tested by its marks alone: leave it out, or test once more without --canary.',
      );
    return (await import('./canary-test.ts')).testCanaries({ ...options, canary }, io);
  }
  if (references === undefined)
    throw new StillwatchError('USAGE', "required option '--references <dir>' not specified", 'Give it.');
  const { isTestName, readSuspect, saveTest, testLineage } = await import('../../lineage/index.ts');
  if (save !== undefined && !isTestName(save))
    throw new StillwatchError(
      'USAGE',
      `--save doesn't take ${save}`,
      'A name is letters, digits, dots, dashes and underscores, 64 at most; the first is a letter or a digit.',
    );
  const line = new ProgressLine(io);
  const document = await readSuspect(suspect)
    .then(read =>
      testLineage(read, references, {
        asof: date,
        group,
        teachers: teacher,
        onStep: step => line.show(`${step} …`, true),
      }),
    )
    .finally(() => line.clear());
  if (save)
    saveTest(placeOf(data, io).data, {
      name: save,
      saved: new Date().toISOString(),
      suspect: basename(suspect),
      asof: date ?? null,
      asked: teacher ?? [],
      test: document,
    });
  if (json) printJson(io, document);
  else {
    const { lineageReport } = await import('../report/lineage.ts');
    io.out(lineageReport(document, lookOf(io)));
  }
}
