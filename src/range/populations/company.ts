import { hash, orgId } from '../accounts.ts';
import { product, script } from '../clients.ts';
import { site } from '../networks.ts';
import { Person } from '../person.ts';
import { fill, name, voice } from '../text/grammar.ts';
import { anyLanguage, DAY, place } from '../world.ts';
import type { Population } from './population.ts';

/** Companies of 40 to 150: one org, one payment, one egress, an internal assistant with one system prompt. */
export const company: Population = {
  name: 'company',
  about: 'employees who share org, payment, network and an internal system prompt',
  units: (world, rng, accounts) => {
    const units = [];
    for (let c = 0; units.length < accounts; c++) {
      const r = rng.child(c);
      const size = Math.min(40 + r.int(111), accounts - units.length);
      const at = place(r);
      const network = site(r, at);
      const words = voice(r, anyLanguage(r));
      const [org, payment, domain] = [orgId(r), hash(r), `${name(r).toLowerCase()}.com`];
      const roll = world.start - r.between(10, 300) * DAY;
      const system = fill(r.pick(words.language.systems), words, r);
      const client = { ...script(r), system, stream: true };
      const kind = {
        account: (own: typeof r) => ({
          org,
          payment,
          emailDomain: domain,
          plan: 'team',
          verification: 'business',
          // Most seats were handed out in the week of the roll-out.
          created: roll + (own.chance(0.7) ? own.float() * 5 : own.float() * 60) * DAY,
        }),
        uses: (own: typeof r) => [
          { client, mode: 'chat' as const, weight: 6 },
          { client: product(own.int(7), own), mode: 'chat' as const, weight: 2 },
        ],
        only: true,
        networks: () => [[network, 14] as const],
      };
      for (let i = 0; i < size; i++) units.push(new Person(world, r.child(i), kind));
    }
    return units;
  },
};
