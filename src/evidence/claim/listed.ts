/**
 * Things one after the other, as many as a sentence of a claim has room for: names of models are anybody's, and a verifier
 * reads no sentence above 4,000 letters.
 */
export function listed(things: readonly string[], room = 3000): string {
  let left = room;
  const fitting = things.findIndex(thing => (left -= thing.length + 2) < 0);
  if (fitting === -1) return things.join(', ') || 'none';
  return [...things.slice(0, fitting), `and ${things.length - fitting} more`].join(', ');
}
