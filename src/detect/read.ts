import { rows, type Store } from '../store/index.ts';
import { asksLookedAt, capabilities } from '../traits/index.ts';
import { loadActive } from './active.ts';
import { Growing } from './growing.ts';
import { indexOf } from './keys.ts';
import { type Slice, slicesOf } from './slices.ts';
import {
  ASKS,
  HOURS,
  MODELS,
  PARTS,
  type Part,
  periodPart,
  type Scope,
  SIZES,
  type Streams,
  streamKey,
} from './streams.ts';

/** A pause that ends a sitting, in seconds. */
const PAUSE = 1800;

/** Accounts are aggregated as they are read, in their order, few at a time: a stream's states take kilobytes. */
const STREAMING = {
  optimize_aggregation_in_order: 1,
  max_block_size: 4096,
  aggregation_in_order_max_block_bytes: 8_000_000,
};

const histogram = (bin: string, bins: number) =>
  `[${Array.from({ length: bins }, (_, i) => `toFloat32(countIf(${bin} = ${i}))`).join(', ')}]`;

/** The streams of a scope, and the slices in which they were read: each holds those from `from` up to but without `to`. */
export interface Read {
  streams: Streams;
  slices: (Slice & { from: number; to: number })[];
}

export async function loadStreams(store: Store, scope: Scope, contexts: string): Promise<Read> {
  const names = (
    await store.query<{ model: string }>(
      `SELECT model FROM ${scope.table} WHERE ${scope.where} GROUP BY model ORDER BY count() DESC, model LIMIT ${MODELS}`,
    )
  ).map(row => row.model);
  const models = Object.fromEntries(Array.from({ length: MODELS }, (_, i) => [`model${i}`, names[i] ?? '']));
  const gathered = new Gathered(scope.part);
  const slices: Read['slices'] = [];
  for (const slice of await slicesOf(store, scope)) {
    const from = gathered.count;
    const params = { ...models, ...slice.params };
    await gathered.take(
      store.stream(streamsSql(scope, contexts, slice.where), 'RowBinary', { params, settings: STREAMING }),
    );
    if (gathered.count > from) slices.push({ ...slice, from, to: gathered.count });
  }
  const streams = gathered.done(names);
  return { streams: { ...streams, ...(await loadActive(store, scope, contexts, slices, streams)) }, slices };
}

/** A row for each stream, accounts in their order. */
function streamsSql(scope: Scope, contexts: string, slice: string): string {
  return `
    SELECT account, key, xxh3(account, 1) AS budget, ${scalars.map(name => `toFloat64(${name})`).join(', ')},
      hours, parts, input_sizes, output_sizes, models, asked
    FROM (
      SELECT account, key, n, input, output, first, last, days,
        length(gaps) AS gap_count,
        arrayCount(g -> g > ${PAUSE}, gaps) + 1 AS sittings,
        if(gap_count < 7, nan, (arrayAvg(gaps) AS mean, sqrt(greatest(0, arrayAvg(arrayMap(g -> g * g, gaps)) - mean * mean)) AS sd,
           if(sd + mean = 0, 0, (sd - mean) / (sd + mean))).3) AS burstiness,
        standalone, bodies, log_output, hours, parts, input_sizes, output_sizes, models, asked
      FROM (
        SELECT account, ${streamKey(scope, contexts)} AS key, count() AS n,
          sum(input_tokens) AS input, sum(output_tokens) AS output,
          arrayPopFront(arrayDifference(arraySort(groupArray(toUnixTimestamp64Milli(time) / 1000)))) AS gaps,
          toUnixTimestamp64Milli(min(time)) / 1000 AS first, toUnixTimestamp64Milli(max(time)) / 1000 AS last,
          uniqExact(toDate(time)) AS days,
          countIf(turns <= 1 AND messages <= 2) AS standalone, uniqExact(body) AS bodies,
          sum(log(1 + output_tokens)) AS log_output,
          ${histogram('toHour(time)', HOURS)} AS hours,
          ${histogram(periodPart('toUnixTimestamp(time)', scope), PARTS)} AS parts,
          ${histogram(`least(${SIZES - 1}, toUInt8(log2(1 + intDiv(body_bytes, 16))))`, SIZES)} AS input_sizes,
          ${histogram(`least(${SIZES - 1}, toUInt8(log2(1 + intDiv(output_tokens, 8))))`, SIZES)} AS output_sizes,
          [${Array.from({ length: MODELS }, (_, i) => `toFloat32(countIf(model = {model${i}:String}))`).join(', ')}] AS models,
          [${[...capabilities.keys(), asksLookedAt].map(bit => `toFloat32(countIf(bitTest(asks, ${bit})))`).join(', ')}] AS asked
        FROM ${scope.table} WHERE ${scope.where} AND ${slice}
        GROUP BY account, key
      )
      ORDER BY account, n DESC, first, last, output, key)`;
}

