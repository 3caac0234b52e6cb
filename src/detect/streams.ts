import { rows, type Store } from '../store/index.ts';
import { asksLookedAt, capabilities } from '../traits/index.ts';
import { Growing } from './growing.ts';
import { indexOf } from './keys.ts';

export const HOURS = 24;
/** Equal parts of the time looked at: when in it an account was active. */
export const PARTS = 32;
export const SIZES = 10;
export const MODELS = 8;
/** The bits of src/traits/asks.ts, and how many exchanges were looked at for them. */
export const ASKS = capabilities.length + 1;
/** A pause that ends a sitting, in seconds. */
const PAUSE = 1800;

/**
 * The unit of detection: the exchanges of one account that share a context (system prompt, tools, client). An
 * account is the union of its streams, so that innocent traffic beside a harvest hides nothing. Contexts with
 * under a twentieth of an account's exchanges are one stream, whatever they are. Of requests made with templates, those that
 * one account makes with one repertoire (`repertoires.ts`), in whatever context.
 */
export interface Streams {
  count: number;
  accounts: string[];
  /** Index into `accounts`, by stream. */
  account: Uint32Array;
  /** 64-bit keys, by stream: low and high half. The same stream has the same key at every look. */
  keys: Uint32Array;
  /**
   * Keys of what a budget of false alarms is kept for, by stream, and what was sent on it: the stream itself. Where words tell an
   * account's streams apart it is the account: more traffic tells more words, and then the same requests lie in other streams.
   */
  budgets: { keys: Uint32Array; exchanges: Float64Array };
  /** Exchanges, by stream; so all that follow. */
  exchanges: Float64Array;
  inputTokens: Float64Array;
  outputTokens: Float64Array;
  /** Seconds since 1970. */
  first: Float64Array;
  last: Float64Array;
  activeDays: Float64Array;
  sittings: Float64Array;
  /** Burstiness of gaps, -1 (regular) to 1 (Goh & Barabási 2008); NaN under eight exchanges. */
  burstiness: Float64Array;
  /** Exchanges that stand alone: one message of the user, nothing before it. */
  standalone: Float64Array;
  distinctBodies: Float64Array;
  /** Sum of ln(1 + output tokens). */
  logOutput: Float64Array;
  /** Row-major counts: `count` × HOURS, PARTS, SIZES … */
  hours: Float32Array;
  parts: Float32Array;
  inputSizes: Float32Array;
  outputSizes: Float32Array;
  models: Float32Array;
  asks: Float32Array;
  modelNames: string[];
  /** From the low and high half of a stream's 64-bit key to its index. */
  find(low: number, high: number): number;
}

/** What is looked at: all exchanges, or requests made with templates (`templates.ts`). */
export type Part = 'everything' | 'templates';

export interface Scope {
  part: Part;
  until: Date;
  /** The exchanges looked at: a table like `exchanges`, and SQL for which of its rows. */
  table: string;
  where: string;
  from: number;
  to: number;
}

/** What a program sets alike for all that it sends, in SQL. */
export const CONTEXT = 'xxh3(system, tools, user_agent, ja4)';

/** SQL for the contexts that are streams of their own, by account; what else an account sends is one stream. */
export const ownContexts = ({ table, where }: Pick<Scope, 'table' | 'where'>) => `
    SELECT account, context FROM (
      SELECT account, ${CONTEXT} AS context, count() AS n, sum(count()) OVER (PARTITION BY account) AS total
      FROM ${table} WHERE ${where} GROUP BY account, context)
    WHERE n >= greatest(5, total / 20) AND n < total`;

/** A stream's key in SQL; `contexts` is the table of those kept apart, and is not asked where templates tell. */
export const streamKey = ({ part }: Pick<Scope, 'part'>, contexts: string) =>
  part === 'templates'
    ? 'xxh3(account, repertoire, 1)'
    : `xxh3(account, if(xxh3(account, ${CONTEXT}) IN (SELECT key FROM ${contexts}), ${CONTEXT}, 0))`;

export async function keepContexts(
  store: Store,
  scope: Pick<Scope, 'table' | 'where'>,
  table: string,
): Promise<void> {
  await store.command(`CREATE TABLE ${table} (key UInt64) ENGINE = Memory`);
  await store.insertSelect(table, `SELECT xxh3(account, context) FROM (${ownContexts(scope)})`);
}

/** Accounts are aggregated as they are read, in their order, few at a time: a stream's states take kilobytes. */
const STREAMING = {
  optimize_aggregation_in_order: 1,
  max_block_size: 4096,
  aggregation_in_order_max_block_bytes: 8_000_000,
};

