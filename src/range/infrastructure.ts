import { accountRecord, hash } from './accounts.ts';
import type { Elsewhere } from './elsewhere.ts';
import { home, type Network, proxies, server } from './networks.ts';
import type { AccountRecord, Sender } from './record.ts';
import type { Rng } from './rng.ts';
import { name } from './text/grammar.ts';
import { DAY, HOUR, place, type World } from './world.ts';

/**
 * Accounts bought and run by one party: sign-ups in bursts, cards used for several, a proxy pool, throw-away mail
 * domains. A reseller's pool and a campaign are built alike: what they share is not what they do.
 */
export interface Puppet {
  record: AccountRecord;
  sender: Sender;
  networks: Network[];
  /** On its own network, card and client, as an operator's dial may ask. */
  clean: boolean;
  from: number;
  to: number;
  rng: Rng;
}

export interface Lives {
  /** When account i starts and ends its service. */
  life: (i: number) => [from: number, to: number];
  /** Days from sign-up to service. */
  age: number;
  /** Share of accounts on shared infrastructure. */
  shared: number;
  /** Of what they share, a part that the operator has at other providers too. */
  elsewhere?: Elsewhere | undefined;
}

export function puppets(
  world: World,
  rng: Rng,
  count: number,
  { life, age, shared, elsewhere }: Lives,
): Puppet[] {
  const r = rng.child('infrastructure');
  const bring = elsewhere?.rng.child('infrastructure');
  const mixed = <T>(make: (r: Rng) => T[]): T[] => {
    const own = make(r);
    if (!elsewhere || !bring) return own;
    const brought = make(bring);
    // The same ones at each provider.
    const d = bring.child('brought');
    return own.map((one, i) => (d.chance(elsewhere.shared) ? brought[i]! : one));
  };
  const pool = mixed(r => proxies(r, Math.max(4, Math.round(count / 4))));
  const burst = 12 + r.int(24);
  const domains = mixed(r =>
    Array.from(
      { length: Math.ceil(count / burst) },
      () => `${name(r).toLowerCase()}.${r.pick(['com', 'net', 'org', 'io'])}`,
    ),
  );
  // Cards are used for a random dozen, not for neighbours in the list.
  const cards = mixed(r => Array.from({ length: Math.max(1, Math.round(count / 7)) }, () => hash(r)));
  return Array.from({ length: count }, (_, i) => {
    const own = rng.child('puppet').child(i);
    const [from, to] = life(i);
    const d = own.child('dice');
    const clean = !d.chance(shared);
    const group = Math.floor(i / burst);
    const lead = r.child('lead').child(group).between(0.3, 9) * DAY;
    const where = place(own.child('place'));
    const record = accountRecord(world, own, where, {
      created: clean
        ? from - (d.exponential(20) + 0.2) * DAY - age * DAY
        : from - lead - age * DAY + d.exponential(1.2) * HOUR,
      emailDomain: !clean && d.chance(0.35) ? domains[group] : undefined,
      payment: clean ? hash(d) : d.chance(0.75) ? d.pick(cards) : undefined,
    });
    // Created in the future of its own first request would be a giveaway, and absurd.
    if (Date.parse(record.created) > from) record.created = new Date(from - d.float() * HOUR).toISOString();
    return {
      record,
      sender: { account: record.account, org: record.org, apiKey: `key_${own.child('key').hex(12)}` },
      networks: clean ? [d.chance(0.6) ? home(where, d) : server(d)] : d.sample(pool, 2 + d.int(4)),
      clean,
      from,
      to,
      rng: own,
    };
  });
}
