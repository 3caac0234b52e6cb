import { join } from 'node:path';
import type { Command } from 'commander';
import { StillwatchError } from '../../errors.ts';
import type { TransparencyLog } from '../../evidence/index.ts';
import type { PsiFound, PsiMode, Transcript } from '../../intel/index.ts';
import { changing } from '../../lock.ts';
import type { Io } from '../io.ts';
import { placeOf, wholeFrom, withData, withJson } from '../options.ts';
import { printJson, withStore } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { Stopped, untilStopped } from '../stop.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { withLog } from '../with-log.ts';
import { port } from './serve.ts';

const room = () => import('../../intel/index.ts');
const homeOf = (data: string | undefined, io: Io) => join(placeOf(data, io).data, 'psi');
const modes = ['match', 'count'] as const;
const mode = '--mode <mode>';
const modeWords = 'match: which values both have; count: only how many';
const stored =
  'instead of a file, what account records have in common with those of other members of your community';
const values = wholeFrom(1, 1e9);

interface PartnerOptions {
  data?: string;
  mode: PsiMode;
  perDay?: number;
  perEpoch?: number;
  least?: number;
}

interface ServeOptions {
  data?: string;
  set?: string;
  fromStore?: boolean;
  epoch: string;
  host: string;
  port: number;
  threads?: number;
}

interface QueryOptions {
  data?: string;
  json?: boolean;
  values?: string;
  fromStore?: boolean;
  campaign?: string;
  mode: PsiMode;
  partner: string;
  token?: string;
  insecure?: boolean;
}

/** Matching without telling: below `stillwatch intel`. */
export function psiCommand(intel: Command, io: Io): void {
  const command = intel
    .command('psi')
    .summary('match values with a partner’s without telling them')
    .description(
      'Two providers learn which values they have in common, or only how many, and nothing else (docs/intel.md).\nValues are a file with a line each: {"kind":"phone","value":"+15550100199"}; kinds are payment, phone, email, device, network, template.',
    );

  const partner = command.command('partner').summary('who may ask here');
  withData(
    partner
      .command('add')
      .summary('let a partner ask, and print its token; or give it another one')
      .argument('<name>', 'the partner; the log says it')
      .addOption(command.createOption(mode, modeWords).choices(modes).makeOptionMandatory())
      .option('--per-day <n>', 'values it may ask for a day', values, 50_000)
      .option('--per-epoch <n>', 'values it may ask for under one key', values, 500_000)
      .option('--least <n>', 'fewest values of a request (default: of a count 1000)', values),
  ).action(async (name: string, { data, ...its }: PartnerOptions) => {
    const { putPartner } = await room();
    io.out(`${await putPartner(homeOf(data, io), { name, ...its })}\n`);
  });

  withData(command.command('serve'))
    .summary('answer partners')
    .option('--set <file>', 'the values to match with')
    .option('--from-store', stored)
    .requiredOption('--epoch <name>', 'the name of the time under one key, such as 2026-Q3')
    .option('--threads <n>', 'threads to work with (default: one a core)', wholeFrom(1, 256))
    .option('--port <n>', 'the port', port, 7737)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .action((options: ServeOptions) => serve(options, io));

  withData(withJson(command.command('query')))
    .summary('ask a partner')
    .argument('<url>', 'the partner’s address, such as https://psi.example.com')
    .option('--values <file>', 'the values to ask for')
    .option('--from-store', stored)
    .option('--campaign <id>', 'with it, of the accounts of a campaign alone')
    .requiredOption('--partner <name>', 'what the partner is called here; the log says it')
    .addOption(command.createOption(mode, modeWords).choices(modes).default('match'))
    .option('--token <token>', 'the token that the partner gave (or STILLWATCH_PSI_TOKEN)')
    .option('--insecure', 'also without TLS to another machine')
    .action((url: string, options: QueryOptions) => ask(url, options, io));
}

/** From a file or from the store: one of them. Read anew for each mode. */
async function valuesFrom(
  {
    file,
    fromStore,
    campaign,
    data,
  }: { file?: string; fromStore?: boolean; campaign?: string; data?: string },
  option: string,
  io: Io,
) {
  const { storedValues, valuesIn } = await room();
  if ((file === undefined) === !fromStore || (campaign && !fromStore))
    throw new StillwatchError(
      'USAGE',
      'values come from a file or from the store',
      `Give ${option} FILE or --from-store; --campaign goes with the latter.`,
    );
  if (file !== undefined) return () => valuesIn(file);
  const all = await withStore(io, data, store => storedValues(store, campaign));
  if (all.length === 0)
    throw new StillwatchError(
      'PSI_VALUE',
      'account records have nothing in common with a community’s',
      'Join one before accounts are ingested: stillwatch intel community --help',
    );
  return () => all;
}

