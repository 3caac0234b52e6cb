import { type Population, peopleLike } from './population.ts';

export const people: Population = {
  name: 'people',
  about: 'individuals: own rhythm, sessions, conversations, words and devices; volumes with a heavy tail',
  units: (world, rng, accounts) => peopleLike(world, rng, accounts),
};
