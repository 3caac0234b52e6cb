import type { Store } from '../../store/index.ts';
import { accountCommitment, pseudonymOf, type SumTree, saltOfLeaf, treesOf } from '../sums/index.ts';
import { placeOf } from './draws.ts';
import type { ClaimedHour } from './hours.ts';
import { type ClaimedLeaf, type OpenedHour, openClaimed } from './leaves.ts';

/** A leaf with its place and path in a tree. */
export interface Shown<Leaf> {
  index: number;
  leaf: Leaf;
  path: string;
}

type ClaimedNumbers = [leaf: string, exchanges: number, input: number, output: number];
type CommittedNumbers = [pseudonym: string, model: string, exchanges: number, input: number, output: number];

/** What is shown of one exchange that was drawn. */
export interface Draw {
  /** The hour's place among the claim's. */
  hour: number;
  claimed: Shown<ClaimedNumbers>;
  /** The leaf after it, or before the last: by their order none is there twice. */
  neighbour: Shown<ClaimedNumbers> | null;
  committed: Shown<CommittedNumbers>;
  /** That the leaf is of an account, and not whose. */
  opened: { salt: string; account: string };
}

/** Hours are read so many exchanges at a time. */
const AT_ONCE = 2_000_000;

export interface Drawing {
  store: Store;
  secret: Buffer;
  /** The table of leaves (keepLeaves). */
  table: string;
  hours: readonly ClaimedHour[];
  /** How many exchanges each hour has in the log, by its number. */
  committed(hour: number): number;
  onHour?: ((done: number, of: number) => void) | undefined;
}

/** Shows each exchange that was drawn, in the order in which they were. */
export async function show(numbers: readonly number[], drawing: Drawing): Promise<Draw[]> {
  const { store, table, hours, onHour } = drawing;
  const sizes = hours.map(({ tree }) => tree.exchanges);
  const places = numbers.map((number, draw) => ({ draw, ...placeOf(number, sizes) }));
  const wanted = [...new Set(places.map(({ index }) => index))].sort((a, b) => a - b);
  const draws: Draw[] = [];
  let done = 0;
  for (const group of groups(wanted, index => drawing.committed(hours[index]!.hour))) {
    const byHour = new Map(group.map(index => [hours[index]!.hour, index]));
    for await (const { hour, tree } of treesOf(store, drawing.secret, [...byHour.keys()])) {
      const claimed = await openClaimed(store, table, hour);
      for (const { draw, index, offset } of places)
        if (index === byHour.get(hour)) draws[draw] = drawOf(index, offset, hour, claimed, tree, drawing);
      onHour?.(++done, wanted.length);
    }
  }
  return draws;
}

/** Cuts a list into runs that weigh no more than is read at once, or are one alone. */
function groups(list: readonly number[], weight: (one: number) => number): number[][] {
  const all: number[][] = [];
  let sum = Number.POSITIVE_INFINITY;
  for (const one of list) {
    sum += weight(one);
    if (sum > AT_ONCE) {
      all.push([]);
      sum = weight(one);
    }
    all.at(-1)!.push(one);
  }
  return all;
}

function drawOf(
  index: number,
  offset: number,
  hour: number,
  { tree, leaves }: OpenedHour,
  committed: SumTree,
  { secret }: Drawing,
): Draw {
  const at = tree.indexOfExchange(offset);
  const leaf = leaves[at]!;
  const place = committed.indexOf(leaf.hash);
  const account = accountCommitment(secret, leaf.account);
  const salt = saltOfLeaf(secret, hour, account, leaf.model);
  const shown = (i: number): Shown<ClaimedNumbers> => ({
    index: i,
    leaf: claimedNumbers(leaves[i]!),
    path: base64(tree.path(i)),
  });
  const beside = at + 1 < leaves.length ? at + 1 : at - 1;
  return {
    hour: index,
    claimed: shown(at),
    neighbour: beside >= 0 ? shown(beside) : null,
    committed: {
      index: place,
      leaf: [base64(pseudonymOf(salt, account)), leaf.model, ...leaf.committed],
      path: base64(committed.path(place)),
    },
    opened: { salt: base64(salt), account: base64(account) },
  };
}

const claimedNumbers = ({ hash, claimed }: ClaimedLeaf): ClaimedNumbers => [base64(hash), ...claimed];
const base64 = (bytes: Buffer) => bytes.toString('base64');
