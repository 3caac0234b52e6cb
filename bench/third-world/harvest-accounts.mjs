import { libraries } from './network.mjs';
import { times } from './random.mjs';
import { day } from './time.mjs';

/**
 * The accounts of a harvest. `shares`: 'all', one rented block, three cards, one client, opened in one week; 'some', a
 * dozen rented networks, a few cards, clients and mail domains; 'none', each like anybody's, with settings of its own.
 */
export function harvestAccounts(world, { group, count, shares, settings, system }) {
  const { random, network, start } = world;
  const opened = (least, most) => start - day * random.uniform(least, most);
  const cards = times(shares === 'all' ? 3 : 18, () => world.payment());
  const clients = times(3, () => random.pick(libraries));
  const networks = network.rented(12);
  const block = network.dataCentre(6);
  const draw = {
    all: () => ({
      addresses: network.neighbours(block, 5, 'SG'),
      client: clients[0],
      payment: random.pick(cards),
      domain: 'mailbox.run',
      created: opened(1, 6),
      settings,
    }),
    some: () => ({
      addresses: network.rentedAddresses(networks, 8),
      client: random.pick(clients),
      payment: random.chance(0.6) ? random.pick(cards) : null,
      domain: random.pick(['outlook.com', 'gmail.com', 'hotmail.com', 'proton.me']),
      created: opened(1, 40),
      settings,
    }),
    none: () => ({ created: opened(5, 150) }),
  }[shares];
  return times(count, () =>
    world.account(group, { api: true, model: 'opus-4.6', language: 'en', system, ...draw() }),
  );
}
