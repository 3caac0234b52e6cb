// Programs that run for users who do not know each other, with the program's system prompt and client. All innocent.

import { settings } from './accounts.mjs';
import { keyboardMoment, person, volume } from './habits.mjs';
import { times } from './random.mjs';
import { day, hour } from './time.mjs';

/** Users of one telephone app, which has no e-mail and no card of theirs: one client and one system prompt. */
export function mobile(world, { group = 'mobile', count = 300 }) {
  const { random, text, network } = world;
  const app = text.name();
  const system = `You are ${app}, a friendly companion inside the ${app} app. ${text.english.generate(40)}`;
  for (let i = 0; i < count; i++) {
    const country = world.country();
    const account = world.account(group, {
      client: {
        agent: `${app}/4.${random.below(3)} (Android 15) okhttp/4.12.0`,
        library: 'okhttp4.12',
      },
      country,
      addresses: network.homes(country, 6),
      system,
      api: true,
      model: 'haiku-4.5',
      email: false,
      payment: null,
      settings: settings(400, 0.9, null, true),
    });
    person(world, account, volume(world, 2.6, 1.2, 500), { single: 0.25 });
  }
}

/**
 * Owners of a self-hosted feed summariser, who do not know each other but keep its default schedule and its default of
 * `each` articles a day, and read the same popular feeds. `own`: the share of articles from feeds of their own.
 */
export function feeds(world, { group = 'feeds', count = 200, each = 10, own = 0.5 }) {
  const { random, text, network, start, days } = world;
  const reader = text.name();
  const article = words => text.english.generate(random.between(60, 120), words);
  const system = `Summarise the article in 5 bullet points for a busy reader. ${text.english.generate(20)}`;
  const popular = times(days, () => times(25, () => article()));
  for (let i = 0; i < count; i++) {
    const country = world.country();
    const account = world.account(group, {
      api: true,
      language: 'en',
      client: { agent: `${reader}/2.${random.pick([3, 4, 4, 4])}`, library: reader },
      country,
      addresses: [random.chance(0.5) ? network.home(country) : network.dataCentre()],
      system,
      model: random.chance(0.7) ? 'haiku-4.5' : undefined,
      settings: settings(800, 0.3),
    });
    const at = random.chance(0.7) ? 6 : random.below(24);
    const most = random.chance(0.75) ? each : random.pick([3, 5, 20, 40]);
    const missed = random.chance(0.06) ? 0.5 : 0.02;
    for (let date = random.chance(0.15) ? random.below(days) : 0; date < days; date++) {
      if (random.chance(missed)) continue;
      let time = start + date * day + at * hour + 20 * random.next();
      for (let left = most; left > 0; left--) {
        const read = random.chance(own) ? article(account.words) : random.pick(popular[date]);
        world.send(account, time, `ARTICLE:\n${read}`, { output: random.count(5.2, 0.25) });
        time += random.uniform(2, 7);
      }
    }
    if (random.chance(0.25)) person(world, account, volume(world, 1.8, 1.2, 200));
  }
}

/** Users of one open-source command-line tool: its system prompt and its three templates, each with code of their own. */
export function openSource(world, { group = 'open-source', count = 300 }) {
  const { random, text } = world;
  const name = text.name();
  const system = text.english.generate(90);
  const templates = [
    'Write a commit message for this diff:\n',
    'Explain this error and propose a fix:\n',
    'Write unit tests for the following function:\n',
  ];
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      client: {
        agent: `${name}-cli/0.${random.pick([8, 9, 9, 9])}.${random.pick([1, 2])}`,
        library: name,
      },
      system,
      api: true,
      model: random.chance(0.7) ? 'sonnet-4.6' : undefined,
      settings: settings(4096, 0.2, null, true),
    });
    const word = () => random.pick(account.words);
    const line = () => `${random.pick('+- ')} ${word()}.${word()}(${word()}, ${random.below(99)})\n`;
    for (let left = volume(world, 2.8, 1.2, 800); left > 0; ) {
      let time = keyboardMoment(world, account.zone, { weekend: 0.4 });
      for (let run = Math.min(left, 1 + random.geometric(1 / 0.3)); run > 0; run--, left--) {
        const code = times(random.between(3, 14), line).join('');
        world.send(account, time, random.pick(templates) + code, { output: random.count(4.8, 0.7) });
        time += random.logNormal(5, 1.2);
      }
    }
  }
}
