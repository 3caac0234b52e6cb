import { type Family, families, traitOf } from '../traits/index.ts';
import { bipartite, type Graph } from './graph.ts';
import { type Sharing, usage } from './matrix.ts';
import { nth } from './nth.ts';
import type { Streams } from './streams.ts';

/** A value that more accounts than this share tells nothing. */
const COMMON = 0.5;
/**
 * So many values of one family a stream brings to the graph at most: its heaviest. Together a family's values weigh
 * little more than the heaviest, so what the rest would add is little, and busy streams, which show thousands of
 * phrases, have most of it. It makes the graph grow with the streams and not with their exchanges.
 */
const HEAVIEST = 64;

/** Places of a value's figures, as 32 bits each; its rarity takes two of them. */
const [USERS, COUNTED, NODE, FAMILY, VALUE] = [0, 1, 2, 3, 6];
/** The same in 64 bits each. */
const [RARITY, WIDE] = [2, 3];

/**
 * The graph of a group's streams and the values they share. Its working memory by value is taken once: thousands of
 * groups are split, and most touch few values. It is clean between calls.
 */
export class Edges {
  readonly #streams: Streams;
  readonly #sharing: Sharing;
  /**
   * By value, side by side, for millions of values are asked about in no order and each place in memory that is far off costs: USERS,
   * accounts of the group that show it; COUNTED, the last that was counted, plus one; NODE, -1 where it is too rare or too common in
   * the group; FAMILY, the number of its family; and in RARITY how much its rarity weighs.
   */
  readonly #values: Int32Array;
  readonly #rarity: Float64Array;
  /** By number of a family. */
  readonly #inView: Uint8Array;

  /** `view`: the families that are looked at. */
  constructor(streams: Streams, sharing: Sharing, view: readonly Family[] = families) {
    const familyOf = new Uint8Array(256);
    for (const { id, family } of traitOf.values()) familyOf[id] = families.indexOf(family);
    this.#streams = streams;
    this.#sharing = sharing;
    const values = new ArrayBuffer(sharing.values * VALUE * Int32Array.BYTES_PER_ELEMENT);
    this.#values = new Int32Array(values);
    this.#rarity = new Float64Array(values);
    for (let v = 0; v < sharing.values; v++) {
      this.#values[v * VALUE + NODE] = -1;
      this.#values[v * VALUE + FAMILY] = familyOf[sharing.trait[v]!]!;
    }
    this.#inView = Uint8Array.from(families, family => (view.includes(family) ? 1 : 0));
  }

  /**
   * Nodes are the group's streams, in its order, and then values.
   * @param rarity how rare a value is: among the group's accounts, to tell the group's parts apart; or overall, where
   *   what all of the group share and nobody else does holds it together.
   */
  graph(group: Uint32Array, accounts: number, rarity: 'inside' | 'overall' = 'inside'): Graph {
    this.#countUsers(group);
    const { nodes, most } =
      rarity === 'inside'
        ? this.#numberValues(group, accounts)
        : this.#numberValues(group, this.#streams.accounts.length, this.#sharing.accounts);
    const row = new Row(this.#sharing);
    const graph = bipartite(nodes, group.length, most, (i, edge) => {
      this.#weigh(group[i]!, row);
      for (let k = 0; k < row.length; k++) if (row.weight[k]! > 0) edge(row.node[k]!, row.weight[k]!);
    });
    this.#clean(group);
    return graph;
  }

  #countUsers(group: Uint32Array): void {
    const { start, value } = this.#sharing;
    const values = this.#values;
    for (const stream of group) {
      const account = this.#streams.account[stream]! + 1;
      for (let e = start[stream]!; e < start[stream + 1]!; e++) {
        const at = value[e]! * VALUE;
        if (values[at + COUNTED] === account) continue;
        values[at + COUNTED] = account;
        values[at + USERS]!++;
      }
    }
  }

  /**
   * How many nodes there are, and no fewer than how many edges.
   * @param usersOf tells how many of all accounts (`among`) show a value; how many of the group's do, where it is not given.
   */
  #numberValues(group: Uint32Array, among: number, usersOf?: Uint32Array): { nodes: number; most: number } {
    const { start, value } = this.#sharing;
    const values = this.#values;
    const shown = new Uint32Array(families.length);
    let nodes = group.length;
    let most = 0;
    for (const stream of group) {
      shown.fill(0);
      for (let e = start[stream]!; e < start[stream + 1]!; e++) {
        const v = value[e]!;
        const at = v * VALUE;
        const family = values[at + FAMILY]!;
        if (this.#inView[family] === 0) continue;
        if (values[at + NODE] === -1) {
          const inside = values[at + USERS]!;
          const users = usersOf ? usersOf[v]! : inside;
          if (inside < 3 || users > COMMON * among) continue;
          values[at + NODE] = nodes++;
          this.#rarity[v * WIDE + RARITY] = Math.log(among / users);
        }
        shown[family]!++;
      }
      for (const count of shown) most += Math.min(count, HEAVIEST);
    }
    return { nodes, most };
  }

  #clean(group: Uint32Array): void {
    const { start, value } = this.#sharing;
    const values = this.#values;
    for (const stream of group)
      for (let e = start[stream]!; e < start[stream + 1]!; e++) {
        const at = value[e]! * VALUE;
        values[at + USERS] = 0;
        values[at + COUNTED] = 0;
        values[at + NODE] = -1;
      }
  }

  /** A value weighs as much as it is rare and used; a family in all as its heaviest, and a little for their number. */
  #weigh(stream: number, row: Row): void {
    const { start, value } = this.#sharing;
    const values = this.#values;
    row.length = 0;
    for (let e = start[stream]!; e < start[stream + 1]!; e++) {
      const v = value[e]!;
      const at = v * VALUE;
      if (values[at + NODE] === -1) continue;
      row.node[row.length] = values[at + NODE]!;
      row.family[row.length] = values[at + FAMILY]!;
      row.weight[row.length++] = this.#rarity[v * WIDE + RARITY]! * usage(this.#sharing, e);
    }
    for (let family = 0; family < families.length; family++) row.damp(family);
  }
}

/** The values that one stream brings, used again for every stream. */
class Row {
  length = 0;
  readonly node: Uint32Array;
  readonly family: Uint8Array;
  readonly weight: Float64Array;
  readonly #weights: Float64Array;

  constructor({ start }: Sharing) {
    let longest = 0;
    for (let s = 1; s < start.length; s++) longest = Math.max(longest, start[s]! - start[s - 1]!);
    this.node = new Uint32Array(longest);
    this.family = new Uint8Array(longest);
    this.weight = new Float64Array(longest);
    this.#weights = new Float64Array(longest);
  }

  damp(family: number): void {
    let count = 0;
    for (let k = 0; k < this.length; k++)
      if (this.family[k] === family) this.#weights[count++] = this.weight[k]!;
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
    const weights = this.#weights.subarray(0, count);
    const lightest = nth(weights, count - HEAVIEST);
    let above = 0;
    for (let k = 0; k < count; k++) if (weights[k]! > lightest) above++;
    return [lightest, HEAVIEST - above];
  }
}
