import { type Family, families, traitOf } from '../traits/index.ts';
import { type Graph, graphOf } from './louvain.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** A value that more accounts than this share tells nothing. */
const COMMON = 0.5;
/**
 * So many values of one family a stream brings to the graph at most: its heaviest. Together a family's values weigh
 * little more than the heaviest, so what the rest would add is little, and busy streams, which show thousands of
 * phrases, have most of it. It makes the graph grow with the streams and not with their exchanges.
 */
const HEAVIEST = 64;

/**
 * The graph of a group's streams and the values they share. Its working memory by value is taken once: thousands of
 * groups are split, and most touch few values. It is clean between calls.
 */
export class Edges {
  readonly #streams: Streams;
  readonly #sharing: Sharing;
  /** By value: the number of its family. */
  readonly #family: Uint8Array;
  /** By value: accounts of the group that show it, and the last that was counted, plus one. */
  readonly #users: Uint32Array;
  readonly #counted: Uint32Array;
  /** By value: its node; -1 where it is too rare or too common in the group. */
  readonly #node: Int32Array;
  /** By number of a family. */
  readonly #inView: Uint8Array;

  /** `view`: the families that are looked at. */
  constructor(streams: Streams, sharing: Sharing, view: readonly Family[] = families) {
    const familyOf = new Uint8Array(256);
    for (const { id, family } of traitOf.values()) familyOf[id] = families.indexOf(family);
    this.#streams = streams;
    this.#sharing = sharing;
    this.#family = sharing.trait.map(trait => familyOf[trait]!);
    this.#users = new Uint32Array(sharing.values);
    this.#counted = new Uint32Array(sharing.values);
    this.#node = new Int32Array(sharing.values).fill(-1);
    this.#inView = Uint8Array.from(families, family => (view.includes(family) ? 1 : 0));
  }

  /**
   * Nodes are the group's streams, in its order, and then values.
   * @param rarity how rare a value is: among the group's accounts, to tell the group's parts apart; or overall, where
   *   what all of the group share and nobody else does holds it together.
   */
  graph(group: Uint32Array, accounts: number, rarity: 'inside' | 'overall' = 'inside'): Graph {
    const isInside = rarity === 'inside';
    const among = isInside ? accounts : this.#streams.accounts.length;
    const usersOf = isInside ? this.#users : this.#sharing.accounts;
    const nodes = this.#numberValues(group, among, usersOf);
    const row = new Row(this.#sharing);
    const graph = graphOf(nodes, edge => {
      for (let i = 0; i < group.length; i++) {
        this.#weigh(group[i]!, among, usersOf, row);
        for (let k = 0; k < row.length; k++)
          if (row.weight[k]! > 0) edge(i, this.#node[row.value[k]!]!, row.weight[k]!);
      }
    });
    this.#clean(group);
    return graph;
  }

  #numberValues(group: Uint32Array, among: number, usersOf: Uint32Array): number {
    const { start, value } = this.#sharing;
    for (const stream of group) {
      const account = this.#streams.account[stream]! + 1;
      for (let e = start[stream]!; e < start[stream + 1]!; e++) {
        const v = value[e]!;
        if (this.#counted[v] === account) continue;
        this.#counted[v] = account;
        this.#users[v]!++;
      }
    }
    let nodes = group.length;
    for (const stream of group)
      for (let e = start[stream]!; e < start[stream + 1]!; e++) {
        const v = value[e]!;
        if (!this.#inView[this.#family[v]!] || this.#node[v] !== -1) continue;
        if (this.#users[v]! >= 3 && usersOf[v]! <= COMMON * among) this.#node[v] = nodes++;
      }
    return nodes;
  }

  #clean(group: Uint32Array): void {
    const { start, value } = this.#sharing;
    for (const stream of group)
      for (let e = start[stream]!; e < start[stream + 1]!; e++) {
        const v = value[e]!;
        this.#users[v] = 0;
        this.#counted[v] = 0;
        this.#node[v] = -1;
      }
  }

  /** A value weighs as much as it is rare and used; a family in all as its heaviest, and a little for their number. */
  #weigh(stream: number, among: number, usersOf: Uint32Array, row: Row): void {
    const { start, value, uses } = this.#sharing;
    const exchanges = this.#streams.exchanges[stream]!;
    row.length = 0;
    for (let e = start[stream]!; e < start[stream + 1]!; e++) {
      const v = value[e]!;
      if (this.#node[v] === -1) continue;
      row.value[row.length] = v;
      row.family[row.length] = this.#family[v]!;
      row.weight[row.length++] = Math.log(among / usersOf[v]!) * Math.sqrt(Math.min(1, uses[e]! / exchanges));
    }
    for (let family = 0; family < families.length; family++) row.damp(family);
  }
}

/** The values that one stream brings, used again for every stream. */
class Row {
  length = 0;
  readonly value: Uint32Array;
  readonly family: Uint8Array;
  readonly weight: Float64Array;
  readonly #sorted: Float64Array;

  constructor({ start }: Sharing) {
    let longest = 0;
    for (let s = 1; s < start.length; s++) longest = Math.max(longest, start[s]! - start[s - 1]!);
    this.value = new Uint32Array(longest);
    this.family = new Uint8Array(longest);
    this.weight = new Float64Array(longest);
    this.#sorted = new Float64Array(longest);
  }

  damp(family: number): void {
    let count = 0;
    for (let k = 0; k < this.length; k++)
      if (this.family[k] === family) this.#sorted[count++] = this.weight[k]!;
    if (count === 0) return;
    const [lightest, atLightest] = count > HEAVIEST ? this.#cut(count) : [0, count];
    let room = atLightest;
    let sum = 0;
    let most = 0;
    for (let k = 0; k < this.length; k++) {
      if (this.family[k] !== family) continue;
      const weight = this.weight[k]!;
      if (weight > lightest || (weight === lightest && room-- > 0)) {
        sum += weight;
        most = Math.max(most, weight);
      } else this.weight[k] = 0;
    }
    const factor = (most / sum) * (1 + Math.log2(Math.min(count, HEAVIEST)) / 4);
    for (let k = 0; k < this.length; k++) if (this.family[k] === family) this.weight[k]! *= factor;
  }

  /** The weight of the lightest that is among the heaviest, and how many of that weight are: the first in the row. */
  #cut(count: number): [number, number] {
    const sorted = this.#sorted.subarray(0, count).sort();
    const lightest = sorted[count - HEAVIEST]!;
    let above = 0;
    while (sorted[count - 1 - above]! > lightest) above++;
    return [lightest, HEAVIEST - above];
  }
}
