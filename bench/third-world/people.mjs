// The ordinary traffic that every world has.

import { settings } from './accounts.mjs';
import { keyboardMoment, person, volume } from './habits.mjs';
import { libraries } from './network.mjs';
import { times } from './random.mjs';
import { day, hour, iso } from './time.mjs';

/** Innocent: people on their own, at all hours, some for a part of the time only, some with a system prompt. */
export function people(world, { count, scale = 1 }) {
  const { random, text, start, end, days } = world;
  for (let i = 0; i < count; i++) {
    const account = world.account('people');
    if (random.chance(0.12))
      account.system = `You are ${text.english.generate(random.between(6, 40), account.words)}`;
    const exchanges = Math.max(1, Math.floor(volume(world) * scale));
    const single = random.beta(1.2, 2.2);
    if (random.chance(0.3)) {
      const from = start + random.next() * days * day * 0.5;
      const until = Math.min(end, from + day * random.uniform(0.5, days));
      person(world, account, exchanges, { single, from, until });
    } else person(world, account, exchanges, { single, weekend: random.pick([0.2, 0.6, 1, 1.4]) });
  }
}

/** Innocent: a firm's own form filled in again and again, by one to three accounts. `mu`: of the volume of all of them. */
export function business(world, { count, mu = 6.3 }) {
  const { random, text, network } = world;
  for (let firm = 0; firm < count; firm++) {
    const seats = random.weighted([1, 2, 3], [8, 2, 1]);
    const words = text.words(20);
    const phrase = (least, most) => text.english.generate(random.between(least, most), words);
    const form = {
      head: phrase(6, 40),
      fields: times(random.between(1, 4), () => `${random.pick(words)}:`),
      tail: phrase(4, 20),
    };
    const shared = {
      system: `You are the assistant of ${text.name()}. ${phrase(20, 80)}`,
      language: random.pick(['en', 'en', 'en', 'es', 'de', 'fr', 'zh']),
      organisation: random.chance(0.5) ? world.organisation() : null,
      addresses: times(random.between(1, 4), () => network.dataCentre()),
      client: random.pick(libraries),
      model: world.model(),
      payment: world.payment(),
      domain: `${text.word()}.com`,
      api: true,
      words,
    };
    const output = random.normal(4.8, 0.9);
    const pattern = random.pick(['steady', 'hours', 'batch']);
    for (let seat = 0; seat < seats; seat++) {
      const account = world.account('business', shared);
      const moment = {
        steady: () => world.moment(),
        hours: () => keyboardMoment(world, account.zone, { weekend: 0.4 }),
        batch: () =>
          world.start + random.below(world.days) * day + (firm % 24) * hour + random.exponential(1500),
      }[pattern];
      const exchanges = Math.max(30, Math.min(8000, Math.floor(random.logNormal(mu, 1.1) / seats)));
      for (let i = 0; i < exchanges; i++) {
        const fields = form.fields.map(
          field => `${field} ${text.say(account, { words: random.between(2, 25) })}`,
        );
        const filled = [form.head, ...fields, form.tail].join('\n');
        world.send(account, moment(), filled, { output: random.count(output, 0.35, 3) });
      }
    }
  }
}

/** Innocent: coding agents of four makers, whose long conversations carry results of tools. `mean`: tasks an account. */
export function agents(world, { count, mean = 9 }) {
  const { random, text } = world;
  const makers = times(4, () => ({ name: `${text.name()}-agent`, system: text.english.generate(120) }));
  const tools = ['read_file', 'run', 'edit'].map(name => ({ name }));
  for (let i = 0; i < count; i++) {
    const { name, system } = random.pick(makers);
    const client = { agent: `${name}/1.${random.below(9)}.${random.below(20)}`, library: name };
    const account = world.account('agents', { client, system, api: true, language: 'en' });
    const result = () => {
      const file = `${random.pick(account.words)}/${random.pick(account.words)}.${random.pick(['py', 'ts', 'go'])}`;
      return `[${file}] ${text.english.generate(random.between(5, 25), account.words)}`;
    };
    for (let tasks = random.count(Math.log(mean), 0.9, 1); tasks > 0; tasks--) {
      let time = keyboardMoment(world, account.zone);
      const conversation = world.conversation();
      const messages = [{ role: 'user', content: text.say(account, { words: random.between(10, 50) }) }];
      for (let steps = Math.min(26, 2 + random.geometric(1 / 0.09)); steps > 0; steps--) {
        const answer = text.answer('en', 25);
        const output = random.between(30, 300);
        world.send(account, time, messages, { output, answer, conversation, stop: 'tool_use', tools });
        messages.push({ role: 'assistant', content: answer }, { role: 'user', content: result() });
        time += random.logNormal(2, 0.7);
      }
    }
  }
}

/** Innocent: jobs that send the same request with other numbers at even intervals, day and night. */
export function cron(world, { count }) {
  const { random, text, start, end, days } = world;
  for (let i = 0; i < count; i++) {
    const account = world.account('cron', { api: true });
    const wanted = random.pick([900, hour, hour, 6 * hour, day, day]);
    const period = Math.max(wanted, (days * day) / 1500);
    const request = text.say(account, { words: random.between(8, 50) });
    const reading = () => `${random.pick(account.words)}=${random.below(9999)}`;
    for (let time = start + random.next() * period; time < end; time += period) {
      const readings = times(random.between(2, 9), reading).join(' ');
      world.send(account, time + 3 * random.next(), `${request}\n${iso(time).slice(0, 10)} ${readings}`);
    }
  }
}

/** Innocent: a firm has its own texts classified in a few bursts, by one, three or ten accounts alike in everything. */
export function labelling(world, { count, exchanges = 4000 }) {
  const { random, text, network } = world;
  for (let firm = 0; firm < count; firm++) {
    const seats = random.weighted([1, 3, 10], [3, 1, 1]);
    const labels = text.words(random.between(3, 8));
    const shared = {
      system: `Classify the text as one of: ${labels.join(', ')}. Answer with the label only.`,
      organisation: world.organisation(),
      addresses: [network.dataCentre()],
      client: random.pick(libraries),
      payment: world.payment(),
      domain: `${text.word()}.ai`,
      model: 'haiku-4.5',
      words: text.words(30),
      api: true,
      language: 'en',
    };
    const bursts = times(random.between(1, 4), () => random.uniform(world.start, world.end - 0.4 * day));
    for (let seat = 0; seat < seats; seat++) {
      const account = world.account(seats < 10 ? 'labelling' : 'labelling-ten', shared);
      for (let i = Math.floor(exchanges / seats); i > 0; i--)
        world.send(
          account,
          random.pick(bursts) + 9000 * random.next(),
          `Text: ${text.say(account, { words: random.between(6, 40) })}`,
          { output: random.between(2, 5), answer: random.pick(labels), settings: settings(8, 0) },
        );
    }
  }
}
