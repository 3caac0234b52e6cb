import type { Group } from './link.ts';
import { type Sharing, usage } from './matrix.ts';
import type { Streams } from './streams.ts';

/**
 * How far a group holds together: of what its streams share, the part that they share with each other. 1 where
 * nobody else shows what they show; what everyone shows counts little, as for linking.
 */
export class Cohesion {
  readonly #sharing: Sharing;
  /** By value: the streams that show it; of the group in hand, clean between calls. */
  readonly #all: Uint32Array;
  readonly #inside: Uint32Array;
  /** By value. */
  readonly #rarity: Float32Array;

  constructor(streams: Streams, sharing: Sharing) {
    this.#sharing = sharing;
    this.#all = new Uint32Array(sharing.values);
    for (const v of sharing.value) this.#all[v]!++;
    this.#inside = new Uint32Array(sharing.values);
    const accounts = streams.accounts.length;
    this.#rarity = Float32Array.from(sharing.accounts, users => Math.log(accounts / users));
  }

  /** 0 to 1: the mean over the group's streams. */
  of(group: Group): number {
    const { start, value } = this.#sharing;
    for (const s of group) for (let e = start[s]!; e < start[s + 1]!; e++) this.#inside[value[e]!]!++;
    let sum = 0;
    for (const s of group) {
      let [within, whole] = [0, 0];
      for (let e = start[s]!; e < start[s + 1]!; e++) {
        const v = value[e]!;
        const weight = this.#rarity[v]! * usage(this.#sharing, e);
        whole += weight;
        // Of the others who show it.
        if (this.#all[v]! > 1) within += (weight * (this.#inside[v]! - 1)) / (this.#all[v]! - 1);
      }
      if (whole > 0) sum += within / whole;
    }
    for (const s of group) for (let e = start[s]!; e < start[s + 1]!; e++) this.#inside[value[e]!] = 0;
    return sum / group.length;
  }
}
