import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Summary } from '../../ingest/index.ts';
import { failWhereBroken } from '../broken.ts';
import type { Io } from '../io.ts';
import { keepLog } from '../keep-log.ts';
import { list, withData, withJson } from '../options.ts';
import { printJson, textIn, withStore } from '../place.ts';
import { ProgressLine, progressText } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { clean } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';

interface Options {
  accounts?: string;
  format: string;
  mapping?: string;
  accountField?: string[];
  defaultAccount?: string;
  rejects?: string;
  commit: boolean;
  json?: boolean;
  data?: string;
}

const examples = `
Examples:
  stillwatch ingest logs/ --accounts accounts.jsonl
  zcat old/*.gz | stillwatch ingest -
  stillwatch ingest calls.jsonl --mapping examples/mapping-flat-gateway.json
`;

/** `formats`: the text of formatsHelp(), where help is about to be asked for. */
export function ingestCommand(program: Command, io: Io, formats: string): void {
  const command = program
    .command('ingest')
    .summary('read API logs')
    .description(
      'Reads exchanges from files, folders and stdin (-): .jsonl, .json, .parquet, each also .gz or .zst.\nReading the same ids again changes nothing. A bad line never stops it: it is set aside with its reason.\nSo is a file that is broken; what came before the broken place is kept, and the exit status is 1.',
    )
    .argument('[path...]', 'files or folders; - is stdin')
    .option('--accounts <file>', 'what is known of accounts, JSONL (stillwatch schema account)')
    .option('--format <name>', 'the log format, where it is not to be found by looking', 'auto')
    .option('--mapping <file>', 'how to read any other JSON log (docs/formats.md)')
    .option(
      '--account-field <path,…>',
      'where in a record the account is, before the format’s own places',
      list,
    )
    .option('--default-account <name>', 'the account of records that name none')
    .option('--rejects <file>', 'where refused lines go (default: a file of its own in the data folder)')
    .option('--no-commit', 'leave it to the next ingest or detection to commit the hours in the log');
  withData(withJson(command))
    .addHelpText('after', () => examples + formats)
    .action((paths: string[], options: Options) => run(paths, options, io));
}

async function run(paths: string[], options: Options, io: Io): Promise<void> {
  if (paths.length === 0 && !options.accounts)
    throw new StillwatchError(
      'USAGE',
      'nothing to read was named',
      'Name files or folders, - for stdin, or --accounts FILE.',
    );
  const [ingestRoom, { installationKey }] = await Promise.all([
    import('../../ingest/index.ts'),
    import('../../exchange/index.ts'),
  ]);
  const { format } = options;
  if (format !== 'auto' && !ingestRoom.formatNamed(format))
    throw new StillwatchError(
      'USAGE',
      `there is no format ${format}`,
      `Formats are auto, ${ingestRoom.formats.map(f => f.name).join(', ')}; any other JSON log is read with --mapping FILE.`,
    );
  const mapping = options.mapping
    ? ingestRoom.mappingFormat(await textIn(options.mapping), options.mapping)
    : undefined;

  await withStore(io, options.data, async (store, data) => {
    const pseudonyms = installationKey(data);
    let accounts = options.accounts
      ? await ingestRoom.ingestAccounts(store, options.accounts, { data, pseudonyms })
      : undefined;
    let summary: Summary | undefined;
    if (paths.length) {
      const line = new ProgressLine(io);
      const started = performance.now();
      try {
        summary = await ingestRoom.ingest(store, paths, {
          data,
          pseudonyms,
          format,
          mapping,
          accountField: options.accountField?.length ? options.accountField : undefined,
          defaultAccount: options.defaultAccount,
          rejects: options.rejects,
          onProgress: progress => line.show(progressText(progress, (performance.now() - started) / 1000)),
        });
      } finally {
        line.clear();
      }
    }
    // A folder of logs with an accounts file in it is read whole.
    if (!options.accounts && summary?.account_files.length)
      accounts = await ingestRoom.ingestAccounts(store, summary.account_files, { data, pseudonyms });
    // What was read is stored, whatever becomes of the log.
    const kept = summary && options.commit ? await keepLog(io, store, data, ['hours']) : undefined;
    const committed = kept?.hours ?? null;
    if (options.json) printJson(io, { ...summary, accounts: accounts ?? null, committed });
    else {
      const report = await import('../report/ingest.ts');
      if (accounts) io.out(report.accountsReport(accounts, lookOf(io)));
      if (summary) io.out(report.ingestReport(summary, lookOf(io), committed));
    }
    failWhereBroken([...(accounts?.failed_files ?? []), ...(summary?.failed_files ?? [])]);
  });
}

/** Every format, and the order in which it looks for the account. */
export async function formatsHelp(width: number): Promise<string> {
  const { formats } = await import('../../ingest/index.ts');
  const lines = formats.flatMap(({ name, about, accountFields }) => [
    ...wrap(clean(about), width, `  ${name.padEnd(10)} `),
    ...wrap(accountFields.join(', '), width, `  ${' '.repeat(10)} account: `),
  ]);
  return [
    '',
    'Formats, and where each looks for the account (the first that is there):',
    ...lines,
    '',
    ...wrap(
      'Any other JSON log is read with a small mapping file: examples/mapping-flat-gateway.json, docs/formats.md.',
      width,
    ),
  ].join('\n');
}
