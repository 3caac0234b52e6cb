// Many customers of one product, each account with its own material in the product's template. All innocent.

import { settings } from './accounts.mjs';
import { times } from './random.mjs';
import { Chain } from './text.mjs';
import { day, hour } from './time.mjs';

const trades = [
  {
    does: 'hotels. Reply to guest reviews politely and briefly.',
    ask: ({ random, text }, place, staff, notes) =>
      `Property: ${place}\nGuest: ${text.name()}\nStars: ${random.between(1, 5)}\nReview: ${notes}\n\nWrite the reply, signed ${staff}.`,
  },
  {
    does: 'property managers. Turn inspection notes into a report.',
    ask: ({ random }, place, _staff, notes) =>
      `Building: ${place}\nUnit ${random.between(1, 90)}\nNotes: ${notes}\n\nWrite the inspection report.`,
  },
  {
    does: 'online shops. Write a product description from attributes.',
    ask: ({ random }, place, _staff, notes) =>
      `Shop: ${place}\nSKU ${random.between(1000, 99_999)}\nAttributes: ${notes}\n\nWrite a product description of 80 words.`,
  },
];

/**
 * A vendor's product, one account for each customer, with a nightly job of `each` requests over the whole time.
 * `hosted`: the vendor runs the jobs from its own addresses, one customer after another; else each customer does.
 * `vendorPays`: one card for all. `batch`: the vendor opened all accounts in two hours. `trade`: 0 to 2. `spread`: of the
 * volumes. `jobHour`: when the vendor's job begins.
 */
export function saas(world, given) {
  const { random, text, network, start, days } = world;
  const { group = 'saas', count = 100, each = 115, hosted = true, vendorPays = false, batch = false } = given;
  const { trade = random.below(3), spread = 0.28, jobHour = random.uniform(0, 24) } = given;
  const vendor = text.name();
  const { does, ask } = trades[trade];
  const addresses = network.neighbours(network.dataCentre(0), 6, 'US');
  const card = world.payment();
  const shared = {
    client: { agent: `${vendor.toLowerCase()}-worker/3.2`, library: `go${vendor}` },
    system: `You are ${vendor}, an assistant for ${does} ${text.english.generate(25)}`,
    api: true,
    language: 'en',
    model: 'sonnet-4.6',
    settings: settings(600, 0.4),
  };
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      ...shared,
      addresses: hosted ? addresses : undefined,
      payment: vendorPays ? card : undefined,
      domain: batch ? `${vendor.toLowerCase()}.io` : `${text.word()}.com`,
      created: batch ? start - 40 * day + 2 * hour * random.next() : undefined,
      words: times(14, () => text.name()),
    });
    const place = `${account.words[0]} ${random.pick(['Inn', 'Hotel', 'House', 'Store', 'Lofts'])}`;
    const staff = text.name();
    const daily = (each * random.logNormal(0, spread)) / days;
    const begins = hosted ? jobHour : (2 - account.zone + 24) % 24;
    for (let date = start; date < world.end; date += day) {
      let time = date + begins * hour + (hosted ? 7 * i : 1200 * random.next());
      for (let left = random.poisson(daily); left > 0; left--) {
        const notes = text.english.generate(random.between(12, 50), account.words);
        world.send(account, time, ask(world, place, staff, notes), { output: random.count(4.9, 0.25) });
        time += random.uniform(2, 6);
      }
    }
  }
}

/**
 * A vendor whose scheduler shuffles all customers' items into one queue, and no customer's name is in the prompts: level
 * volumes and one client, like a harvest. `tutor`: it asks for full reasoning, for pupils. `vendorPays`: as in saas.
 */
export function shuffledSaas(world, given) {
  const { random, text, network, start } = world;
  const { group = 'shuffled-saas', count = 100, each = 116, spread = 0.05 } = given;
  const { tutor = false, vendorPays = true } = given;
  const vendor = text.name();
  const card = world.payment();
  const task = tutor
    ? "Solve the pupil's problem step by step so that a teacher can check the reasoning."
    : 'Write a reply of 60-90 words to the guest review.';
  const shared = {
    client: { agent: `${vendor.toLowerCase()}-scheduler/2.0`, library: `py${vendor}` },
    addresses: network.neighbours(network.dataCentre(0), 4, 'US'),
    system: `You are ${vendor}. ${task}`,
    api: true,
    language: 'en',
    model: 'sonnet-4.6',
    settings: settings(tutor ? 1500 : 600, 0.3),
  };
  const problems = tutor && new Chain(random, text.firstTurns('distill/numina_cot_1k'));
  const ask = ({ words }) =>
    tutor
      ? `Problem: ${problems.generate(random.between(20, 55))}\nShow the full reasoning, then the answer.`
      : `Review: ${text.english.generate(random.between(12, 50), words)}\nReply:`;
  const customers = times(count, () => ({
    account: world.account(group, {
      ...shared,
      payment: vendorPays ? card : undefined,
      domain: vendorPays ? `${vendor.toLowerCase()}.io` : `${text.word()}.org`,
      created: start - day * random.uniform(30, 400),
      words: times(10, () => text.name()),
    }),
    daily: (each * random.logNormal(0, spread)) / world.days,
  }));
  for (let date = start; date < world.end; date += day) {
    const queue = customers.flatMap(({ account, daily }) => times(random.poisson(daily), () => account));
    let time = date + 4 * hour;
    for (const account of random.shuffle(queue)) {
      time += random.exponential(4);
      world.send(account, time, ask(account), { output: random.count(tutor ? 6.3 : 4.9, 0.3) });
    }
  }
}
