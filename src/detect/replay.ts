import { randomBytes } from 'node:crypto';
import type { Store } from '../store/index.ts';
import { named } from './campaigns.ts';
import type { Campaign, Verdict } from './document.ts';
import { whoOf } from './established.ts';
import { type Look, look } from './look.ts';
import { Looked } from './looked.ts';
import { scopeOf } from './scope.ts';

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
/** Where so much of what is stored is young, a look at that alone would be no cheaper. */
const MOSTLY = 0.5;
/** Of a campaign, so many accounts are looked at together with what is young: who joins it shares with them. */
const ANCHORS = 1000;

/**
 * Moves the clock over what is stored and looks at each step with only what was known then. Between looks at everything
 * only what is **young** is looked at: accounts that have at least doubled since, among which is every campaign that
 * began since, and those of known campaigns. So a step costs what came in, and looks at everything, each an eighth
 * larger than the one before, cost no more than nine times the last of them, however many steps there are. Nothing is
 * written to the store.
 */
export async function* replay(store: Store, options: ReplayOptions): AsyncGenerator<ReplayStep> {
  const { alpha = 0.01 } = options;
  const looked = new Looked();
  const steps = await stepsOf(store, options);
  let whole = { at: new Date(0), exchanges: 0, prior: 0 };
  let campaigns: Campaign[] = [];
  for (const [i, { at, seen, isNew }] of steps.entries()) {
    options.onProgress?.({ step: i + 1, steps: steps.length, at });
    const isLast = i === steps.length - 1;
    if (isNew) {
      const known = { alpha, looked, known: campaigns };
      const young =
        isLast || seen >= GROWN * whole.exchanges
          ? undefined
          : await lookAtYoung(store, at, whole, seen, known);
      if (young) campaigns = joined(campaigns, young);
      else {
        const { scope } = await scopeOf(store, at);
        const found = await look(store, scope, known);
        whole = { at, exchanges: seen, prior: found.prior };
        campaigns = replaced(campaigns, found);
      }
    }
    yield { at: at.toISOString(), exchanges_seen: seen, campaigns: campaigns.map(told) };
  }
}

/** Looks at what is young; undefined where that is most of everything. */
async function lookAtYoung(
  store: Store,
  at: Date,
  whole: { at: Date; prior: number },
  seen: number,
  known: { alpha: number; looked: Looked; known: readonly Campaign[] },
): Promise<Look | undefined> {
  const table = `replay_${randomBytes(6).toString('hex')}_young`;
  const since = `time > fromUnixTimestamp64Milli(toInt64(${whole.at.getTime()}), 'UTC')`;
  const until = `time <= fromUnixTimestamp64Milli(toInt64(${at.getTime()}), 'UTC')`;
  try {
    await store.command(`CREATE TABLE ${table} (account String) ENGINE = Memory`);
    await store.insertSelect(
      table,
      `SELECT account FROM exchanges
       WHERE ${until} AND account IN (SELECT account FROM exchanges WHERE ${since} AND ${until})
       GROUP BY account HAVING 2 * countIf(${since}) >= count()
       UNION DISTINCT SELECT arrayJoin({anchors:Array(String)}) AS account`,
      { params: { anchors: known.known.flatMap(anchorsOf) } },
    );
    const { scope, exchanges } = await scopeOf(store, at, table);
    if (exchanges > MOSTLY * seen) return undefined;
    return await look(store, scope, { ...known, beside: whole.prior });
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

function anchorsOf(campaign: Campaign): string[] {
  const who = whoOf(campaign);
  const step = Math.max(1, who.length / ANCHORS);
  return Array.from({ length: Math.min(who.length, ANCHORS) }, (_, i) => who[Math.floor(i * step)]!);
}

/** Campaigns after a look at everything; one that it did not come upon stands as it was. */
function replaced(known: readonly Campaign[], { campaigns }: Look): Campaign[] {
  const found = named(campaigns, known);
  const ids = new Set(found.map(({ id }) => id));
  return [...found, ...known.filter(({ id }) => !ids.has(id))];
}

/** Campaigns after a look at a part: new ones, and who joined the known; nobody leaves them. */
function joined(known: readonly Campaign[], { campaigns }: Look): Campaign[] {
  const found = named(campaigns, known);
  const ids = new Set(known.map(({ id }) => id));
  const grown = known.map(campaign => {
    const again = found.find(({ id }) => id === campaign.id);
    return again ? together(campaign, again) : campaign;
  });
  return [...grown, ...found.filter(({ id }) => !ids.has(id))];
}

function together(before: Campaign, now: Campaign): Campaign {
  const accounts = new Map(before.accounts.map(one => [one.account, one]));
  for (const one of now.accounts) {
    const known = accounts.get(one.account);
    if (!known || (known.role === 'bystander' && one.role !== 'bystander')) accounts.set(one.account, one);
  }
  return {
    ...before,
    verdict: now.verdict,
    error_bound: Math.min(before.error_bound, now.error_bound),
    accounts: [...accounts.values()],
    exchanges: Math.max(before.exchanges, now.exchanges),
    last_seen: now.last_seen,
  };
}

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
  const end = Math.max(to?.getTime() ?? scope.until.getTime(), from?.getTime() ?? 0);
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
