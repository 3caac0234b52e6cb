// Independent people who ask the very same questions, because that is what a benchmark is. Innocent.

import { settings } from './accounts.mjs';
import { keyboardMoment, person, volume } from './habits.mjs';
import { library } from './network.mjs';
import { day } from './time.mjs';

/**
 * Evaluators who run one public list of `size` questions, some of them a part of it, some more than once, with other
 * models. `course`: the students of an online course instead, who run it once, all with the course's notebook.
 */
export function benchmark(world, { group = 'benchmark', count = 60, size = 120, course = false }) {
  const { random, text, network } = world;
  const pool = ['distill/numina_cot_1k', 'human/nq_open_dev'].flatMap(set => text.firstTurns(set));
  const questions = random.sample(pool, size);
  const frame = random.chance(0.3) ? '' : 'Answer the question. Finish with "ANSWER: x".\n\n';
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      api: true,
      language: 'en',
      ...(course
        ? {
            client: library('python-requests/2.32.4'),
            addresses: [network.dataCentre(1)],
            settings: settings(1024, 0.7),
            system: 'You are a helpful assistant.',
          }
        : {
            settings: settings(
              random.pick([512, 1024, 2048, 4096, 8192, null]),
              random.pick([0, 0, 0, 0.6, 1, null]),
              null,
              random.chance(0.2),
            ),
          }),
    });
    const part = random.chance(0.7) ? 1 : random.pick([0.25, 0.5, 0.75]);
    const runs = course ? 1 : random.weighted([1, 2, 4], [6, 2, 1]);
    for (let run = 0; run < runs; run++) {
      const model = run ? world.model() : account.model;
      const pause = random.pick([0.3, 1, 3, 8, 20]);
      let time = keyboardMoment(world, account.zone, { weekend: 0.9 });
      for (const question of questions.slice(0, Math.floor(part * size))) {
        world.send(account, time, frame + question, { output: random.count(5.3, 0.7, 8), model });
        time += random.exponential(pause);
      }
    }
    if (random.chance(0.6)) person(world, account, volume(world, 1.8, 1.2, 300));
  }
}

/**
 * A leaderboard of reasoning: independent labs run the same chain-of-thought questions in the last days before one
 * deadline, on credits that were handed out in the same week.
 */
export function reasoningBenchmark(world, { group = 'reasoning-benchmark', count = 90, size = 116 }) {
  const { random, text, start, end, days } = world;
  const questions = random.sample(text.firstTurns('distill/numina_cot_1k'), size);
  for (let i = 0; i < count; i++) {
    const account = world.account(group, {
      api: true,
      language: 'en',
      created: start - day * random.uniform(1, 8),
      payment: null,
      program: 'research',
      plan: 'credits',
      settings: settings(random.pick([1024, 2048, 4096, 8192]), random.pick([0, 0, 0.6, 1])),
    });
    const from = end - day * Math.min(3, days);
    const pause = random.pick([0.3, 1, 3, 8, 20, 60]);
    let time = keyboardMoment(world, account.zone, { weekend: 1, from });
    const order = random.chance(0.4) ? random.shuffle([...questions]) : questions;
    for (const question of order) {
      world.send(account, time, question, { output: random.count(6.2, 0.5, 40), system: null });
      time += random.exponential(pause);
    }
    if (random.chance(0.5)) person(world, account, volume(world, 1.8, 1.1, 200));
  }
}
