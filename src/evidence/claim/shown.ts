import type { Store } from '../../store/index.ts';
import { accountCommitment, pseudonymOf, saltOfLeaf, treesOf } from '../sums/index.ts';
import { type Drawn, partOf, sumOf } from './draws.ts';
import type { ClaimedHour } from './hours.ts';
import { openClaimed } from './leaves.ts';

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
  /** That the leaf is of an account, and not whose. */
  opened: { salt: string; account: string };
}

/** Hours are read so many exchanges at a time. */
const AT_ONCE = 2_000_000;

export interface Showing {
  store: Store;
  secret: Buffer;
  /** The table of leaves (keepLeaves). */
  table: string;
  hours: readonly ClaimedHour[];
  onHour?: ((done: number, of: number) => void) | undefined;
}

/** Shows each leaf on which draws fall, once, by hour and place. */
export async function show(drawn: readonly Drawn[], showing: Showing): Promise<Draw[]> {
  const { hours, onHour } = showing;
  const byHour = new Map<ClaimedHour, (Drawn & { offset: number })[]>();
  for (const one of drawn) {
    const { part, offset } = partOf(
      one.number,
      hours.map(({ tree }) => sumOf(tree, one.series)),
    );
    byHour.set(hours[part]!, [...(byHour.get(hours[part]!) ?? []), { ...one, offset }]);
  }
  const wanted = [...byHour.keys()].sort((a, b) => a.hour - b.hour);
  const draws: Draw[] = [];
  let done = 0;
  for (const group of groups(wanted)) {
    const numbers = group.map(({ hour }) => hour);
    for await (const { hour, tree } of treesOf(showing.store, showing.secret, numbers)) {
      const claimed = await openClaimed(showing.store, showing.table, hour, tree.leaves);
      const its = byHour.get(group.find(one => one.hour === hour)!)!;
      const places = new Set(its.map(({ offset, series }) => claimed.tree.placeOf(offset, series)));
      for (const index of [...places].sort((a, b) => a - b)) {
        const leaf = claimed.leaves.get(index)!;
        const account = accountCommitment(showing.secret, leaf.account);
        const salt = saltOfLeaf(showing.secret, hour, account, leaf.model);
        draws.push({
          hour,
          index,
          claimed: { leaf: leaf.claimed, path: base64(claimed.tree.path(index)) },
          committed: {
            leaf: [base64(pseudonymOf(salt, account)), leaf.model, ...leaf.committed],
            path: base64(tree.path(index)),
          },
          opened: { salt: base64(salt), account: base64(account) },
        });
      }
      onHour?.(++done, wanted.length);
    }
  }
  return draws;
}

/** Cuts hours into runs that weigh no more than is read at once, or are one alone. */
function groups(hours: readonly ClaimedHour[]): ClaimedHour[][] {
  const all: ClaimedHour[][] = [];
  let sum = Number.POSITIVE_INFINITY;
  for (const hour of hours) {
    sum += hour.committed.exchanges;
    if (sum > AT_ONCE) {
      all.push([]);
      sum = hour.committed.exchanges;
    }
    all.at(-1)!.push(hour);
  }
  return all;
}

const base64 = (bytes: Buffer) => bytes.toString('base64');
