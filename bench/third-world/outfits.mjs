// One hand behind many accounts that is no harvest: testers, a reseller, and a firm that gets round its limits.

import { settings } from './accounts.mjs';
import { converse, keyboardMoment, sitting, volume } from './habits.mjs';
import { browsers, countries, libraries, library } from './network.mjs';
import { times } from './random.mjs';
import { day } from './time.mjs';

/** Innocent: a bank's hired testers try its support bot, each to a quota of about 110, from one list of categories. */
export function testers(world, { group = 'testers', count = 60 }) {
  const { random, text, network } = world;
  const bank = text.name();
  const country = random.weighted(['IN', 'PL', 'GB'], [3, 1, 1]);
  const office = network.homes(country, 3);
  const categories = times(25, () => text.english.generate(6));
  const shared = {
    country,
    language: 'en',
    domain: `${bank.toLowerCase()}-qa.com`,
    system: `You are the support bot of ${bank} Bank. ${text.english.generate(70)}`,
    payment: null,
    client: browsers[3],
    api: false,
  };
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      ...shared,
      addresses: random.chance(0.6) ? office : undefined,
      created: world.start - 3 * day + day * random.next(),
    });
    for (let left = Math.max(10, Math.floor(random.normal(110, 12))); left > 0; ) {
      const time = keyboardMoment(world, account.zone, { weekend: 0.02 });
      const turns = Math.min(left, random.pick([1, 1, 2, 3, 4]));
      const said = turn =>
        (turn ? '' : `${random.pick(categories)}? `) + text.say(account, { words: random.between(4, 25) });
      converse(world, account, time, turns, {
        say: said,
        output: () => random.between(40, 220),
        length: 60,
        pause: () => random.logNormal(4, 0.6),
      });
      left -= turns;
    }
  }
}

/**
 * No harvest, though against the terms: `customers` of a relay behind `count` accounts; `sticky` is the share of sittings
 * on a customer's usual account. Gives the accounts.
 */
export function reseller(world, { group = 'reseller', count = 40, customers = 500, sticky = 0.5 }) {
  const { random, text, network, start } = world;
  const cards = times(4, () => world.payment());
  const addresses = times(4, () => network.dataCentre(2));
  const accounts = times(count, () =>
    world.account(group, {
      client: library('axios/1.7.9'),
      addresses,
      payment: random.pick(cards),
      created: start - 30 * day + 20 * day * random.next(),
      api: true,
      domain: random.pick(['gmail.com', 'outlook.com', 'rambler.ru']),
    }),
  );
  for (let customer = 0; customer < customers; customer++) {
    const { zone, language } = countries[world.country()];
    const words = text.words(8);
    const home = random.pick(accounts);
    const habits = {
      model: world.model(),
      system: random.chance(0.3) ? `You are ${text.english.generate(20, words)}` : null,
      settings: settings(
        random.pick([1024, 2048, 4096, null]),
        random.pick([null, 1, 0.7, 0.2, 0]),
        null,
        random.chance(0.6),
      ),
      single: random.beta(1.2, 2.2),
    };
    for (let left = volume(world, 2.9, 1.3, 1200); left > 0; ) {
      const account = { ...(random.chance(sticky) ? home : random.pick(accounts)), language, words };
      const most = Math.min(left, 1 + random.geometric(1 / 0.15));
      left -= sitting(world, account, keyboardMoment(world, zone, { weekend: 0.7 }), most, habits);
    }
  }
  return accounts;
}

/**
 * Grey: one firm deals its own production out to many accounts to get round rate limits; nothing is learnt from the
 * answers. `articles`: it writes web pages at all hours; else it summarises support tickets, mostly by day.
 */
export function farm(world, { group = 'grey-farm', count = 40, each = 250, articles = false }) {
  const { random, text, network } = world;
  const cards = times(3, () => world.payment());
  const words = text.words(40);
  const shared = {
    client: random.pick(libraries),
    addresses: times(3, () => network.dataCentre(3)),
    system: articles
      ? 'You write articles for web sites. Write 900 words with headings.'
      : `You summarise support tickets of ${text.name()} in two sentences and set a priority.`,
    api: true,
    language: 'en',
    domain: 'gmail.com',
    model: 'sonnet-4.6',
    settings: settings(2000, 0.5),
    words,
  };
  const accounts = times(count, () =>
    world.account(group, {
      ...shared,
      payment: random.pick(cards),
      created: world.start - day * random.uniform(10, 60),
    }),
  );
  const phrase = length => text.english.generate(length, words);
  for (let i = 0; i < count * each; i++) {
    const time = articles ? world.moment() : keyboardMoment(world, 0, { weekend: 0.3 });
    const asked = articles
      ? `Keyword: ${phrase(4)}\nCompetitors: ${phrase(10)}`
      : `Ticket:\n${phrase(random.between(15, 80))}`;
    world.send(accounts[i % count], time, asked, { output: random.count(articles ? 7 : 4.1, 0.25) });
  }
}
