import { hash, type Trait, unless } from './trait.ts';

/** Where the requests come from. */
export const network: readonly Trait[] = [
  {
    id: 10,
    name: 'shared-network',
    family: 'network',
    sql: unless('network', hash('network')),
    words: 'come from the same network',
  },
  { id: 11, name: 'shared-address', family: 'network', sql: 'address', words: 'come from the same address' },
];