async function serve(options: ServeOptions, io: Io): Promise<void> {
  const { data, set: file, fromStore } = options;
  const { readPartners } = await room();
  const home = homeOf(data, io);
  const modes = new Set(readPartners(home).map(partner => partner.mode));
  if (modes.size === 0)
    throw new StillwatchError(
      'TOKENS_NEEDED',
      'nobody may ask yet',
      'Add a partner: stillwatch intel psi partner add NAME --mode match',
    );
  const given = await valuesFrom({ file, fromStore, data }, '--set', io);
  // What partners have asked for is counted by one process: of two each would let them ask for all of it.
  await changing(join(home, 'spent.json'), () => answer(options, modes, given, io), 0);
}

async function answer(
  { data, epoch, host, port, threads }: ServeOptions,
  modes: ReadonlySet<PsiMode>,
  given: Awaited<ReturnType<typeof valuesFrom>>,
  io: Io,
): Promise<void> {
  const { PsiServer, servePsi, Threads } = await room();
  const { TransparencyLog } = await import('../../evidence/index.ts');
  const home = homeOf(data, io);
  const pool = new Threads(threads);
  const stop = new AbortController();
  const line = new ProgressLine(io);
  const open: { close(): Promise<void> }[] = [pool];
  try {
    await untilStopped(async () => {
      const server = new PsiServer({ home, epoch, threads: pool });
      for (const mode of modes) {
        const { values, evaluated, refused } = await server.prepare(mode, given(), {
          signal: stop.signal,
          onProgress: so => line.show(`${whole(so.values)} values, ${whole(so.evaluated)} evaluated now`),
        });
        line.clear();
        io.err(
          `${mode}: ${count(values, 'value')}, ${whole(evaluated)} evaluated now, ${whole(refused)} refused\n`,
        );
      }
      const log = await TransparencyLog.open(placeOf(data, io).data);
      open.push(log);
      const onTranscript = async (transcript: Transcript) => void (await log.append([transcript]));
      const http = await servePsi({ server, home, host, port, onTranscript });
      open.push(http);
      io.out(`Private matching is at ${http.address}. Stop with Ctrl-C.\n`);
      await new Promise(() => {});
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    stop.abort();
    line.clear();
    for (const one of open.reverse()) await one.close();
  }
}

async function ask(url: string, options: QueryOptions, io: Io): Promise<void> {
  const { data, json, mode, partner, values: file, fromStore, campaign, insecure } = options;
  const token = options.token ?? io.env['STILLWATCH_PSI_TOKEN'];
  if (!token)
    throw new StillwatchError(
      'TOKEN_NEEDED',
      'the partner answers nobody without a token',
      'Give the one that you were given, with --token or STILLWATCH_PSI_TOKEN.',
    );
  const { peerAt, psiQuery, Threads } = await room();
  const stop = new AbortController();
  const peer = peerAt({ url, token, name: partner, insecure, signal: stop.signal });
  const values = await valuesFrom({ file, fromStore, campaign, data }, '--values', io);
  const threads = new Threads();
  const line = new ProgressLine(io);
  try {
    await withLog(
      io,
      { data },
      async log => {
        const found = await untilStopped(async () =>
          psiQuery(peer, values(), {
            mode,
            threads,
            signal: stop.signal,
            keyOf: epoch => keyBefore(log, partner, mode, epoch),
            onStep: step => line.show(step, true),
          }),
        );
        await log.append([found.transcript]);
        line.clear();
        report(found, partner, json, io);
      },
      { create: true },
    );
  } finally {
    stop.abort();
    line.clear();
    await threads.close();
  }
}

/** The key that the partner had when it was last asked in this epoch and mode, as the log says: another one is not believed. */
async function keyBefore(
  log: TransparencyLog,
  partner: string,
  mode: PsiMode,
  epoch: string,
): Promise<string | undefined> {
  let key: string | undefined;
  for await (const { entry } of log.entries())
    if (entry.type === 'psi' && entry.role === 'client' && entry.partner === partner)
      if (entry.mode === mode && entry.epoch === epoch) key = entry.key;
  return key;
}

function report(
  { items, count: hits, asked, refused, transcript }: PsiFound,
  partner: string,
  json: boolean | undefined,
  io: Io,
) {
  if (json) {
    const { epoch, mode, held } = transcript;
    printJson(io, { partner, mode, epoch, asked, held, refused, count: hits, ...(items && { items }) });
    return;
  }
  io.out(
    `${whole(hits)} of ${count(asked, 'value')} ${hits === 1 ? 'is' : 'are'} among the ${whole(transcript.held)} of ${clean(partner)}.\n`,
  );
  for (const { kind, value } of items ?? []) io.out(`${kind}  ${clean(value)}\n`);
  if (refused) io.err(`${count(refused, 'value')} refused: not of their kind.\n`);
}
