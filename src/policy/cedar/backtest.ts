import { rows, type Store } from '../../store/index.ts';
import type { Kind } from '../decision.ts';
import { History, readPast } from '../history.ts';
import { addAccounts, addCampaigns } from '../load.ts';
import type { Policies } from './policies.ts';
import { type AffectedAccount, type Change, Tally } from './tally.ts';

export interface BacktestOptions {
  from: Date;
  /** Exclusive. */
  to: Date;
  /** The policies in force, and those that are tried. */
  inForce: Policies;
  tried: Policies;
  /** How many of the accounts most affected are named. */
  top?: number;
  /** Accounts held in memory at once; of more, the exchanges are read in several passes. */
  atOnce?: number;
  onProgress?: (progress: { exchanges: number; of: number }) => void;
  /** Ends it: it then throws the signal's reason. */
  signal?: AbortSignal;
}

export interface Backtest {
  from: string;
  to: string;
  accounts_seen: number;
  exchanges_seen: number;
  accounts_changed: number;
  exchanges_changed: number;
  /** Exchanges by decision, under the policies in force and under those that are tried; the mildest first. */
  decisions: { decision: Kind; before: number; after: number }[];
  /** Those of the most exchanges first. */
  changes: Change[];
  most_affected: AffectedAccount[];
  /** What it cannot tell. */
  notes: string[];
}

/** Milliseconds of work at a stretch. */
const STRETCH = 20;

/**
 * Who would have been treated differently: decides what is stored of [from, to) under both sets of policies, by account, model,
 * channel and hour, each hour with the containments, holds, grants and attestations of its beginning.
 */
export async function backtest(store: Store, options: BacktestOptions): Promise<Backtest> {
  const { from, to, inForce, tried, top = 20, atOnce = 200_000, onProgress, signal } = options;
  const params = { from: from.getTime(), to: to.getTime() };
  const where = `time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`;
  const [seen] = await store.query<{ exchanges: number; accounts: number }>(
    `SELECT count() AS exchanges, uniq(account) AS accounts FROM exchanges WHERE ${where}`,
    { params },
  );
  const past = await readPast(store);
  const tally = new Tally(top);
  const passes = Math.max(1, Math.ceil(seen!.accounts / atOnce));
  for (let pass = 0; pass < passes; pass++) {
    signal?.throwIfAborted();
    const among = `cityHash64(account) % ${passes} = ${pass}`;
    const history = new History(past);
    await addCampaigns(store, history.snapshot);
    await addAccounts(store, history.snapshot, {
      where: `${among} AND account IN (SELECT account FROM exchanges WHERE ${where})`,
      params,
    });
    let at = Number.NEGATIVE_INFINITY;
    let since = performance.now();
    for await (const { hour, account, model, channel, exchanges } of groups(
      store,
      `${where} AND ${among}`,
      params,
    )) {
      if (hour !== at) history.moveTo((at = hour));
      const facts = history.snapshot.facts({ account, model, channel }, at);
      tally.add(account, exchanges, inForce.decide(facts), tried.decide(facts));
      onProgress?.({ exchanges: tally.exchanges, of: seen!.exchanges });
      // A service answers others meanwhile.
      if (performance.now() - since < STRETCH) continue;
      await new Promise(setImmediate);
      signal?.throwIfAborted();
      since = performance.now();
    }
    tally.endPass();
  }
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    accounts_seen: tally.accounts,
    exchanges_seen: tally.exchanges,
    accounts_changed: tally.changedAccounts,
    exchanges_changed: tally.changedExchanges,
    decisions: tally.decisions,
    changes: tally.changes,
    most_affected: tally.affected,
    notes: notes(inForce, tried),
  };
}

interface Group {
  /** Its beginning, milliseconds since 1970. */
  hour: number;
  account: string;
  model: string;
  channel: string;
  exchanges: number;
}

/** With their defaults the engine sorts and groups in memory until its limit, and fails. */
const SPILL = { max_bytes_ratio_before_external_sort: 0, max_bytes_ratio_before_external_group_by: 0 };

function groups(store: Store, where: string, params: { from: number; to: number }): AsyncGenerator<Group> {
  const chunks = store.stream(
    `SELECT toUInt32(toUnixTimestamp(toStartOfHour(time))) AS hour, account, toString(model), toString(channel), toUInt32(count())
     FROM exchanges WHERE ${where} GROUP BY hour, account, model, channel ORDER BY hour, account, model, channel`,
    'RowBinary',
    { params, settings: SPILL },
  );
  return rows(chunks, reader => ({
    hour: reader.u32() * 1000,
    account: reader.string(),
    model: reader.string(),
    channel: reader.string(),
    exchanges: reader.u32(),
  }));
}

function notes(...both: Policies[]): string[] {
  const asked = (field: Parameters<Policies['mentions']>[0]) =>
    both.some(policies => policies.mentions(field));
  return [
    ...(asked('attributes')
      ? ['Policies ask for what callers say (attributes). That is not stored: it is taken as nothing said.']
      : []),
    ...(asked('campaign')
      ? ['Policies ask for roles in campaigns. They are taken as they are known now, not as they were then.']
      : []),
    ...(['plan', 'program', 'verification'].some(field => asked(field as 'plan'))
      ? ['Policies ask for the plan, program or verification of accounts. They are taken as they are now.']
      : []),
  ];
}
