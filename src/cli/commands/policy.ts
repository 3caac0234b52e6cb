import { type Command, InvalidArgumentError } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { placeOf, time, withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { count, percent, whole } from '../text/number.ts';

interface CheckOptions {
  fix?: boolean;
  json?: boolean;
  data?: string;
}

interface ExplainOptions {
  account: string;
  model: string;
  channel?: string;
  attribute?: Record<string, string>;
  at?: Date;
  policies?: string;
  json?: boolean;
  data?: string;
}

interface BacktestOptions {
  from: Date;
  to: Date;
  json?: boolean;
  data?: string;
}

export function policyCommand(program: Command, io: Io): void {
  const policy = program
    .command('policy')
    .summary('check, explain and try policies')
    .description(
      'Policies say what follows for a request from what is known of it (docs/policy.md). In force are those in the data folder’s policies/, where there is one, else those that Stillwatch comes with.',
    );

  const check = policy
    .command('check')
    .description('Looks for what is wrong with policies, and tells file, line and how to mend it.')
    .argument('[path]', 'a folder of .cedar files, or one (default: those in force)')
    .option('--fix', 'format the files');
  withData(withJson(check)).action((folder: string | undefined, options: CheckOptions) =>
    runCheck(folder, options, io),
  );

  const explain = policy
    .command('explain')
    .description('Tells what is decided about a request, by which policies, and what they saw.')
    .requiredOption('--account <account>', 'who asks')
    .requiredOption('--model <model>', 'what for')
    .option('--channel <channel>', 'by which channel')
    .option('--attribute <name=value>', 'what the caller says of the account (repeatable)', pair)
    .option('--at <time>', 'as of this time (default: now)', time)
    .option('--policies <dir>', 'a folder of policies instead of those in force, or a file among them')
    .addHelpText(
      'after',
      `
Examples:
  stillwatch policy explain --account acct_9f2 --model opus-4.6
  stillwatch policy explain --account acct_9f2 --model opus-4.6 --channel api --attribute tier=gold --at 2026-06-12`,
    );
  withData(withJson(explain)).action((options: ExplainOptions) => runExplain(options, io));

  const backtest = policy
    .command('backtest')
    .description(
      'Decides what is stored of a time under the policies in force and under those of a folder, and tells who would have been treated differently. Changes nothing.',
    )
    .argument('<path>', 'a folder of .cedar files in place of those in force, or one file among them')
    .requiredOption('--from <time>', 'the first moment', time)
    .requiredOption('--to <time>', 'the end, exclusive', time)
    .addHelpText(
      'after',
      `
Examples:
  stillwatch policy backtest new-policies/ --from 2026-06-01 --to 2026-06-12
  stillwatch policy backtest stricter.cedar --from 2026-06-01 --to 2026-06-12`,
    );
  withData(withJson(backtest)).action((path: string, options: BacktestOptions) =>
    runBacktest(path, options, io),
  );
}

/** NAME=VALUE, repeatable. */
function pair(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is NAME=VALUE, such as tier=gold.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

async function runCheck(
  folder: string | undefined,
  { fix, json, data }: CheckOptions,
  io: Io,
): Promise<void> {
  const { checkPolicies, policiesFolder } = await import('../../policy/index.ts');
  const check = await checkPolicies(folder ?? policiesFolder(placeOf(data, io).data), { fix: fix ?? false });
  const errors = check.findings.filter(({ severity }) => severity === 'error').length;
  if (json) printJson(io, { ...check, errors, warnings: check.findings.length - errors });
  else {
    const { checkReport } = await import('../report/policy.ts');
    io.out(checkReport(check, lookOf(io)));
  }
  if (errors)
    throw new StillwatchError(
      'POLICY_INVALID',
      `${count(errors, 'error')} in the policies of ${check.folder}`,
      'Each is told of with its line and how to mend it.',
    );
}

async function runExplain(options: ExplainOptions, io: Io): Promise<void> {
  const { account, model, channel = '', attribute = {}, at, json } = options;
  await withStore(io, options.data, async (store, data) => {
    const { Desk, explainDecision, loadSnapshot, Policies, policiesFolder } = await import(
      '../../policy/index.ts'
    );
    const inForce = await Policies.load(policiesFolder(data));
    const folder = options.policies ?? policiesFolder(data);
    const policies = options.policies ? await Policies.tried(folder, inForce) : inForce;
    const snapshot = await loadSnapshot(store, await Desk.open(store), {
      at,
      among: { where: 'account = {account:String}', params: { account } },
    });
    const when = at ?? new Date();
    const facts = snapshot.facts({ account, model, channel, attributes: attribute }, when.getTime());
    const document = {
      at: when.toISOString(),
      policies: folder,
      known: snapshot.accounts > 0,
      facts,
      ...explainDecision(policies, facts),
    };
    if (json) return printJson(io, document);
    const { explainReport } = await import('../report/policy.ts');
    io.out(explainReport(document, lookOf(io)));
  });
}

async function runBacktest(path: string, { from, to, json, data }: BacktestOptions, io: Io): Promise<void> {
  if (from >= to)
    throw new StillwatchError(
      'USAGE',
      '--from is not earlier than --to',
      'The time goes from the one to the other.',
    );
  await withStore(io, data, async (store, data) => {
    const { backtest, Policies, policiesFolder } = await import('../../policy/index.ts');
    const inForce = await Policies.load(policiesFolder(data));
    const tried = await Policies.tried(path, inForce);
    const line = new ProgressLine(io);
    const found = await backtest(store, {
      from,
      to,
      inForce,
      tried,
      ...(io.errWidth && {
        onProgress: ({ exchanges, of }) =>
          line.show(
            `deciding … ${whole(exchanges)} of ${count(of, 'exchange')} (${percent(exchanges / of)})`,
          ),
      }),
    }).finally(() => line.clear());
    if (json) return printJson(io, found);
    const { backtestReport } = await import('../report/policy.ts');
    io.out(backtestReport(found, lookOf(io)));
  });
}
