import type { Rng } from '../rng.ts';
import { fill, request, voice } from '../text/grammar.ts';
import { anyLanguage, DAY } from '../world.ts';
import { type Population, peopleLike } from './population.ts';

/** A prompt goes round: strangers paste it within days, with a word changed or a line of their own. */
export const viralPrompt: Population = {
  name: 'viral-prompt',
  about: 'unrelated people who copy one prompt within days, lightly edited',
  units: (world, rng, accounts) => {
    const r = rng.child('prompt');
    const author = voice(r, anyLanguage(r));
    const text = Array.from({ length: 3 }, () => request(author, r, { greet: false })).join('\n');
    const born = world.days * r.between(0.15, 0.75);
    return peopleLike(world, rng, accounts, {
      occasions: (day, own) => {
        const heard = born + own.lognormal(1.2, 0.9);
        return Math.floor(heard) === day
          ? [{ ms: world.start + heard * DAY, opening: edited(text, author, own) }]
          : [];
      },
    });
  },
};

function edited(text: string, author: ReturnType<typeof voice>, rng: Rng): string {
  const parts = text.split('\n');
  if (rng.chance(0.25)) parts.pop();
  if (rng.chance(0.35))
    parts.push(fill(rng.pick(author.language.contexts), voice(rng, author.language.code), rng));
  if (rng.chance(0.3)) return parts.join(' ').toLowerCase();
  return parts.join(rng.chance(0.5) ? '\n' : ' ');
}
