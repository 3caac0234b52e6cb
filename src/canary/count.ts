import { contextOf } from './choice.ts';
import { Reader } from './reader.ts';

/** Of each choice that texts make, how often each wording stands there: by pair, and within it by context. */
export type Counts = Map<string, Map<string, [number, number]>>;

/** Adds what a text chose. */
export function count(text: string, counts: Counts = new Map()): Counts {
  const reader = new Reader(({ pair, context: before, side }) => {
    const contexts = counts.get(pair.name) ?? new Map<string, [number, number]>();
    counts.set(pair.name, contexts);
    const context = contextOf(before);
    const both = contexts.get(context) ?? [0, 0];
    contexts.set(context, both);
    both[side]++;
    return side;
  });
  reader.take(text);
  reader.end();
  return counts;
}
