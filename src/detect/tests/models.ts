import { type Test, twoDigits } from './test.ts';

export const models: readonly Test[] = [
  {
    signal: 'same-models',
    family: 'models',
    asks: ['operator'],
    of: profile => profile.models,
    show: twoDigits,
    summary: (own, ordinary) =>
      `every account asks the same models in the same shares: differences ${own}, in comparable groups ${ordinary}`,
    against:
      'A tool that chooses the model does so for all of its users; then volumes, hours and sittings differ.',
  },
];
