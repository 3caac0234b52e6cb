import type { Entry } from '../entries.ts';
import { hourText } from '../sums/index.ts';
import type { ClaimedAccount } from './accounts.ts';
import type { Claim } from './claim.ts';
import type { Draw } from './shown.ts';

// claims.json and accounts.json, docs/evidence-format.md.

export type Level = 'public' | 'partner' | 'regulator';

/** What of the log goes with a claim: hashes are base64, notes as they are. */
export interface LogPart {
  origin: string;
  key: string;
  checkpoint: string;
  timestamps: string[];
  earlier: { checkpoint: string; timestamps: string[]; proof: string[] }[];
}

export interface Shaping {
  level: Level;
  partner: string | null;
  log: LogPart;
  /** The inclusion proof of an entry in the log that ends with the claim. */
  inclusion(index: number): Promise<string[]>;
  /** Any entry of the log. */
  entry(index: number): Promise<Entry>;
  excerpts: number;
}

/** claims.json as an object. */
export async function claimsDocument(claim: Claim, shaping: Shaping): Promise<Record<string, unknown>> {
  const { level, partner, log } = shaping;
  const entryOf = new Map(claim.hours.map(({ hour, entry }) => [hour, entry]));
  const shown = [...new Set(claim.draws.map(({ hour }) => entryOf.get(hour)!))];
  const { keys, verdict, records } = claim.logged;
  const indices = [
    ...keys.map(({ index }) => index),
    ...records.map(({ index }) => index),
    verdict!.index,
    claim.index,
    ...shown,
  ];
  const entries = [];
  for (const index of [...new Set(indices)].sort((a, b) => a - b))
    entries.push({ index, entry: await shaping.entry(index), proof: await shaping.inclusion(index) });
  return {
    format: 'stillwatch-dossier',
    version: 1,
    level,
    campaign: claim.campaign.id,
    partner,
    log,
    entries,
    claims: claimsOf(claim, shown, shaping),
    hours: claim.hours.map(({ hour, entry, tree }) => [
      hourText(hour),
      entry,
      tree.root,
      tree.leaves,
      tree.exchanges,
      tree.input_tokens,
      tree.output_tokens,
    ]),
    draws: claim.draws.map(draw => drawOf(draw, level)),
  };
}

const drawOf = ({ hour, opened, ...draw }: Draw, level: Level) => ({
  hour: hourText(hour),
  ...draw,
  // In public nobody is told which leaves are of one account.
  opened: level === 'public' ? null : opened,
});

function claimsOf(claim: Claim, shown: number[], { level, excerpts }: Shaping): object[] {
  const { entry, hours, campaign, logged } = claim;
  const verdict = logged.verdict!;
  const { exchanges, input_tokens, output_tokens } = entry.hours;
  const accounts = entry.accounts.leaves;
  const [from, to] = [hourText(hours[0]!.hour), hourText(hours.at(-1)!.hour + 1)];
  const [least, greatest] = [Math.min(...shown), Math.max(...shown)];
  const before = greatest < verdict.index;
  const stated = verdict.entry;
  const claims: object[] = [
    {
      claim: 'totals',
      says: `${exchanges} exchanges of ${accounts} accounts, from ${from} to ${to}: ${input_tokens} tokens asked, ${output_tokens} answered`,
      exchanges,
      input_tokens,
      output_tokens,
      accounts,
      from,
      to,
    },
    {
      claim: 'order',
      says: before
        ? 'the hours that were drawn were committed to before the verdict was logged'
        : 'hours that were drawn were committed to, or corrected, after the verdict was logged',
      verdict: verdict.index,
      hours: [least, greatest],
      before,
    },
    {
      claim: 'verdict',
      says: `the maker’s verdict is ${stated.verdict}; the chance that it is a false alarm is at most ${stated.error_bound}`,
      index: verdict.index,
      verdict: stated.verdict,
      error_bound: stated.error_bound,
      until: stated.until,
      accounts: stated.accounts,
    },
    ...logged.records.map(({ index, entry: { kind, at, accounts } }) => ({
      claim: 'action',
      says: `${kind}${accounts === null ? '' : ` of ${accounts} accounts`} at ${at}`,
      index,
      kind,
      at,
      accounts,
    })),
  ];
  if (level !== 'public')
    claims.push({
      claim: 'accounts',
      says: `each of the ${accounts} accounts, with what it sent`,
      accounts,
      file: 'accounts.json',
    });
  if (excerpts)
    claims.push({
      claim: 'excerpts',
      says: `${excerpts} exchanges, as the maker gives them`,
      excerpts,
      file: 'excerpts.json',
    });
  claims.push(
    { claim: 'models', says: `models asked: ${listed(campaign.models, String)}` },
    {
      claim: 'capabilities',
      says: `of its requests ask for: ${listed(campaign.capabilities, share => `${Math.round(share * 100)}%`)}`,
    },
    {
      claim: 'disproof',
      says: 'it would be disproved by showing that the accounts have independent people behind them, that the use was authorised, or that an exchange of the claim was not sent',
    },
    {
      claim: 'limits',
      says: 'that the accounts have one operator is the maker’s finding; who that is, and whether a model was trained on the answers, is not shown; what the accounts sent is as the maker’s own logs had it when the hours were committed to',
    },
  );
  return claims;
}

/** A sentence has at most 4,000 letters; a campaign may have asked thousands of models, named by anybody. */
const LISTED = 3000;

/** The largest first. */
export function listed(shares: Record<string, number>, text: (value: number) => string): string {
  const all = Object.entries(shares)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name, value]) => `${name} (${text(value)})`);
  let length = 0;
  const fitting = all.filter(one => (length += one.length + 2) <= LISTED);
  const more = all.length > fitting.length ? [`and ${all.length - fitting.length} more`] : [];
  return [...fitting, ...more].join(', ') || 'none';
}

/** accounts.json as an object, for who may see accounts. */
export function accountsDocument(
  claim: Claim,
  level: 'partner' | 'regulator',
  idOf: (account: string) => string,
  saltOf: (account: string) => Buffer,
): { level: Level; campaign: string; accounts: AccountRow[] } {
  return {
    level,
    campaign: claim.campaign.id,
    accounts: claim.accounts.map(one => rowOf(one, level, idOf, saltOf)),
  };
}

export interface AccountRow {
  pseudonym: string;
  role: string;
  first: string;
  last: string;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  membership: number;
  id: string;
  salt?: string;
  account_salt?: string;
}

function rowOf(
  { account, pseudonym, role, first, last, sums, membership, salt }: ClaimedAccount,
  level: Level,
  idOf: (account: string) => string,
  saltOf: (account: string) => Buffer,
): AccountRow {
  const [exchanges, input_tokens, output_tokens] = sums;
  return {
    pseudonym: pseudonym.toString('base64'),
    role,
    first: hourText(first),
    last: hourText(last),
    exchanges,
    input_tokens,
    output_tokens,
    membership,
    id: idOf(account),
    ...(level === 'regulator' && {
      salt: salt.toString('base64'),
      account_salt: saltOf(account).toString('base64'),
    }),
  };
}
