import { eachRow, type Store } from '../store/index.ts';

import { moment } from './scope.ts';
import type { Streams } from './streams.ts';

/** Numbers of one statement: as text they stay well below the engine's limit for one. */
const CHUNK = 4000;

/** How much each stream had sent when a look last spent on it. */
export class Looked {
  readonly #exchanges = new Map<number, number>();
  #marked: number[] = [];

  /** What looks of an earlier time than `until` left. */
  static async load(store: Store, until: Date): Promise<Looked> {
    const looked = new Looked();
    const rows = store.stream(
      `SELECT stream, max(exchanges) FROM looks WHERE until < ${moment(until)} GROUP BY stream`,
      'RowBinary',
    );
    await eachRow(rows, 12, (bytes, at) => {
      looked.#exchanges.set(Number(bytes.readBigUInt64LE(at)), bytes.readUInt32LE(at + 8));
    });
    return looked;
  }

  /** By stream; 0 where it never was looked at. */
  before(streams: Streams): Float64Array {
    return Float64Array.from(
      { length: streams.count },
      (_, s) => this.#exchanges.get(keyOf(streams, s)) ?? 0,
    );
  }

  mark(streams: Streams, looked: Iterable<number>): void {
    for (const s of looked) {
      const key = keyOf(streams, s);
      this.#exchanges.set(key, Math.max(streams.exchanges[s]!, this.#exchanges.get(key) ?? 0));
      this.#marked.push(key);
    }
  }

  /** Keeps what was marked. */
  async save(store: Store, until: Date): Promise<void> {
    for (let i = 0; i < this.#marked.length; i += CHUNK) {
      const stream = this.#marked.slice(i, i + CHUNK);
      const exchanges = stream.map(key => this.#exchanges.get(key)!);
      await store.insertSelect(
        'looks',
        `SELECT row.1, row.2, ${moment(until)} FROM
         (SELECT arrayJoin(arrayZip({stream:Array(UInt64)}, {exchanges:Array(UInt32)})) AS row)`,
        { params: { stream, exchanges } },
      );
    }
    this.#marked = [];
  }
}

/** As many bits of a stream's key as a number holds: two streams in a hundred million agree in them once in two worlds. */
const keyOf = ({ keys }: Streams, s: number) => keys[2 * s + 1]! * 2 ** 21 + (keys[2 * s]! >>> 11);
