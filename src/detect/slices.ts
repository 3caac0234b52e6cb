import type { Streams } from './streams.ts';

/** What a slice's rows take in memory is small beside what is kept of all; larger slices are no faster. */
const EXCHANGES = 1_000_000;

/** Whole accounts that lie side by side in the store. */
export interface Slice {
  /** Its streams: `from` up to but without `to`. */
  from: number;
  to: number;
  /** SQL for its exchanges, with its parameters. */
  where: string;
  params: Record<string, string>;
}

/** All streams in slices of about a million exchanges: the store is sorted by account, so each is read once. */
export function* slices(streams: Streams, size = EXCHANGES): Generator<Slice> {
  const { count, account, accounts, exchanges } = streams;
  let begin = 0;
  let taken = 0;
  for (let s = 1; s <= count; s++) {
    taken += exchanges[s - 1]!;
    if (s < count && (taken < size || account[s] === account[s - 1] || !isExact(accounts[account[s]!]!)))
      continue;
    const bounds = [];
    const params: Slice['params'] = {};
    if (begin > 0) {
      bounds.push('account >= {from:String}');
      params['from'] = accounts[account[begin]!]!;
    }
    if (s < count) {
      bounds.push('account < {to:String}');
      params['to'] = accounts[account[s]!]!;
    }
    yield { from: begin, to: s, where: bounds.join(' AND ') || '1', params };
    begin = s;
    taken = 0;
  }
}

/** A name that was not UTF-8 has been read with replacement characters, and can't bound a slice. */
const isExact = (name: string) => !name.includes('\ufffd');
