import { NEW_MODEL } from '../models.ts';
import { DAY } from '../world.ts';
import { type Population, peopleLike } from './population.ts';

/** Curious people on a new model's first day: synchronised, on one model, some newly signed up, all for themselves. */
export const launchDay: Population = {
  name: 'launch-day',
  about: 'many people who try a new model within a day of its release',
  units: (world, rng, accounts) =>
    peopleLike(world, rng, accounts, {
      volume: { median: 16, sigma: 1.2 },
      account: own => (own.chance(0.3) ? { created: world.release + own.exponential(5) * 3_600_000 } : {}),
      occasions: (day, own) => {
        if (world.release < world.start + (day - 1) * DAY || world.release >= world.start + (day + 1) * DAY)
          return [];
        const list = [];
        for (let n = own.geometric(1.6); n > 0; n--)
          list.push({
            ms: world.release + own.exponential(9) * 3_600_000 + own.float() * 3_600_000,
            model: NEW_MODEL,
          });
        const midnight = world.start + day * DAY;
        return list.filter(({ ms }) => ms >= midnight && ms < midnight + DAY);
      },
    }),
};
