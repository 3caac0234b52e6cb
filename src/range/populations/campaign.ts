import type { Dials } from '../dials.ts';
import { Operator } from '../operator.ts';
import type { Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import type { World } from '../world.ts';

/** The letter's campaign: `accounts` fed by one queue, or by one queue for each of several operators. */
export function campaign(world: World, rng: Rng, accounts: number, exchanges: number, dials: Dials): Unit[] {
  const operators = Math.min(dials.operators, accounts);
  const common = rng.child('common');
  return Array.from({ length: operators }, (_, index) => {
    // As equal shares as whole numbers allow.
    const share = (total: number) =>
      Math.floor((total * (index + 1)) / operators) - Math.floor((total * index) / operators);
    const sources = { own: rng.child(index), common, index };
    return new Operator(world, sources, share(accounts), share(exchanges), dials);
  });
}
