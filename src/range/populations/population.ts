import type { Kind } from '../person.ts';
import { Person } from '../person.ts';
import type { Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import type { World } from '../world.ts';

/** One kind of traffic. A scenario is a list of these with a share of the accounts each. */
export interface Population {
  name: string;
  about: string;
  /** Units that make about `accounts` accounts. The first units are the same whatever the number. */
  units(world: World, rng: Rng, accounts: number): Unit[];
}

/** A population of people who differ from anyone by `kind` alone. */
export const peopleLike = (world: World, rng: Rng, accounts: number, kind: Kind = {}): Unit[] =>
  Array.from({ length: accounts }, (_, i) => new Person(world, rng.child(i), kind));

/** Units until they hold enough accounts. */
export function unitsUntil(accounts: number, make: (i: number) => Unit): Unit[] {
  const units: Unit[] = [];
  for (let held = 0, i = 0; held < accounts; i++) {
    const unit = make(i);
    units.push(unit);
    for (const _ of unit.members()) held++;
  }
  return units;
}
