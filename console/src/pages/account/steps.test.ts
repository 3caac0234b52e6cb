import { expect, it } from 'vitest';
import { stepsOf } from './steps.ts';

it('goes up from the prior, strongest first, then down, to the whole', () => {
  const { steps, sum } = stepsOf({ network: -0.5, content: 8, prior: -3, volume: 0.5 });
  expect(steps.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['prior', 0, -3],
    ['content', -3, 5],
    ['volume', 5, 5.5],
    ['network', 5.5, 5],
  ]);
  expect(sum).toBe(5);
  expect(stepsOf({})).toEqual({ steps: [], sum: 0 });
});
