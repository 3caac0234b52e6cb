import type { Rng } from './rng.ts';
import { DAY, type World } from './world.ts';

export const NEW_MODEL = 'opus-4.7';

/** Which models someone uses, and how soon a new one. */
export interface Taste {
  favourite: string;
  other: string;
  /** When they move to the new model, if ever within the world. */
  moves: number;
}

export function taste(world: World, rng: Rng): Taste {
  const favourite = rng.weighted([
    ['sonnet-4.6', 38],
    ['opus-4.6', 28],
    ['haiku-4.5', 18],
    ['sonnet-4.5', 9],
    ['opus-4.5', 7],
  ] as const);
  const other = rng.pick(['sonnet-4.6', 'haiku-4.5', 'opus-4.6'] as const);
  // People who use the line's newest follow within weeks; those who pinned an old one, or want it small, hardly ever.
  const mean = favourite === 'opus-4.6' ? 12 : favourite === 'sonnet-4.6' ? 60 : 300;
  return { favourite, other, moves: world.release + rng.exponential(mean) * DAY };
}

export function modelAt({ favourite, other, moves }: Taste, ms: number, rng: Rng): string {
  if (rng.chance(0.12)) return other;
  return ms >= moves && rng.chance(0.85) ? NEW_MODEL : favourite;
}
