import { type Test, twoDigits } from './test.ts';

export const mix: readonly Test[] = [
  {
    signal: 'same-prompt-sizes',
    family: 'mix',
    asks: ['operator'],
    of: profile => profile.inputs,
    show: twoDigits,
    summary: (own, ordinary) =>
      `each account's prompts are a sample of the whole group's in size: differences ${own}, in comparable groups ${ordinary}`,
    against: 'Users of one tool send prompts of one kind; then volumes and hours differ.',
  },
  {
    signal: 'same-answer-sizes',
    family: 'mix',
    asks: ['operator'],
    of: profile => profile.outputs,
    show: twoDigits,
    summary: (own, ordinary) =>
      `each account's answers are a sample of the whole group's in size: differences ${own}, in comparable groups ${ordinary}`,
    against: 'Users of one tool get answers of one kind; then volumes and hours differ.',
  },
];
