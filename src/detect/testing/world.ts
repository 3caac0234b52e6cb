import { traitOf } from '../../traits/index.ts';
import { type Sharing, shareOf } from '../matrix.ts';
import type { Known } from '../profile.ts';
import { ASKS, HOURS, MODELS, PARTS, SIZES, type Streams } from '../streams.ts';
import { type Days, habitOf } from './habit.ts';

/** A stream made by hand. What is not given is as dull as can be. */
export interface StreamInput {
  exchanges?: number;
  /** Values it shows, as TRAIT:VALUE (shared-network:a); all exchanges show them, or the share given. */
  shows?: readonly string[] | Readonly<Record<string, number>>;
  burstiness?: number;
  sittings?: number;
  standalone?: number;
  /** Mean ln(1 + output tokens). */
  logOutput?: number;
  activeDays?: number;
  first?: number;
  last?: number;
  hours?: readonly number[];
  parts?: readonly number[];
  /** As hours and parts, where they are not given. */
  activeHours?: readonly number[];
  activeParts?: readonly number[];
  inputSizes?: readonly number[];
  outputSizes?: readonly number[];
  models?: readonly number[];
}

const traits = new Map([...traitOf.values()].map(({ name, id }) => [name, id]));

/** What is known of accounts beside their streams, in their order; of no account where it is not given. */
export interface KnownInput {
  parameters?: readonly Days[];
  network?: readonly Days[];
  /** 0 where it is not known. */
  payment?: readonly number[];
}

/** Streams and what they share, from accounts that are each a list of streams; as the loaders make them of a store. */
export function worldOf(
  accounts: readonly (readonly StreamInput[])[],
  { parameters, network, payment }: KnownInput = {},
): {
  streams: Streams;
  sharing: Sharing;
  known: Known;
} {
  const all = accounts.flatMap((list, account) => list.map(input => ({ account, input })));
  const column = (of: (input: StreamInput, exchanges: number) => number) =>
    Float64Array.from(all, ({ input }) => of(input, input.exchanges ?? 20));
  const matrix = (width: number, of: (input: StreamInput) => readonly number[] | undefined) => {
    const counts = new Float32Array(all.length * width);
    all.forEach(({ input }, s) => {
      const given = of(input);
      if (given) counts.set(given, s * width);
      else counts[s * width] = input.exchanges ?? 20;
    });
    return counts;
  };
  const streams: Streams = {
    count: all.length,
    accounts: accounts.map((_, i) => `acct_${String(i).padStart(5, '0')}`),
    account: Uint32Array.from(all, ({ account }) => account),
    keys: new Uint32Array(2 * all.length),
    budgets: { keys: new Uint32Array(2 * all.length), exchanges: column((_, n) => n) },
    exchanges: column((_, n) => n),
    inputTokens: column((_, n) => n * 100),
    outputTokens: column((_, n) => n * 200),
    first: column(({ first = 0 }) => first),
    last: column(({ last = 86_400 }) => last),
    activeDays: column(({ activeDays = 1 }) => activeDays),
    sittings: column(({ sittings = 1 }) => sittings),
    burstiness: column(({ burstiness = Number.NaN }) => burstiness),
    standalone: column(({ standalone = 0 }) => standalone),
    distinctBodies: column((_, n) => n),
    logOutput: column(({ logOutput = 5 }, n) => n * logOutput),
    hours: matrix(HOURS, ({ hours }) => hours),
    parts: matrix(PARTS, ({ parts }) => parts),
    activeHours: matrix(HOURS, ({ hours, activeHours = hours }) => activeHours),
    activeParts: matrix(PARTS, ({ parts, activeParts = parts }) => activeParts),
    inputSizes: matrix(SIZES, ({ inputSizes }) => inputSizes),
    outputSizes: matrix(SIZES, ({ outputSizes }) => outputSizes),
    models: matrix(MODELS, ({ models }) => models),
    asks: new Float32Array(all.length * ASKS),
    modelNames: ['model'],
    find: () => {
      throw new Error('a world made by hand has no keys');
    },
  };
  const none = accounts.map(() => []);
  const known = {
    parameters: habitOf(parameters ?? none),
    network: habitOf(network ?? none),
    payment: Uint32Array.from(payment ?? none.map(() => 0)),
  };
  return { streams, sharing: sharingOf(all, streams), known };
}

function sharingOf(all: readonly { account: number; input: StreamInput }[], streams: Streams): Sharing {
  const rows = all.map(({ input: { shows = [] } }) =>
    Array.isArray(shows) ? shows.map(name => [name as string, 1] as const) : Object.entries(shows),
  );
  const users = new Map<string, Set<number>>();
  rows.forEach((row, s) => {
    for (const [name] of row) {
      if (!users.has(name)) users.set(name, new Set());
      users.get(name)!.add(streams.account[s]!);
    }
  });
  const traitIn = (name: string) => {
    const id = traits.get(name.split(':')[0]!);
    if (id === undefined) throw new Error(`there is no trait ${name}`);
    return id;
  };
  // As loaded: what at least three accounts show, by trait and number of users.
  const names = [...users.keys()]
    .filter(name => users.get(name)!.size >= 3)
    .sort((a, b) => traitIn(a) - traitIn(b) || users.get(a)!.size - users.get(b)!.size);
  const number = new Map(names.map((name, v) => [name, v]));
  const start = new Uint32Array(all.length + 1);
  const value: number[] = [];
  const shares: number[] = [];
  rows.forEach((row, s) => {
    const entries = row
      .filter(([name]) => number.has(name))
      .map(([name, share]) => ({ v: number.get(name)!, share }))
      .sort((a, b) => a.v - b.v);
    for (const { v, share } of entries) {
      value.push(v);
      shares.push(shareOf(share, 1));
    }
    start[s + 1] = value.length;
  });
  return {
    values: names.length,
    trait: Uint8Array.from(names, traitIn),
    accounts: Uint32Array.from(names, name => users.get(name)!.size),
    start,
    value: Uint32Array.from(value),
    share: Uint16Array.from(shares),
  };
}
