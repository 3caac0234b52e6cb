import { passage, request } from '../text/grammar.ts';
import { frames, wording } from '../text/templates.ts';
import { Business } from './businesses.ts';
import type { Population } from './population.ts';

/** One account of one company that grades answers at volume, openly, under an agreement: no fraudulent campaign. */
export const licensedDistiller: Population = {
  name: 'licensed-distiller',
  about: 'a research partner: one account that grades at volume with a rubric',
  units: (world, rng, accounts) =>
    Array.from(
      { length: accounts },
      (_, i) =>
        new Business(world, rng.child(i), 1, {
          program: 'research-partner',
          batch: 18_000 / world.days,
          output: 700,
          client: { maxTokens: 4096, temperature: 0 },
          job: (r, words) => {
            const frame = frames.find(f => f.purpose === 'grading' && f.language === words.language.code)!;
            return wording(frame.text, r)
              .replace('{task}', '{text}')
              .replace(/\n[^\n]*\{answer\}$/, '');
          },
          item: (r, words) => {
            const { tasks } = world.prompts;
            const task =
              tasks.length > 0 && r.chance(0.6) ? r.pick(tasks) : request(words, r, { greet: false });
            return `${task}\n\n${passage(words, r, 2 + r.int(6))}`;
          },
        }),
    ),
};
