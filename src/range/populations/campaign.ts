import type { Dials } from '../dials.ts';
import type { Elsewhere } from '../elsewhere.ts';
import { Operator } from '../operator.ts';
import type { Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import type { World } from '../world.ts';

/** The letter's campaign: `accounts` fed by one queue, or by one queue for each of several operators. */
export function campaign(
  world: World,
  rng: Rng,
  accounts: number,
  exchanges: number,
  dials: Dials,
  elsewhere?: Elsewhere,
): Unit[] {
  const operators = Math.min(dials.operators, accounts);
  const common = rng.child('common');
  return Array.from({ length: operators }, (_, index) => {
    // As equal shares as whole numbers allow.
    const share = (total: number) =>
      Math.floor((total * (index + 1)) / operators) - Math.floor((total * index) / operators);
    // Of several operators, each its own: the first is the one of the seed.
    const brings = elsewhere && { ...elsewhere, rng: elsewhere.rng.child(index) };
    const sources = { own: rng.child(index), common, index, elsewhere: brings };
    return new Operator(world, sources, share(accounts), share(exchanges), dials);
  });
}
