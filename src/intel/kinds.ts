import { type Trait, traitNamed } from '../traits/index.ts';
import type { Level } from './tlp.ts';

/**
 * What an indicator can be of: a trait of src/traits, without its `shared-`. Payment, phone and e-mail are none: who shares one is a
 * person to be asked about by private matching, not a value to hand out.
 */
export const kinds = {
  network: { trait: 'shared-network', level: 'amber', days: 30 },
  'email-domain': { trait: 'shared-email-domain', level: 'amber', days: 90 },
  client: { trait: 'shared-client', level: 'green', days: 90 },
  tls: { trait: 'shared-tls', level: 'green', days: 90 },
  opening: { trait: 'shared-opening', level: 'green', days: 180, keyed: true },
  closing: { trait: 'shared-closing', level: 'green', days: 180, keyed: true },
  phrase: { trait: 'shared-phrase', level: 'green', days: 180, keyed: true },
  'system-prompt': { trait: 'shared-system-prompt', level: 'green', days: 180, keyed: true },
  tools: { trait: 'shared-tools', level: 'green', days: 180, keyed: true },
} as const satisfies Record<string, KindOf>;

interface KindOf {
  trait: string;
  /** The least restrictive marking that a value of it may have. */
  level: Level;
  /** How long after it was last seen something follows from it. */
  days: number;
  /** A hash under the community's key; otherwise the value as it is stored. */
  keyed?: true;
}

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];
export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);
export const traitOf = (kind: Kind): Trait => traitNamed(kinds[kind].trait);
export const kindOf = new Map(kindNames.map(kind => [kinds[kind].trait as string, kind]));

const quotedList = (names: readonly string[]) => names.map(name => `'${name}'`).join(', ');
/** For SQL: the kinds whose values are hashes. */
export const keyedKinds = quotedList(kindNames.filter(kind => 'keyed' in kinds[kind]));
