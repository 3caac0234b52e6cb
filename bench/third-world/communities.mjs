// People of one place, who share its addresses and its business. All innocent.
import { converse, keyboardMoment, person, volume } from './habits.mjs';
import { browsers, countries } from './network.mjs';
import { times } from './random.mjs';
import { day } from './time.mjs';

/** Students of one university with four pieces of homework: the same question, whole or nearly, before each deadline. */
export function university(world, { group = 'university', count = 120 }) {
  const { random, text, network, start, days } = world;
  const country = world.country();
  const { language } = countries[country];
  const campus = network.home(country);
  const domain = `${text.word(3)}.edu`;
  const term = start - day * random.between(1, 25);
  const homework = times(4, i => ({
    task: text.english.generate(random.between(25, 70)),
    due: start + (days * day * (i + 1)) / 4,
  }));
  const openings = ['hey can you help: ', '', 'question 2: '];
  const endings = ['thanks', 'pls', 'step by step', 'in simple words', ''];
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      country,
      language: random.chance(0.8) ? language : 'en',
      domain,
      created: term + 5 * day * random.next(),
      api: false,
      plan: 'free',
      program: 'edu',
    });
    const [desk] = network.campus(campus, 1);
    account.addresses = [desk, desk, ...account.addresses];
    for (const { task, due } of homework) {
      if (random.chance(0.15)) continue;
      const question = random.chance(0.5) ? task : `${random.pick(openings)}${task} ${random.pick(endings)}`;
      const from = Math.max(start, due - day * Math.min(3, days / 4));
      const time = keyboardMoment(world, account.zone, { weekend: 0.9, from, until: due });
      converse(world, account, time, 1 + random.geometric(1 / 0.35), {
        say: turn => (turn ? text.say(account, { words: random.between(3, 25) }) : question),
        output: () => random.count(5.8, 0.6),
        pause: () => random.logNormal(4.2, 0.8),
      });
    }
    person(world, account, volume(world, 1.8, 1.1, 300));
  }
}

/** Seats of one company behind its addresses and its system prompt. `declared`: whether the logs name the organisation. */
export function company(world, { group = 'company', count = 120, declared = true }) {
  const { random, text, network } = world;
  const country = world.country();
  const name = text.name();
  const topic = text.words(30);
  const opened = world.start - day * random.between(20, 200);
  const client = random.pick(browsers);
  const shared = {
    country,
    language: countries[country].language,
    addresses: network.homes(country, 2),
    system: `You are ${name} Copilot, the internal assistant of ${name}. ${text.english.generate(60)}`,
    organisation: declared ? world.organisation() : null,
    payment: world.payment(),
    domain: `${name.toLowerCase()}.com`,
    api: false,
    plan: 'team',
  };
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      ...shared,
      client: random.chance(0.6) ? client : undefined,
      created: opened + 3 * day * random.next(),
    });
    person(world, account, volume(world, 3, 1.2, 900), { weekend: 0.05, topic });
  }
}
