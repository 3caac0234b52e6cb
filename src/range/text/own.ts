import type { Rng } from '../rng.ts';
import type { World } from '../world.ts';
import { fill, request, type Voice } from './grammar.ts';

/** A person's own text: the grammar's, or an excerpt of a text from `--prompts` between own sentences. */
export function own(world: World, voice: Voice, rng: Rng): string {
  const { human } = world.prompts;
  if (human.length === 0) return request(voice, rng);
  const say = () => fill(rng.pick(voice.language.contexts), voice, rng);
  const parts = [excerpt(rng.pick(rng.pick(human)), rng)];
  if (rng.chance(0.4)) parts.unshift(say());
  if (rng.chance(0.5)) parts.push(say());
  return parts.join(' ');
}

/**
 * Up to forty words from anywhere in a text, at most two thirds of it: a short question excerpted whole would be the
 * same opening again and again. Characters where words are not spaced.
 */
function excerpt(text: string, rng: Rng): string {
  const spaced = text.split(/\s+/);
  const units = spaced.length > 3 ? spaced : [...text];
  const length = Math.min(8 + rng.int(33), Math.ceil((units.length * 2) / 3));
  const from = rng.int(Math.max(1, units.length - length + 1));
  return units.slice(from, from + length).join(spaced.length > 3 ? ' ' : '');
}
