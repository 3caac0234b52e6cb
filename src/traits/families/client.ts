import { hash, type Trait, unless } from './trait.ts';

/** What the requests come out of. */
export const client: readonly Trait[] = [
  {
    id: 7,
    name: 'shared-client',
    family: 'client',
    sql: unless('user_agent', hash('user_agent')),
    words: 'call with the same client',
  },
  {
    id: 8,
    name: 'shared-tls',
    family: 'client',
    sql: unless('ja4', hash('ja4')),
    words: 'show the same TLS fingerprint',
  },
  {
    id: 9,
    name: 'shared-parameters',
    family: 'client',
    sql: hash('user_agent', 'ja4', 'max_tokens', 'temperature', 'top_p', 'stream'),
    words: 'call with the same client and parameters',
  },
];