const histogram = (bin: string, bins: number) =>
  `[${Array.from({ length: bins }, (_, i) => `toFloat32(countIf(${bin} = ${i}))`).join(', ')}]`;

export async function loadStreams(store: Store, scope: Scope, contexts: string): Promise<Streams> {
  const names = (
    await store.query<{ model: string }>(
      `SELECT model FROM ${scope.table} WHERE ${scope.where} GROUP BY model ORDER BY count() DESC, model LIMIT ${MODELS}`,
    )
  ).map(row => row.model);
  const width = Math.max(1, scope.to - scope.from);
  const sql = `
    SELECT account, key, xxh3(account, 1) AS budget, n, input, output, first, last, days,
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
        ${histogram(`least(${PARTS - 1}, intDiv(toUnixTimestamp(time) - ${Math.floor(scope.from)}, ${Math.ceil(width / PARTS)}))`, PARTS)} AS parts,
        ${histogram(`least(${SIZES - 1}, toUInt8(log2(1 + intDiv(body_bytes, 16))))`, SIZES)} AS input_sizes,
        ${histogram(`least(${SIZES - 1}, toUInt8(log2(1 + intDiv(output_tokens, 8))))`, SIZES)} AS output_sizes,
        [${Array.from({ length: MODELS }, (_, i) => `toFloat32(countIf(model = {model${i}:String}))`).join(', ')}] AS models,
        [${[...capabilities.keys(), asksLookedAt].map(bit => `toFloat32(countIf(bitTest(asks, ${bit})))`).join(', ')}] AS asked
      FROM ${scope.table} WHERE ${scope.where}
      GROUP BY account, key
    )
    ORDER BY account, n DESC, first, last, output, key`;
  const params = Object.fromEntries(Array.from({ length: MODELS }, (_, i) => [`model${i}`, names[i] ?? '']));
  const wanted = `SELECT account, key, budget, ${scalars.map(name => `toFloat64(${name})`).join(', ')}, hours, parts, input_sizes, output_sizes, models, asked FROM (${sql})`;
  const bytes = store.stream(wanted, 'RowBinary', { params, settings: STREAMING });
  return collect(bytes, names, scope.part);
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

async function collect(bytes: AsyncIterable<Uint8Array>, modelNames: string[], part: Part): Promise<Streams> {
  const accounts: string[] = [];
  const account = new Growing(Uint32Array);
  const keys = new Growing(Uint32Array);
  const budgets = new Growing(Uint32Array);
  const columns = scalars.map(() => new Growing(Float64Array));
  const matrices = vectors.map(() => new Growing(Float32Array));
  let count = 0;
  const decoded = rows(bytes, reader => {
    const name = reader.string();
    const low = reader.u32();
    const high = reader.u32();
    const budget = [reader.u32(), reader.u32()];
    const values = scalars.map(() => reader.f64());
    const counts = vectors.map(length => {
      reader.u8(); // the array's length, under 128
      return Array.from({ length }, () => reader.f32());
    });
    return { name, low, high, budget, values, counts };
  });
  for await (const { name, low, high, budget, values, counts } of decoded) {
    if (accounts[accounts.length - 1] !== name) accounts.push(name);
    account.push(accounts.length - 1);
    keys.push(low);
    keys.push(high);
    if (part === 'templates') for (const half of budget) budgets.push(half);
    for (let i = 0; i < values.length; i++) columns[i]!.push(values[i]!);
    for (let i = 0; i < counts.length; i++) for (const value of counts[i]!) matrices[i]!.push(value);
    count++;
  }
  const column = (name: string) => columns[scalars.indexOf(name)]!.done();
  return {
    count,
    accounts,
    account: account.done(),
    keys: keys.done(),
    budgets:
      part === 'templates'
        ? { keys: budgets.done(), exchanges: byAccount(account.done(), column('n')) }
        : { keys: keys.done(), exchanges: column('n') },
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
    hours: matrices[0]!.done(),
    parts: matrices[1]!.done(),
    inputSizes: matrices[2]!.done(),
    outputSizes: matrices[3]!.done(),
    models: matrices[4]!.done(),
    asks: matrices[5]!.done(),
    modelNames,
    find: indexOf(keys.done()),
  };
}

/** What each stream's account has sent in all. */
function byAccount(account: Uint32Array, exchanges: Float64Array): Float64Array {
  const sum = new Float64Array(account.length);
  account.forEach((a, s) => {
    sum[a]! += exchanges[s]!;
  });
  return Float64Array.from(account, a => sum[a]!);
}
