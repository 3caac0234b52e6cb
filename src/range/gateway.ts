import { type Client, product, script } from './clients.ts';
import type { Puppet } from './infrastructure.ts';
import { Person } from './person.ts';
import type { Emit, Exchange } from './record.ts';
import type { Rng } from './rng.ts';
import { DAY, HOUR, type World } from './world.ts';

/** A relay's front: bought accounts behind it, between which it balances; its own headers, keys and exits on all. */
export class Gateway {
  readonly #accounts: Puppet[];
  readonly #client: (ms: number) => Client;
  readonly #load = new Map<Puppet, number>();
  #today: Puppet[] = [];

  constructor(accounts: Puppet[], client: (ms: number) => Client) {
    this.#accounts = accounts;
    this.#client = client;
  }

  /** Accounts come and go (an operator's are burned): those of the day that starts at `midnight`. */
  begin(midnight: number): void {
    this.#today = this.#accounts.filter(({ from, to }) => from < midnight + DAY && to > midnight);
  }

  /** Of a few accounts that live, the one with the least load. */
  balance(ms: number, rng: Rng): Puppet | null {
    let best: Puppet | null = null;
    for (let found = 0, tries = 0; found < 5 && tries < 200 && this.#today.length > 0; tries++) {
      const puppet = rng.pick(this.#today);
      if (ms < puppet.from || ms >= puppet.to) continue;
      found++;
      if (best === null || this.#of(puppet) < this.#of(best)) best = puppet;
    }
    return best;
  }

  /** The gateway's own headers and key; the customer's prompt, parameters and conversation go through. */
  forward(exchange: Exchange, ms: number, puppet: Puppet, rng: Rng): Exchange {
    const { record, sender, networks } = puppet;
    this.#load.set(puppet, this.#of(puppet) + 1);
    const network = networks[Math.floor(ms / (6 * HOUR)) % networks.length]!;
    const { userAgent, ja4 } = this.#client(ms);
    return {
      ...exchange,
      account: record.account,
      org: sender.org,
      api_key: sender.apiKey,
      client: {
        ip: network.address(rng, ms),
        asn: network.asn,
        country: network.country,
        user_agent: userAgent,
        ja4,
      },
    };
  }

  #of(puppet: Puppet): number {
    return this.#load.get(puppet) ?? 0;
  }
}

/** Exchanges of a customer in the whole world, and their mean: e^(sigma²/2) times the median. */
const VOLUME = { median: 22, sigma: 1.3 };
export const CUSTOMER_MEAN = VOLUME.median * Math.exp(VOLUME.sigma ** 2 / 2);

interface Customer {
  person: Person;
  account: Puppet | null;
  expires: number;
}

/** A relay's ordinary customers: strangers, each for himself, who stay with an account for 8 to 40 hours. */
export class Customers {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #gateway: Gateway;
  readonly #customers: Customer[];

  constructor(world: World, rng: Rng, gateway: Gateway, count: number, active: [number, number]) {
    this.#world = world;
    this.#rng = rng;
    this.#gateway = gateway;
    const nobody = { account: '', org: null, apiKey: null };
    this.#customers = Array.from({ length: count }, (_, i) => ({
      person: new Person(world, rng.child('customer').child(i), {
        volume: VOLUME,
        sender: nobody,
        active,
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

  day(day: number, emit: Emit): void {
    this.#gateway.begin(this.#world.start + day * DAY);
    const rng = this.#rng.child('balance').child(day);
    for (const customer of this.#customers)
      customer.person.day(day, (exchange, ms) => {
        const account = this.#accountOf(customer, ms, rng);
        // Nobody there to take it: the relay answers with an error of its own.
        if (account) emit(this.#gateway.forward(exchange, ms, account, rng), ms, false);
      });
  }

  #accountOf(customer: Customer, ms: number, rng: Rng): Puppet | null {
    const { account, expires } = customer;
    if (account && ms < expires && ms >= account.from && ms < account.to) return account;
    customer.expires = ms + rng.between(8, 40) * HOUR;
    return (customer.account = this.#gateway.balance(ms, rng));
  }
}