const scalars = [
  'n',
  'input',
  'output',
  'first',
  'last',
  'days',
  'sittings',
  'burstiness',
  'standalone',
  'bodies',
  'log_output',
];
const vectors = [HOURS, PARTS, SIZES, SIZES, MODELS, ASKS];

/** Streams as they are read, one after the other. */
class Gathered {
  count = 0;
  readonly #part: Part;
  readonly #accounts: string[] = [];
  readonly #account = new Growing(Uint32Array);
  readonly #keys = new Growing(Uint32Array);
  readonly #budgets = new Growing(Uint32Array);
  readonly #columns = scalars.map(() => new Growing(Float64Array));
  readonly #matrices = vectors.map(() => new Growing(Float32Array));

  constructor(part: Part) {
    this.#part = part;
  }

  async take(bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const decoded = rows(bytes, reader => {
      const name = reader.string();
      const key = [reader.u32(), reader.u32()];
      const budget = [reader.u32(), reader.u32()];
      const values = scalars.map(() => reader.f64());
      const counts = vectors.map(() => reader.f32s());
      return { name, key, budget, values, counts };
    });
    for await (const { name, key, budget, values, counts } of decoded) {
      if (this.#accounts[this.#accounts.length - 1] !== name) this.#accounts.push(name);
      this.#account.push(this.#accounts.length - 1);
      for (const half of key) this.#keys.push(half);
      if (this.#part === 'templates') for (const half of budget) this.#budgets.push(half);
      for (let i = 0; i < values.length; i++) this.#columns[i]!.push(values[i]!);
      for (let i = 0; i < counts.length; i++) for (const value of counts[i]!) this.#matrices[i]!.push(value);
      this.count++;
    }
  }

  done(modelNames: string[]): Omit<Streams, 'activeHours' | 'activeParts'> {
    const [account, keys] = [this.#account.done(), this.#keys.done()];
    const column = (name: string) => this.#columns[scalars.indexOf(name)]!.done();
    const matrix = (i: number) => this.#matrices[i]!.done();
    return {
      count: this.count,
      accounts: this.#accounts,
      account,
      keys,
      budgets:
        this.#part === 'templates'
          ? { keys: this.#budgets.done(), exchanges: byAccount(account, column('n')) }
          : { keys, exchanges: column('n') },
      exchanges: column('n'),
      inputTokens: column('input'),
      outputTokens: column('output'),
      first: column('first'),
      last: column('last'),
      activeDays: column('days'),
      sittings: column('sittings'),
      burstiness: column('burstiness'),
      standalone: column('standalone'),
      distinctBodies: column('bodies'),
      logOutput: column('log_output'),
      hours: matrix(0),
      parts: matrix(1),
      inputSizes: matrix(2),
      outputSizes: matrix(3),
      models: matrix(4),
      asks: matrix(5),
      modelNames,
      find: indexOf(keys),
    };
  }
}

/** What each stream's account has sent in all. */
function byAccount(account: Uint32Array, exchanges: Float64Array): Float64Array {
  const sum = new Float64Array(account.length);
  account.forEach((a, s) => {
    sum[a]! += exchanges[s]!;
  });
  return Float64Array.from(account, a => sum[a]!);
}
