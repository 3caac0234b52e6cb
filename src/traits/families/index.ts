import { client } from './client.ts';
import { content } from './content.ts';
import { identity } from './identity.ts';
import { network } from './network.ts';
import type { Family, Trait } from './trait.ts';

export type { Family, Trait } from './trait.ts';

/**
 * What accounts can share, a file a family. Country, nationality and language are not here, and not stored with
 * exchanges.
 */
export const exchangeTraits: readonly Trait[] = [...content, ...client, ...network];

/** Of accounts; their SQL is over that table. */
export const accountTraits: readonly Trait[] = [...identity];

/** The trait of a name, for those who ask for one in particular. */
export function traitNamed(name: string): Trait {
  for (const trait of traitOf.values()) if (trait.name === name) return trait;
  throw new Error(`there is no trait ${name}`);
}

export const traitOf = new Map([...exchangeTraits, ...accountTraits].map(trait => [trait.id, trait]));

export const families: readonly Family[] = [...new Set(Array.from(traitOf.values(), ({ family }) => family))];
