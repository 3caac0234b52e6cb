import { habits } from './habits.ts';
import { identity } from './identity.ts';
import { mix } from './mix.ts';
import { models } from './models.ts';
import { rhythm } from './rhythm.ts';
import { shape } from './shape.ts';
import type { Test } from './test.ts';
import { timing } from './timing.ts';
import { volume } from './volume.ts';

export type { Question, Test } from './test.ts';

export const tests: readonly Test[] = [
  ...volume,
  ...timing,
  ...rhythm,
  ...mix,
  ...models,
  ...habits,
  ...identity,
  ...shape,
];
