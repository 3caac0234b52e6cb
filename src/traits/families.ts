/**
 * What accounts can share, by family. Within a family traits are correlated (an address lies in a network), so a
 * family's evidence is damped to that of its strongest traits; no family convicts alone. Country, nationality and
 * language are not here, and not stored with exchanges.
 */
export interface Trait {
  /** Number in the engine's rows; never reused. */
  id: number;
  name: string;
  family: 'content' | 'client' | 'network' | 'identity';
  /** SQL over `exchanges` that gives the value's 64-bit hash; 0 is none. */
  sql: string;
  /** Share of all accounts above which a value tells nothing: then it is the language, say, not a template. */
  common?: number;
  /** What a person calls it, in the plural of accounts: "send prompts with the same …". */
  words: string;
}

const hash = (...columns: string[]) => `xxh3(${columns.join(', ')})`;
const unless = (column: string, sql: string) => `if(${column} = '', 0, ${sql})`;

export const exchangeTraits: readonly Trait[] = [
  {
    id: 1,
    name: 'shared-opening',
    family: 'content',
    sql: 'if(body_bytes < 24, 0, opening)',
    words: 'start prompts with the same words',
  },
  {
    id: 2,
    name: 'shared-closing',
    family: 'content',
    sql: 'if(body_bytes < 24, 0, closing)',
    words: 'end prompts with the same words',
  },
  {
    id: 3,
    name: 'shared-prompt',
    family: 'content',
    sql: 'if(body_bytes < 24, 0, body)',
    words: 'send the very same prompt',
  },
  {
    id: 4,
    name: 'shared-phrase',
    family: 'content',
    sql: 'arrayJoin(arrayDistinct(shingles))',
    common: 0.1, // such phrases are most of all pairs
    words: 'use the same three-word phrases',
  },
  {
    id: 5,
    name: 'shared-system-prompt',
    family: 'content',
    sql: 'system',
    words: 'use the same system prompt',
  },
  { id: 6, name: 'shared-tools', family: 'content', sql: 'tools', words: 'declare the same tools' },
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
  {
    id: 10,
    name: 'shared-network',
    family: 'network',
    sql: unless('network', hash('network')),
    words: 'come from the same network',
  },
  { id: 11, name: 'shared-address', family: 'network', sql: 'address', words: 'come from the same address' },
];

/** Of accounts; `column` is the table's, `sql` over `accounts`. */
export const accountTraits: readonly Trait[] = [
  {
    id: 32,
    name: 'shared-payment',
    family: 'identity',
    sql: unless('payment', hash('payment')),
    words: 'pay with the same instrument',
  },
  {
    id: 33,
    name: 'shared-phone',
    family: 'identity',
    sql: unless('phone', hash('phone')),
    words: 'were verified with the same phone',
  },
  {
    id: 34,
    name: 'shared-email',
    family: 'identity',
    sql: unless('email', hash('email')),
    words: 'have the same e-mail address',
  },
  {
    id: 35,
    name: 'shared-email-domain',
    family: 'identity',
    sql: unless('email_domain', hash('email_domain')),
    words: 'have e-mail addresses of the same domain',
  },
  {
    id: 36,
    name: 'sign-up-burst',
    family: 'identity',
    sql: "if(created = toDateTime64(0, 3, 'UTC'), 0, xxh3(toUnixTimestamp(toStartOfHour(created))))",
    words: 'signed up within the same hour',
  },
];

/** The trait of a name, for those who ask for one in particular. */
export function traitNamed(name: string): Trait {
  for (const trait of traitOf.values()) if (trait.name === name) return trait;
  throw new Error(`there is no trait ${name}`);
}

export const traitOf = new Map([...exchangeTraits, ...accountTraits].map(trait => [trait.id, trait]));
