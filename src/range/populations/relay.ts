import { type Client, product, script } from '../clients.ts';
import { type Puppet, puppets } from '../infrastructure.ts';
import { Person } from '../person.ts';
import type { Emit, Exchange, Member, Unit } from '../record.ts';
import type { Rng } from '../rng.ts';
import { DAY, HOUR, type World } from '../world.ts';
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

interface Customer {
  person: Person;
  account: Puppet | null;
  expires: number;
}

class Relay implements Unit {
  readonly #name: string;
  readonly #rng: Rng;
  readonly #accounts: Puppet[];
  readonly #load = new Map<Puppet, number>();
  readonly #customers: Customer[];
  readonly #gateway: Client;

  constructor(world: World, rng: Rng, size: number, name: string) {
    this.#name = name;
    this.#rng = rng;
    const start = world.start + rng.child('start').float() * world.days * 0.1 * DAY;
    this.#accounts = puppets(world, rng, size, { life: () => [start, world.end], age: 0, shared: 1 });
    this.#gateway = script(rng.child('gateway'));
    const nobody = { account: '', org: null, apiKey: null };
    this.#customers = Array.from({ length: size * CUSTOMERS_PER_ACCOUNT }, (_, i) => ({
      person: new Person(world, rng.child('customer').child(i), {
        volume: { median: 22, sigma: 1.3 },
        sender: nobody,
        active: [start, world.end],
        uses: own => [
          { client: product(own.int(7), own), mode: own.chance(0.4) ? 'agent' : 'chat', weight: 5 },
          {
            client: script(own),
            mode: own.chance(0.3) ? 'script' : 'chat',
            weight: own.chance(0.3) ? 4 : 0.5,
          },
        ],
        only: true,
      }),
      account: null,
      expires: 0,
    }));
  }

  *members(): Iterable<Member> {
    for (const { record } of this.#accounts) yield { record, role: 'pooled', operator: this.#name };
  }

  day(day: number, emit: Emit): void {
    const rng = this.#rng.child('balance').child(day);
    for (const customer of this.#customers)
      customer.person.day(day, (exchange, ms) => emit(this.#forward(exchange, ms, customer, rng), ms));
  }

  /** The gateway's own headers and key; the customer's prompt, parameters and conversation go through. */
  #forward(exchange: Exchange, ms: number, customer: Customer, rng: Rng): Exchange {
    const { record, sender, networks } = (customer.account = this.#balance(customer, ms, rng));
    this.#load.set(customer.account, (this.#load.get(customer.account) ?? 0) + 1);
    const network = networks[Math.floor(ms / (6 * HOUR)) % networks.length]!;
    return {
      ...exchange,
      account: record.account,
      org: sender.org,
      api_key: sender.apiKey,
      client: {
        ip: network.address(rng, ms),
        asn: network.asn,
        country: network.country,
        user_agent: this.#gateway.userAgent,
        ja4: this.#gateway.ja4,
      },
    };
  }

  /** A customer stays with an account for a day or so, then goes where load is least of a few. */
  #balance(customer: Customer, ms: number, rng: Rng): Puppet {
    if (customer.account && ms < customer.expires) return customer.account;
    customer.expires = ms + rng.between(8, 40) * HOUR;
    const load = (puppet: Puppet) => this.#load.get(puppet) ?? 0;
    return rng.sample(this.#accounts, 5).reduce((a, b) => (load(b) < load(a) ? b : a));
  }
}
