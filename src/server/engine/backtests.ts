import { randomBytes } from 'node:crypto';
import { StillwatchError } from '../../errors.ts';
import { type Backtest, backtest, Policies } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { failureOf } from '../failure.ts';
import type { BacktestRequest, BacktestState } from '../protocol.ts';

/** How many that have ended are remembered. */
const REMEMBERED = 8;
const WEEK = 7 * 86_400_000;
/** Accounts that are named. */
const TOP = 50;

interface Job {
  state: BacktestState;
  stop: AbortController;
}

/** Backtests of policies that people try: one at a time, for each reads all that is stored of its time. */
export class Backtests {
  readonly #store: Store;
  readonly #jobs = new Map<string, Job>();
  /** One is being begun: it has no id yet. */
  #begins = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Begins one; what is wrong with the policies or the time is said at once. */
  async begin(request: BacktestRequest): Promise<BacktestState> {
    const running = [...this.#jobs.values()].find(({ state }) => state.state === 'running');
    if (running || this.#begins)
      throw new StillwatchError(
        'RECORD_STATE',
        'another backtest is under way',
        running ? `Wait for ${running.state.id}, or stop it.` : 'Wait for it.',
      );
    this.#begins = true;
    try {
      return await this.#begin(request);
    } finally {
      this.#begins = false;
    }
  }

  async #begin({ inForce, tried, from, to }: BacktestRequest): Promise<BacktestState> {
    const both = { inForce: Policies.compile(inForce), tried: Policies.compile(tried) };
    const span = await this.#span(from, to);
    const id = `B-${randomBytes(5).toString('hex').toUpperCase()}`;
    const times = { from: span.from.toISOString(), to: span.to.toISOString() };
    const state: BacktestState = {
      id,
      state: 'running',
      ...times,
      exchanges: 0,
      of: null,
      result: null,
      failure: null,
    };
    const stop = new AbortController();
    this.#jobs.set(id, { state, stop });
    for (const [old] of this.#jobs) if (this.#jobs.size > REMEMBERED) this.#jobs.delete(old);
    void backtest(this.#store, {
      ...span,
      ...both,
      top: TOP,
      signal: stop.signal,
      onProgress: ({ exchanges, of }) => Object.assign(state, { exchanges, of }),
    }).then(
      (result: Backtest) => Object.assign(state, { state: 'done', result }),
      error =>
        Object.assign(
          state,
          stop.signal.aborted ? { state: 'stopped' } : { state: 'failed', failure: failureOf(error) },
        ),
    );
    return state;
  }

  state(id: string): BacktestState {
    return this.#of(id).state;
  }

  stop(id: string): void {
    this.#of(id).stop.abort();
  }

  #of(id: string): Job {
    const job = this.#jobs.get(id);
    if (job) return job;
    throw new StillwatchError(
      'RECORD_UNKNOWN',
      'there is no backtest of that id',
      'Begin it again: the last few are remembered, as long as the engine runs.',
    );
  }

  /** The last week that is stored, where nothing is said. */
  async #span(from: string | undefined, to: string | undefined): Promise<{ from: Date; to: Date }> {
    const end = to === undefined ? await this.#end() : new Date(to);
    const begin = from === undefined ? new Date(end.getTime() - WEEK) : new Date(from);
    if (begin < end) return { from: begin, to: end };
    throw new StillwatchError(
      'USAGE',
      'from is not earlier than to',
      'The time goes from the one to the other.',
    );
  }

  async #end(): Promise<Date> {
    const [row] = await this.#store.query<{ ms: number }>(
      'SELECT toUnixTimestamp64Milli(max(time)) AS ms FROM exchanges',
    );
    const last = Number(row?.ms ?? 0);
    return last > 0 ? new Date(last + 1) : new Date();
  }
}
