import type { Store } from '../../store/index.ts';
import { batches } from '../follow/index.ts';
import { accountCommitment, pseudonymOf, saltOfClaim, saltOfLeaf, treesOf } from '../sums/index.ts';
import { differs } from './differs.ts';
import { type Drawn, partOf, sumOf } from './draws.ts';
import type { ClaimedHour } from './hours.ts';
import { at, claimedTrees, leavesAt } from './leaves.ts';

/** A leaf on which draws fell, as docs/evidence-format.md has it. Hashes are base64. */
export interface Draw {
  /** Hours since 1970. */
  hour: number;
  /** Its place in the hour's tree. */
  index: number;
  claimed: { leaf: [exchanges: number, input: number, output: number]; path: string };
  committed: {
    leaf: [pseudonym: string, model: string, exchanges: number, input: number, output: number];
    path: string;
  };
  /** That the leaf is of an account, and which row is its, but not whose. */
  opened: { salt: string; account: string; claim_salt: string };
}

export interface Showing {
  store: Store;
  secret: Buffer;
  campaign: string;
  /** The table of leaves (keepLeaves). */
  table: string;
  hours: readonly ClaimedHour[];
  onHour?: ((done: number, of: number) => void) | undefined;
}

/** Shows each leaf on which draws fall, once, by hour and place. */
export async function show(drawn: readonly Drawn[], showing: Showing): Promise<Draw[]> {
  const { store, secret, table, hours, onHour } = showing;
  const byHour = placed(drawn, hours);
  const wanted = [...byHour.keys()].sort((a, b) => a.hour - b.hour);
  const fallen = await pathsOf(showing, byHour, wanted);
  const leaves = await leavesAt(store, table, [...fallen.values()].flat());
  const draws: Draw[] = [];
  let done = 0;
  const known = new Map(wanted.map(one => [one.hour, one]));
  const sizes = wanted.map(({ hour, committed }): [number, number] => [hour, committed.exchanges]);
  for (const batch of batches(sizes)) {
    const numbers = batch.map(([hour]) => hour);
    for await (const { hour, tree } of treesOf(store, secret, numbers)) {
      const of = known.get(hour)!;
      if (tree.tree.root !== of.committed.root) throw differs(hour, of.entry);
      for (const { place, path } of fallen.get(hour)!) {
        const leaf = leaves.get(at(hour, place))!;
        const account = accountCommitment(secret, leaf.account);
        const salt = saltOfLeaf(secret, hour, account, leaf.model);
        draws.push({
          hour,
          index: place,
          claimed: { leaf: leaf.claimed, path: base64(path) },
          committed: {
            leaf: [base64(pseudonymOf(salt, account)), leaf.model, ...leaf.committed],
            path: base64(tree.path(place)),
          },
          opened: {
            salt: base64(salt),
            account: base64(account),
            claim_salt: base64(saltOfClaim(showing.secret, showing.campaign, account)),
          },
        });
      }
      onHour?.(++done, wanted.length);
    }
  }
  return draws;
}

type Offset = Pick<Drawn, 'series'> & { offset: number };

/** What falls into each hour, and how far into it. */
function placed(drawn: readonly Drawn[], hours: readonly ClaimedHour[]): Map<ClaimedHour, Offset[]> {
  const byHour = new Map<ClaimedHour, Offset[]>();
  for (const { series, number } of drawn) {
    const sizes = hours.map(({ tree }) => sumOf(tree, series));
    const { part, offset } = partOf(number, sizes);
    const its = byHour.get(hours[part]!) ?? [];
    byHour.set(hours[part]!, its);
    its.push({ series, offset });
  }
  return byHour;
}

/** The places on which draws fall, ascending, each with its path in the claim's tree of its hour. */
async function pathsOf(
  { store, table }: Showing,
  byHour: ReadonlyMap<ClaimedHour, readonly Offset[]>,
  wanted: readonly ClaimedHour[],
): Promise<Map<number, { hour: number; place: number; path: Buffer }[]>> {
  const known = new Map(wanted.map(one => [one.hour, one]));
  const committedTo = (hour: number) => {
    const { committed, entry } = known.get(hour)!;
    return { leaves: committed.leaves, entry };
  };
  const paths = new Map<number, { hour: number; place: number; path: Buffer }[]>();
  for await (const { hour, tree } of claimedTrees(store, table, committedTo, [...known.keys()])) {
    const offsets = byHour.get(known.get(hour)!)!;
    const places = new Set(offsets.map(({ offset, series }) => tree.placeOf(offset, series)));
    const ascending = [...places].sort((a, b) => a - b);
    paths.set(
      hour,
      ascending.map(place => ({ hour, place, path: tree.path(place) })),
    );
  }
  return paths;
}

const base64 = (bytes: Buffer) => bytes.toString('base64');
