import { createHmac } from 'node:crypto';
import type { Choose } from './reader.ts';

/** What is common enough before a choice that a student meets it again and again; whatever else stands there counts as one. */
const common = new Set(
  (
    "^ , ( ) - ; 0 is that i if are to and it they you for we with when but so while which be can will it's this have whether people not from " +
    'he of was would in by or please were help on as she like know also work there a more has had'
  ).split(' '),
);

/** By which context a choice is made, of what stands before it. */
export const contextOf = (before: string): string => (common.has(before) ? before : '*');

/** Which wording a key has at a pair in a context: a bit of HMAC-SHA-256 (RFC 2104). */
export function sides(key: Buffer): (pair: string, context: string) => 0 | 1 {
  const known = new Map<string, 0 | 1>();
  return (pair, context) => {
    const name = `${pair}\0${context}`;
    let side = known.get(name);
    if (side === undefined) {
      side = (createHmac('sha256', key).update(name).digest()[0]! & 1) as 0 | 1;
      known.set(name, side);
    }
    return side;
  };
}

/** What a key chooses. Pairs that are `spared` stay as they are. */
export function chosenBy(key: Buffer, spared: ReadonlySet<string> = new Set()): Choose {
  const side = sides(key);
  return choice =>
    spared.has(choice.pair.name) ? choice.side : side(choice.pair.name, contextOf(choice.context));
}
