import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { PlayLine } from '../../play/index.ts';
import type { Io } from '../io.ts';
import { duration as interval, placeOf, setting, wholeFrom, withData, withJson } from '../options.ts';
import { printJson } from '../place.ts';
import { ProgressLine } from '../progress.ts';
import { Stopped, untilStopped } from '../stop.ts';
import { count } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { version } from '../version.ts';

interface Options {
  scenario: string;
  accounts?: number;
  campaignAccounts?: number;
  exchangesPerAccount?: number;
  days?: number;
  seed?: number;
  dial?: Record<string, number>;
  every: number;
  out?: string;
  data?: string;
  json?: boolean;
}

const HOUR = 3_600_000;

export function rangePlayCommand(range: Command, io: Io): void {
  const command = range
    .command('play')
    .description(
      'Makes a world, moves the clock over it and records what was known at each step and what was true, for the range page of\nthe console. It has a store of its own, which goes when it ends. What is recorded already is not played again.',
    )
    .option('--scenario <name>', 'what to make (stillwatch range list)', 'demo')
    .option('--accounts <n>', 'ordinary accounts', wholeFrom(1, 10_000_000))
    .option('--campaign-accounts <n>', "the campaign's accounts", wholeFrom(0, 1_000_000))
    .option('--exchanges-per-account <n>', 'the harvest of each of them', wholeFrom(1, 1e6))
    .option('--days <n>', 'days', wholeFrom(1, 366))
    .option('--seed <n>', 'another seed, another world', wholeFrom(0, Number.MAX_SAFE_INTEGER))
    .option('--dial <name=value>', 'turn a dial of the campaign (repeatable)', setting)
    .addOption(
      new Option('--every <time>', 'from one step to the next: 30m, 6h, 1d')
        .argParser(interval)
        .default(12 * HOUR, '12h'),
    )
    .option('--out <dir>', 'the folder of the recording (default: plays/ID in the data folder)');
  withData(withJson(command)).action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  const [{ linesOf, play, playId, playSettings, playsFolder, sweep }, { PlayReport }] = await Promise.all([
    import('../../play/index.ts'),
    import('../report/play.ts'),
  ]);
  const settings = playSettings({
    scenario: options.scenario,
    seed: options.seed,
    accounts: options.accounts,
    campaign_accounts: options.campaignAccounts,
    exchanges_per_account: options.exchangesPerAccount,
    days: options.days,
    every_hours: options.every / HOUR,
    dials: options.dial,
  });
  const id = playId(settings, version());
  const folder = resolve(options.out ?? `${playsFolder(placeOf(options.data, io).data)}/${id}`);
  const report = new PlayReport();
  const line = new ProgressLine(io);
  const say = (text: string) => (options.json ? undefined : io.out(text));
  const show = (one: PlayLine) => {
    if (one.kind === 'day') return line.show(`making day ${one.day} of ${one.days}`);
    if (one.kind === 'step') line.show(`step ${one.step} of ${one.steps}, ${moment(one.at)}`, true);
    const text = report.line(one);
    if (!text) return;
    line.clear();
    say(text);
  };
  const there = linesOf(folder);
  const [first] = there;
  if (first?.kind === 'begun') {
    const isDone = there.at(-1)?.kind === 'end';
    const steps = there.filter(({ kind }) => kind === 'step').length;
    io.err(
      `${clean(folder)} holds this play of ${moment(first.at)}: ${isDone ? 'finished' : 'broken off'}, ${count(steps, 'step')}.${isDone ? '' : ' It is played anew.'}\n`,
    );
    if (isDone) for (const one of there) show(one);
  }
  try {
    const summary = await untilStopped(() => play({ folder, settings, version: version(), onLine: show }));
    line.clear();
    if (options.json) printJson(io, summary);
    else say(`${report.end(summary)}It is recorded in ${clean(folder)}.\n`);
  } catch (error) {
    line.clear();
    if (error instanceof Stopped) await sweep(folder).catch(() => {});
    throw error;
  }
}
