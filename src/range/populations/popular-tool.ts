import { product } from '../clients.ts';
import { type Population, peopleLike } from './population.ts';

/** Everything a client can share is shared here, to the last parameter: by people who have nothing else in common. */
export const popularTool: Population = {
  name: 'popular-tool',
  about: 'users of one coding assistant: same system prompt, tools, fingerprint and parameters',
  units: (world, rng, accounts) => {
    const client = product(5, rng.child('client'));
    return peopleLike(world, rng, accounts, {
      volume: { median: 60, sigma: 1.2 },
      uses: () => [{ client, mode: 'agent', weight: 1 }],
      only: true,
    });
  },
};
