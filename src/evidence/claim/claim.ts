import { type Campaign, campaign, selectExchanges } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import { type Store, temporary } from '../../store/index.ts';
import type { ClaimEntry, Tree } from '../entries.ts';
import type { TransparencyLog } from '../log/index.ts';
import { type ClaimedAccount, claimedAccounts, claimedModels } from './accounts.ts';
import { drawn } from './draws.ts';
import { type ClaimedHour, claimedHours, hoursTree } from './hours.ts';
import { type Logged, loggedOf } from './logged.ts';
import { type Draw, show } from './shown.ts';

/** What is claimed of a campaign, logged, with all that proves it. */
export interface Claim {
  /** As it was found; its models are the claim's. */
  campaign: Campaign;
  /** The index of the claim's entry; the log ends with it where it is proved. */
  index: number;
  entry: ClaimEntry;
  logged: Logged;
  hours: ClaimedHour[];
  accounts: ClaimedAccount[];
  draws: Draw[];
}

export interface ClaimOptions {
  /** Of the installation: what all salts are made of. */
  secret: Buffer;
  now?: Date | undefined;
  onStep?: ((step: string) => void) | undefined;
}

/**
 * Claims a campaign: sums up what its accounts sent, exchange for exchange out of the hours that the log committed to, logs the
 * claim, and shows what the log's root then draws. The log has to be up to date. The same claim again is the entry that
 * is there.
 *
 * @throws StillwatchError CAMPAIGN_UNKNOWN, EVIDENCE_MISSING where the log is behind the store, EVIDENCE_DIFFERS where they contradict each other
 */
export async function makeClaim(
  store: Store,
  log: TransparencyLog,
  id: string,
  options: ClaimOptions,
): Promise<Claim> {
  const { secret, onStep } = options;
  const found = await campaign(store, id);
  // Whom nothing is established of is not accused of anything: in a harvest bystanders are left out.
  const roles = found?.verdict === 'harvesting' ? (['harvester', 'cover'] as const) : undefined;
  const selection = found && (await selectExchanges(store, id, roles));
  if (!selection)
    throw new StillwatchError(
      'CAMPAIGN_UNKNOWN',
      `there is no campaign ${id} in ${store.place}`,
      'List them: stillwatch campaigns',
    );
  const table = temporary('claim');
  try {
    const before = await loggedOf(log.entries(), id);
    const hours = await claimedHours({
      store,
      selection,
      secret,
      table,
      logged: before.hours,
      onBatch: (done, of) => onStep?.(`summing up what it sent: ${done} of ${of} hours`),
    });
    if (hours.length === 0)
      throw new StillwatchError(
        'EVIDENCE_MISSING',
        `nothing of what ${id} sent is stored any more`,
        'Ingest its exchanges again, or detect again: stillwatch detect',
      );
    const { tree, accounts } = await claimedAccounts(store, table, found, secret);
    const { index, entry } = await logged(log, before, {
      campaign: id,
      hours: hoursTree(hours).tree,
      accounts: tree.tree,
      now: options.now ?? new Date(),
    });
    const draws = await show(drawn(await log.root(index + 1), entry.hours), {
      store,
      secret,
      table,
      hours,
      onHour: (done, of) => onStep?.(`showing what was drawn: ${done} of ${of} hours`),
    });
    // A key that came after the claim has nothing to do with it.
    const known = { ...before, keys: before.keys.filter(key => key.index < index) };
    // What is claimed, where the document also counts accounts of which too little is known.
    const models = await claimedModels(store, table);
    return { campaign: { ...found, models }, index, entry, logged: known, hours, accounts, draws };
  } finally {
    await selection.drop();
    await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

/**
 * The claim's entry: the latest of the campaign's where it says the same and nothing was logged of the campaign since, else a new
 * one. After a change of the log's key it is a new one too: readers are given the new key, and the old one may be in other hands.
 */
async function logged(
  log: TransparencyLog,
  { keys, claims, verdict, records }: Logged,
  { campaign, hours, accounts, now }: { campaign: string; hours: Tree; accounts: Tree; now: Date },
): Promise<{ index: number; entry: ClaimEntry }> {
  if (!verdict)
    throw new StillwatchError(
      'EVIDENCE_MISSING',
      `the log has no verdict on ${campaign}`,
      'Bring it up to date: stillwatch detect',
    );
  const said = { campaign, verdict: verdict.index, hours, accounts };
  const last = claims.at(-1);
  const since = Math.max(verdict.index, ...[...records, ...keys].map(({ index }) => index));
  if (last && last.index > since && isSame(last.entry, said)) return last;
  const entry: ClaimEntry = { type: 'claim', v: 1, at: now.toISOString(), ...said };
  return { index: (await log.append([entry])).first, entry };
}

const isSame = (entry: ClaimEntry, said: Pick<ClaimEntry, 'verdict' | 'hours' | 'accounts'>): boolean =>
  entry.verdict === said.verdict &&
  entry.hours.root === said.hours.root &&
  entry.accounts.root === said.accounts.root;
