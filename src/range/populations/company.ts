import { product } from '../clients.ts';
import { firm } from '../firm.ts';
import { Person } from '../person.ts';
import type { Rng } from '../rng.ts';
import { DAY } from '../world.ts';
import type { Population } from './population.ts';

/** Companies of 40 to 150: one org, one payment, one egress, an internal assistant with one system prompt. */
export const company: Population = {
  name: 'company',
  about:
    'employees who share org, payment, network, an internal system prompt and the templates of internal tools',
  units: (world, rng, accounts) => {
    const units: Person[] = [];
    for (let c = 0; units.length < accounts; c++) {
      const r = rng.child(c);
      const { size, network, org, payment, domain, roll, client, jobs } = firm(world, r);
      const kind = {
        account: (own: Rng) => ({
          org,
          payment,
          emailDomain: domain,
          plan: 'team',
          verification: 'business',
          // Most seats were handed out in the week of the roll-out.
          created: roll + (own.chance(0.7) ? own.float() * 5 : own.float() * 60) * DAY,
        }),
        uses: (own: Rng) => {
          const chats = [
            { client, mode: 'chat' as const, weight: 6 },
            { client: product(own.int(7), own), mode: 'chat' as const, weight: 2 },
          ];
          // One seat in four runs lists of items through an internal tool.
          return own.chance(0.25) ? [...chats, { client, mode: 'script' as const, weight: 3 }] : chats;
        },
        only: true,
        networks: () => [[network, 14] as const],
        job: (own: Rng) => ({ template: own.pick(jobs), system: client.system }),
      };
      const seats = Math.min(size, accounts - units.length);
      for (let i = 0; i < seats; i++) units.push(new Person(world, r.child(i), kind));
    }
    return units;
  },
};
