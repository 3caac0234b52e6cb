import { eachRow, type Store } from '../store/index.ts';
import { inChunks, keyAt } from './keys.ts';
import { moment } from './scope.ts';
import type { Streams } from './streams.ts';

/** How much had been sent on each budget of false alarms (`Streams.budgets`) when a look last spent of it. */
export class Looked {
  readonly #exchanges = new Map<bigint, number>();
  #marked: bigint[] = [];

  /** What looks of an earlier time than `until` left. */
  static async load(store: Store, until: Date): Promise<Looked> {
    const looked = new Looked();
    const rows = store.stream(
      `SELECT stream, max(exchanges) FROM looks WHERE until < ${moment(until)} GROUP BY stream`,
      'RowBinary',
    );
    await eachRow(rows, 12, (bytes, at) => {
      looked.#exchanges.set(bytes.readBigUInt64LE(at), bytes.readUInt32LE(at + 8));
    });
    return looked;
  }

  /** By stream; 0 where it never was looked at. */
  before({ count, budgets }: Streams): Float64Array {
    return Float64Array.from({ length: count }, (_, s) => this.#exchanges.get(keyAt(budgets.keys, s)) ?? 0);
  }

  mark({ budgets: { keys, exchanges } }: Streams, looked: Iterable<number>): void {
    for (const s of looked) {
      const key = keyAt(keys, s);
      this.#exchanges.set(key, Math.max(exchanges[s]!, this.#exchanges.get(key) ?? 0));
      this.#marked.push(key);
    }
  }

  /** Keeps what was marked. */
  async save(store: Store, until: Date): Promise<void> {
    for (const keys of inChunks(this.#marked)) {
      const exchanges = keys.map(key => this.#exchanges.get(key)!);
      await store.insertSelect(
        'looks',
        `SELECT toUInt64(row.1), row.2, ${moment(until)} FROM
         (SELECT arrayJoin(arrayZip({keys:Array(String)}, {exchanges:Array(UInt32)})) AS row)`,
        { params: { keys: keys.map(String), exchanges } },
      );
    }
    this.#marked = [];
  }
}
