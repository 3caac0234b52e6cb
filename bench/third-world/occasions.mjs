// People brought together for a day or two. Innocent.

import { settings } from './accounts.mjs';
import { keyboardMoment, person, sitting, volume } from './habits.mjs';
import { times } from './random.mjs';
import { day, hour } from './time.mjs';

/** A hackathon: accounts opened in the same hours behind one address, with one starter kit, for a day and a half. */
export function hackathon(world, { group = 'hackathon', count = 150 }) {
  const { random, text, network } = world;
  const country = world.country();
  const opening = world.start + day * random.between(0, Math.max(0, world.days - 3)) + 8 * hour;
  const kit = text.english.generate(25);
  const teams = times(Math.floor(count / 4) + 1, () => text.words(10));
  const shared = {
    country,
    addresses: [network.home(country)],
    client: { agent: 'hackkit/0.1 python-httpx/0.28.1', library: 'httpx.28' },
    system: `You are the agent of the hackathon starter kit. ${text.english.generate(50)}`,
    api: true,
    language: 'en',
    payment: null,
    plan: 'credits',
    program: 'hackathon',
    model: 'sonnet-4.6',
    settings: settings(2048, 0.7),
  };
  for (let i = 0; i < count; i++) {
    const words = [...text.words(3), ...teams[Math.floor(i / 4)]];
    const account = world.account(group, { ...shared, words, created: opening - 5 * hour * random.next() });
    for (let left = Math.max(15, Math.floor(random.normal(90, 22))); left > 0; ) {
      let time = opening + 1.6 * day * random.next();
      const atNight = ((time - opening) / hour) % 24 > 17;
      if (atNight && random.chance(0.6)) continue;
      if (random.chance(0.5))
        for (let run = random.between(1, 6); run > 0; run--, left--) {
          const input = text.say(account, { words: random.between(5, 30) });
          world.send(account, time, `${kit}\n\nINPUT: ${input}`);
          time += random.logNormal(3.5, 1);
        }
      else left -= sitting(world, account, time, random.between(1, 8));
    }
  }
}

/** People who try the same prompt from the news in the same two days, and otherwise go about their own things. */
export function viral(world, { group = 'viral', count = 400 }) {
  const { random, text, start, days, end } = world;
  const prompt = text.english.generate(55);
  const from = start + 0.4 * days * day;
  const until = Math.min(end, from + 2 * day);
  for (let i = 0; i < count; i++) {
    const account = world.account(group, { api: false });
    for (let tries = random.pick([1, 1, 1, 2, 3]); tries > 0; tries--) {
      const said = random.chance(0.7) ? prompt : `${prompt} ${text.say(account, { words: 4 })}`;
      world.send(account, keyboardMoment(world, account.zone, { weekend: 1, from, until }), said);
    }
    person(world, account, volume(world, 2.4, 1.2, 600));
  }
}
