import { mix } from './mix.ts';
import { rhythm } from './rhythm.ts';
import { shape } from './shape.ts';
import type { Test } from './test.ts';
import { timing } from './timing.ts';
import { volume } from './volume.ts';

export type { Test } from './test.ts';

const tests: readonly Test[] = [...volume, ...timing, ...rhythm, ...mix, ...shape];

export const operatorTests = tests.filter(({ asks }) => asks === 'operator');
export const purposeTests = tests.filter(({ asks }) => asks === 'purpose');
