import { type Store, temporary } from '../store/index.ts';
import { named } from './campaigns.ts';
import { copy } from './copy.ts';
import type { Campaign, Verdict } from './document.ts';
import { type Look, type LookOptions, look } from './look.ts';
import { Looked } from './looked.ts';
import { moment, scopeOf, upTo } from './scope.ts';
import { patience } from './spending.ts';

export interface ReplayOptions {
  /** Milliseconds from one step to the next. */
  every: number;
  /** What happened before is known at the first step. By default the first thing stored, and the last. */
  from?: Date;
  to?: Date;
  alpha?: number;
  onProgress?(progress: ReplayProgress): void;
}

export interface ReplayProgress {
  step: number;
  steps: number;
  at: Date;
}

export interface ReplayStep {
  at: string;
  exchanges_seen: number;
  campaigns: ReplayCampaign[];
}

export interface ReplayCampaign {
  id: string;
  verdict: Verdict;
  error_bound: number;
  /** Who harvests, and who covers for them. */
  accounts: string[];
  bystanders: string[];
  exchanges: number;
}

/** When so much more is stored than at the last look at everything, everything is looked at again. */
const GROWN = 1.125;
/** Up to so many exchanges, looking at everything is as cheap as looking at a part. */
const FEW = 100_000;

/**
 * Moves the clock over what is stored and looks at each step with only what was known then. Between looks at everything
 * only what came in since the last of them is looked at, as if it were all: a campaign that began since lies in it whole,
 * and who joins a known one is seen beside its accounts. So a step costs what came in, and looks at everything, each an
 * eighth larger than the one before, cost no more than nine times the last of them, however many steps there are.
 * Nothing is written to the store but a copy of what came in, for as long as it is looked at.
 */
export async function* replay(store: Store, options: ReplayOptions): AsyncGenerator<ReplayStep> {
  const { alpha = 0.01 } = options;
  const looked = new Looked();
  const steps = await stepsOf(store, options);
  let whole = { at: new Date(0), exchanges: 0, priors: { everything: 0, templates: 0 } };
  let campaigns: Campaign[] = [];
  /** By id, a campaign's exchanges at the last look at everything. */
  let sent = new Map<string, number>();
  /** Found once and explained since: an id is never another's. */
  const gone: Campaign[] = [];
  for (const [i, { at, seen, isNew }] of steps.entries()) {
    options.onProgress?.({ step: i + 1, steps: steps.length, at });
    const isLast = i === steps.length - 1;
    if (isNew) {
      const known = { alpha, looked, known: campaigns, patience: patience.atEachStep };
      if (isLast || seen < FEW || seen >= GROWN * whole.exchanges) {
        const { scope } = await scopeOf(store, at);
        const found = await look(store, scope, known);
        whole = { at, exchanges: seen, priors: found.priors };
        campaigns = replaced(campaigns, found, gone);
        sent = new Map(campaigns.map(({ id, exchanges }) => [id, exchanges]));
      } else campaigns = joined(campaigns, await lookAtRecent(store, at, whole, known), gone, sent);
    }
    yield { at: at.toISOString(), exchanges_seen: seen, campaigns: campaigns.map(told) };
  }
}

/** Looks at what came in since the last look at everything; at a copy, for a look reads all of it a dozen times. */
async function lookAtRecent(
  store: Store,
  at: Date,
  whole: { at: Date; priors: Look['priors'] },
  known: LookOptions,
): Promise<Look> {
  const recent = temporary('recent');
  try {
    await copy(store, 'exchanges', `time > ${moment(whole.at)} AND ${upTo(at)}`, recent);
    const { scope } = await scopeOf(store, at, recent);
    return await look(store, scope, { ...known, priors: whole.priors });
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${recent}`);
  }
}

/** Campaigns after a look at everything; one that it did not come upon stands as it was, one that is explained is gone. */
function replaced(known: readonly Campaign[], { campaigns, cleared }: Look, gone: Campaign[]): Campaign[] {
  const found = named(campaigns, [...known, ...gone]);
  const ids = new Set(found.map(({ id }) => id));
  const others = known.filter(({ id }) => !ids.has(id));
  gone.push(...others.filter(({ id }) => cleared.has(id)));
  return [...found, ...others.filter(({ id }) => !cleared.has(id))];
}

/** Campaigns after a look at a part: new ones, and who joined the known; nobody leaves them. */
function joined(
  known: readonly Campaign[],
  { campaigns }: Look,
  gone: readonly Campaign[],
  sent: ReadonlyMap<string, number>,
): Campaign[] {
  const found = named(campaigns, [...known, ...gone]);
  const ids = new Set(known.map(({ id }) => id));
  const grown = known.map(campaign => {
    const again = found.find(({ id }) => id === campaign.id);
    return again ? together(campaign, again, sent.get(campaign.id) ?? 0) : campaign;
  });
  return [...grown, ...found.filter(({ id }) => !ids.has(id))];
}

/** @param sent exchanges before the time that was looked at now */
function together(before: Campaign, now: Campaign, sent: number): Campaign {
  const accounts = new Map(before.accounts.map(one => [one.account, one]));
  for (const one of now.accounts) {
    const known = accounts.get(one.account);
    if (!known || (isOpen(known) && one.role !== 'bystander')) accounts.set(one.account, one);
  }
  return {
    ...before,
    verdict: now.verdict,
    error_bound: Math.min(before.error_bound, now.error_bound),
    accounts: [...accounts.values()],
    exchanges: Math.max(before.exchanges, sent + now.exchanges),
    last_seen: now.last_seen,
  };
}

/** Whether a part of the traffic can show that somebody harvests after all. That it asks otherwise, or is a customer, is told by all of it. */
const isOpen = ({ role, because }: Campaign['accounts'][number]) =>
  role === 'bystander' && because !== 'asks-otherwise' && because !== 'declared-customer';

function told({ id, verdict, error_bound, accounts, exchanges }: Campaign): ReplayCampaign {
  const having = (isBystander: boolean) =>
    accounts.filter(({ role }) => (role === 'bystander') === isBystander).map(({ account }) => account);
  return { id, verdict, error_bound, accounts: having(false), bystanders: having(true), exchanges };
}

/** When to look, and how much is known then; the last step is the end. */
async function stepsOf(
  store: Store,
  { every, from, to }: ReplayOptions,
): Promise<{ at: Date; seen: number; isNew: boolean }[]> {
  const { scope, exchanges } = await scopeOf(store, to);
  if (exchanges === 0) return [];
  const end = to?.getTime() ?? Math.max(scope.until.getTime(), from?.getTime() ?? 0);
  // Steps lie on the clock, whatever the first second of traffic was.
  const first = from?.getTime() ?? (Math.floor((scope.from * 1000) / every) + 1) * every;
  const rows = await store.query<{ step: number; n: number }>(
    `SELECT greatest(0, intDiv(toUnixTimestamp64Milli(time) - ${first} + ${every - 1}, ${every})) AS step, count() AS n
     FROM exchanges WHERE ${scope.where} GROUP BY step`,
  );
  const counts = new Map(rows.map(({ step, n }) => [Number(step), n]));
  const steps: { at: Date; seen: number; isNew: boolean }[] = [];
  let seen = 0;
  for (let i = 0; i === 0 || first + (i - 1) * every < end; i++) {
    const n = counts.get(i) ?? 0;
    seen += n;
    steps.push({ at: new Date(Math.min(first + i * every, end)), seen, isNew: n > 0 });
  }
  return steps;
}
