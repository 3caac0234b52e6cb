import { rows, type Store } from '../store/index.ts';
import { Growing } from './growing.ts';
import type { Scope, Streams } from './streams.ts';

/** Ways of one's own in which a person differs from others and stays the same from day to day; SQL over `exchanges`. */
const ways = {
  /** The limit in powers of two: programs that work it out for each request would else have none of their own. */
  parameters: 'xxh3(toUInt8(log2(1 + max_tokens)), temperature, top_p, stream)',
  network: "if(network = '', 0, xxh3(network))",
};

export type Way = keyof typeof ways;

export type Habits = Record<Way, Habit>;

/** One pass over the accounts in their order: a row for each account, day and value. */
export async function loadHabits(store: Store, scope: Scope, streams: Streams): Promise<Habits> {
  const index = new Map(streams.accounts.map((name, i) => [name, i]));
  const habits = {} as Habits;
  for (const way of Object.keys(ways) as Way[]) {
    const answer = store.stream(
      `SELECT account, toUInt32(toRelativeDayNum(time)) AS day, toUInt64(${ways[way]}) AS value, toUInt32(count())
       FROM ${scope.table} WHERE ${scope.where} GROUP BY account, day, value HAVING value != 0 ORDER BY account, value, day`,
      'RowBinary',
    );
    const days = rows(answer, reader => ({
      account: reader.string(),
      day: reader.u32(),
      low: reader.u32(),
      high: reader.u32(),
      n: reader.u32(),
    }));
    const gathered = new Gathered(streams.accounts.length);
    for await (const { account, day, low, high, n } of days) {
      const at = index.get(account);
      // Accounts that came in since streams were read have none.
      if (at !== undefined) gathered.add(at, day, high * 2 ** 20 + (low & 0xfffff), n);
    }
    habits[way] = gathered.done();
  }
  return habits;
}

/**
 * How far accounts keep to ways of their own, from day to day: F = (J_within - J_between) / (1 - J_between), where J is
 * the probability that two exchanges show the same value: two of one account on different days, or two of different
 * accounts (the fixation index of population genetics, Wright 1951, with days as the subpopulations). About 1 where
 * each account has a person behind it, 0 where it hangs on chance which account an exchange comes out of: a queue, or
 * a pool of many people's traffic.
 */
export class Habit {
  readonly #within: Float64Array;
  readonly #start: Uint32Array;
  readonly #value: Uint32Array;
  readonly #share: Float32Array;
  readonly #pooled: Float64Array;
  readonly #squares: Float64Array;

  /**
   * @param within by account: how likely two exchanges of different days show the same; NaN where there is one day
   * @param start entries of account `a` are start[a] … start[a + 1] - 1 of `value` (0 … values - 1) and `share`
   */
  constructor(
    values: number,
    within: Float64Array,
    start: Uint32Array,
    value: Uint32Array,
    share: Float32Array,
  ) {
    this.#within = within;
    this.#start = start;
    this.#value = value;
    this.#share = share;
    this.#pooled = new Float64Array(values);
    this.#squares = new Float64Array(values);
  }

  /** F of some accounts; NaN where it can't be told: nearly all show the same, or too few were seen on two days. */
  of(accounts: Iterable<number>): number {
    let [within, seen] = [0, 0];
    const touched: number[] = [];
    for (const account of accounts) {
      if (Number.isNaN(this.#within[account]!)) continue;
      within += this.#within[account]!;
      seen++;
      for (let e = this.#start[account]!; e < this.#start[account + 1]!; e++) {
        const value = this.#value[e]!;
        if (this.#pooled[value] === 0) touched.push(value);
        this.#pooled[value]! += this.#share[e]!;
        this.#squares[value]! += this.#share[e]! ** 2;
      }
    }
    let between = 0;
    for (const value of touched) {
      between += this.#pooled[value]! ** 2 - this.#squares[value]!;
      this.#pooled[value] = this.#squares[value] = 0;
    }
    between /= seen * (seen - 1);
    if (seen < FEWEST_SEEN || between > ALL_ALIKE) return Number.NaN;
    return (within / seen - between) / (1 - between);
  }
}

const FEWEST_SEEN = 5;
/** Above this the ratio is of two differences that are both next to nothing. */
const ALL_ALIKE = 0.95;

/** Gathers rows that come sorted by account. */
class Gathered {
  readonly #accounts: number;
  readonly #numbers = new Map<number, number>();
  readonly #within: Float64Array;
  readonly #start: Uint32Array;
  readonly #value = new Growing(Uint32Array);
  readonly #share = new Growing(Float32Array);
  /** The account that is coming in: its exchanges by value and by day, and pairs of them that agree in both. */
  #at = 0;
  readonly #byValue = new Map<number, number>();
  readonly #byDay = new Map<number, number>();
  #sameBoth = 0;

  constructor(accounts: number) {
    this.#accounts = accounts;
    this.#within = new Float64Array(accounts);
    this.#start = new Uint32Array(accounts + 1);
  }

  add(account: number, day: number, value: number, n: number): void {
    while (this.#at < account) this.#endAccount();
    this.#byValue.set(value, (this.#byValue.get(value) ?? 0) + n);
    this.#byDay.set(day, (this.#byDay.get(day) ?? 0) + n);
    this.#sameBoth += n * n;
  }

  #endAccount(): void {
    const [values, days] = [pairsAlike(this.#byValue), pairsAlike(this.#byDay)];
    this.#within[this.#at] = (values.alike - this.#sameBoth) / (days.all - days.alike);
    for (const [value, n] of this.#byValue) {
      let number = this.#numbers.get(value);
      if (number === undefined) this.#numbers.set(value, (number = this.#numbers.size));
      this.#value.push(number);
      this.#share.push(n / values.exchanges);
    }
    this.#byValue.clear();
    this.#byDay.clear();
    this.#sameBoth = 0;
    this.#start[++this.#at] = this.#value.length;
  }

  done(): Habit {
    while (this.#at < this.#accounts) this.#endAccount();
    return new Habit(this.#numbers.size, this.#within, this.#start, this.#value.done(), this.#share.done());
  }
}

/** Of ordered pairs of exchanges, an exchange with itself among them: how many agree, and how many there are. */
function pairsAlike(counts: ReadonlyMap<number, number>): { exchanges: number; alike: number; all: number } {
  let [exchanges, alike] = [0, 0];
  for (const n of counts.values()) {
    exchanges += n;
    alike += n * n;
  }
  return { exchanges, alike, all: exchanges ** 2 };
}
