import { script } from '../clients.ts';
import { Customers, Gateway } from '../gateway.ts';
import { type Puppet, puppets } from '../infrastructure.ts';
import type { Emit, Member, Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import { DAY, type World } from '../world.ts';
import { type Population, unitsUntil } from './population.ts';

const CUSTOMERS_PER_ACCOUNT = 3;

/** Resellers: a pool of bought accounts between many ordinary customers and the provider. Pooled access, no harvest. */
export const relay: Population = {
  name: 'relay',
  about: 'resellers: pooled accounts on shared cards and proxies, load-balanced over many ordinary customers',
  units: (world, rng, accounts) => {
    const pools = Math.max(1, Math.round(accounts / 150));
    return unitsUntil(
      accounts,
      i => new Relay(world, rng.child(i), Math.ceil(accounts / pools), `relay-${i + 1}`),
    );
  },
};

class Relay implements Unit {
  readonly #name: string;
  readonly #accounts: Puppet[];
  readonly #customers: Customers;

  constructor(world: World, rng: Rng, size: number, name: string) {
    this.#name = name;
    const start = world.start + rng.child('start').float() * world.days * 0.1 * DAY;
    this.#accounts = puppets(world, rng, size, { life: () => [start, world.end], age: 0, shared: 1 });
    const headers = script(rng.child('gateway'));
    const gateway = new Gateway(this.#accounts, () => headers);
    const count = size * CUSTOMERS_PER_ACCOUNT;
    this.#customers = new Customers(world, rng, gateway, count, [start, world.end]);
  }

  *members(): Iterable<Member> {
    for (const { record } of this.#accounts) yield { record, role: 'pooled', operator: this.#name };
  }

  day(day: number, emit: Emit): void {
    this.#customers.day(day, (exchange, ms) => emit(exchange, ms));
  }
}
