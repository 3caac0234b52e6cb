import type { Rng } from './rng.ts';

/** An operator that works at several providers: the same seed is the same operator, in whichever world. */
export interface Elsewhere {
  rng: Rng;
  /** Of its networks, mail domains, cards and software, the share that it uses everywhere. Templates are worded anew. */
  shared: number;
}
