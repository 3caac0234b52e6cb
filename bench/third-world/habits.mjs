// How people use a chat: when they sit at the keyboard, how much and in what conversations.
import { day, hour } from './time.mjs';

const bump = (at, middle, width) => Math.exp(-(((at - middle) / width) ** 2));

/** A moment when a person in `zone` is at the keyboard; `weekend`: how much as on a working day. */
export function keyboardMoment(
  { random, start, end },
  zone,
  { weekend = 0.5, from = start, until = end } = {},
) {
  for (;;) {
    const time = random.uniform(from, until);
    const local = time + zone * hour;
    const clock = (local / hour) % 24;
    const awake = 0.5 + 0.5 * bump(clock, 11, 3) + 0.6 * bump(clock, 16, 2.5) + 0.45 * bump(clock, 21, 2);
    const weekday = (Math.floor(local / day) + 3) % 7;
    if (random.chance(((clock < 6.5 ? 0.04 : awake) * (weekday >= 5 ? weekend : 1)) / 1.5)) return time;
  }
}

/** How many exchanges an account has: log-normal. */
export const volume = ({ random }, mu = 2.7, sigma = 1.35, most = 2500) =>
  Math.min(most, random.count(mu, sigma, 1));

/** A conversation of `turns`; `given` is for every exchange, `length` of an answer's text in tokens if not as billed. */
export function converse(world, account, time, turns, { say, output, pause, length, ...given }) {
  const { text } = world;
  const conversation = world.conversation();
  const messages = [];
  for (let turn = 0; turn < turns; turn++) {
    const tokens = output();
    const answer = text.answer(account.language, length ?? tokens);
    messages.push({ role: 'user', content: say(turn) });
    world.send(account, time, messages, { conversation, output: tokens, answer, ...given });
    messages.push({ role: 'assistant', content: answer });
    time += pause(tokens);
  }
  return time;
}

/** A sitting of one or more conversations, at most `left` exchanges; gives how many there were. */
export function sitting(world, account, time, left, { topic, single = 0.3, ...given } = {}) {
  const { random, text } = world;
  let used = 0;
  while (used < left) {
    const wanted = random.chance(single) ? 1 : Math.min(2 + random.geometric(2.5), 12);
    const turns = Math.min(wanted, left - used);
    const real = wanted > 2 && random.chance(0.06) ? text.conversation(account.language) : [];
    time = converse(world, account, time, turns, {
      say: turn =>
        real[turn] ?? text.say(account, { topic, words: turn ? random.count(2.2, 0.7, 2) : undefined }),
      output: () => random.count(5.5, 0.9, 4),
      pause: tokens => tokens / 60 + random.logNormal(3.8, 0.9),
      ...given,
    });
    used += turns;
    if (random.chance(0.55)) break;
    time += random.logNormal(5, 1);
  }
  return used;
}

/** `exchanges` of a person, in sittings; the other options are those of keyboardMoment and sitting. */
export function person(world, account, exchanges, { weekend, from, until, ...given } = {}) {
  for (let done = 0; done < exchanges; ) {
    const time = keyboardMoment(world, account.zone, { weekend, from, until });
    const most = 1 + world.random.geometric(1 / 0.12);
    done += sitting(world, account, time, Math.min(exchanges - done, most), given);
  }
}
