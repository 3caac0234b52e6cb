import { StillwatchError } from '../errors.ts';
import { type Dials, readDials } from './dials.ts';
import { company } from './populations/company.ts';
import { type Scenario, scenarios, sizes } from './scenarios.ts';

export interface RangeOptions {
  scenario: string;
  /** The folder to write to; made when it is not there. */
  out: string;
  seed?: number;
  /** Ordinary accounts. */
  accounts?: number;
  campaignAccounts?: number;
  /** A campaign account's harvest; or `campaignExchanges`, the campaign's. */
  exchangesPerAccount?: number;
  campaignExchanges?: number;
  days?: number;
  /** The first day (UTC). */
  start?: string;
  /**
   * The operator of the campaign works at other providers too: worlds of other seeds and the same `operatorSeed` have one operator, with
   * the same templates (worded anew) and a share of its infrastructure (0.3); accounts, tasks and the rest of it are each world's own.
   */
  operatorSeed?: number;
  operatorShared?: number;
  /** Files or folders of texts. */
  prompts?: string[];
  /** The campaign's dials, in natural units (src/range/dials.ts). */
  dials?: Record<string, number>;
  onProgress?: (progress: { day: number; days: number; exchanges: number; bytes: number }) => void;
  /** A day's file is written. What this returns is waited for: the file may be read and removed, so that a world need not fit on the disk. */
  onFile?: (path: string) => Promise<void> | void;
  /**
   * Which of the units send anything, by their number of so many; operators are the last. Several processes make one world together:
   * each writes all accounts, its own part of every day, and a truth that counts that part.
   */
  plays?: (unit: number, of: number) => boolean;
  /** So many days are written already: what falls into them is made, for the days after hang on it, and labelled, but not written again. */
  skip?: number;
}

export interface Settings {
  scenario: string;
  parts: Scenario['parts'];
  out: string;
  seed: number;
  accounts: number;
  campaignAccounts: number;
  campaignExchanges: number;
  days: number;
  start: number;
  prompts: string[];
  dials: Dials;
  operatorSeed?: number;
  operatorShared: number;
}

const names = [
  'scenario',
  'out',
  'seed',
  'accounts',
  'campaignAccounts',
  'exchangesPerAccount',
  'campaignExchanges',
  'days',
  'start',
  'prompts',
  'operatorSeed',
  'operatorShared',
  'dials',
  'onProgress',
  'onFile',
  'plays',
  'skip',
];

/** Checks options and fills in the scenario's defaults. What it does not know it refuses: a dial that is not there yet must not look turned. */
export function settingsOf(options: RangeOptions): Settings {
  for (const name of Object.keys(options))
    if (!names.includes(name))
      throw usage(`the range has no parameter ${name}`, `Its parameters are ${names.join(', ')}.`);
  const scenario = Object.hasOwn(scenarios, options.scenario) ? scenarios[options.scenario] : undefined;
  if (!scenario)
    throw new StillwatchError(
      'SCENARIO_UNKNOWN',
      `the range has no scenario ${options.scenario}`,
      `Its scenarios are ${Object.keys(scenarios).join(', ')}.`,
    );
  if (options.campaignExchanges !== undefined && options.exchangesPerAccount !== undefined)
    throw usage(
      'campaignExchanges and exchangesPerAccount are both given',
      'Give one: the total, or the mean of an account.',
    );
  const { defaults, parts } = scenario;
  const campaignAccounts = whole(
    'campaignAccounts',
    options.campaignAccounts ?? defaults.campaignAccounts,
    0,
    1_000_000,
  );
  const each = options.exchangesPerAccount ?? defaults.exchangesPerAccount;
  if (!(each > 0 && each <= 1e6))
    throw usage(`exchangesPerAccount is ${each}`, 'It is a number above 0, at most a million.');
  if (campaignAccounts === 0 && Object.keys(options.dials ?? {}).length > 0)
    throw usage(
      `${options.scenario} has no campaign to turn dials of`,
      'Give campaignAccounts, or another scenario.',
    );
  const accounts = whole('accounts', options.accounts ?? defaults.accounts, 1, 10_000_000);
  const companies = parts.findIndex(({ population }) => population === company);
  if (options.dials?.['framing'] && !(companies >= 0 && sizes(parts, accounts)[companies]! > 0))
    throw usage(
      `${options.scenario} with ${accounts} accounts has no company to frame`,
      'Give more accounts, or another scenario.',
    );
  const share = options.operatorShared ?? 0.3;
  if (!(share >= 0 && share <= 1)) throw usage(`operatorShared is ${share}`, 'It is a number from 0 to 1.');
  const start = Date.parse(`${options.start ?? '2026-04-22'}`.slice(0, 10));
  if (Number.isNaN(start)) throw usage(`start is ${options.start}`, 'It is a date such as 2026-04-22.');
  return {
    scenario: options.scenario,
    parts,
    out: options.out,
    seed: whole('seed', options.seed ?? 1, 0, Number.MAX_SAFE_INTEGER),
    accounts,
    campaignAccounts,
    campaignExchanges: whole(
      'campaignExchanges',
      options.campaignExchanges ?? Math.round(each * campaignAccounts),
      0,
      1e9,
    ),
    days: whole('days', options.days ?? defaults.days, 1, 366),
    start,
    prompts: options.prompts ?? [],
    ...(options.operatorSeed !== undefined && {
      operatorSeed: whole('operatorSeed', options.operatorSeed, 0, Number.MAX_SAFE_INTEGER),
    }),
    operatorShared: share,
    dials: readDials(options.dials),
  };
}

function whole(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw usage(`${name} is ${value}`, `It is a whole number from ${low} to ${high}.`);
}

const usage = (message: string, mend: string) => new StillwatchError('USAGE', message, mend);
