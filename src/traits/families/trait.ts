export type Family = 'content' | 'client' | 'network' | 'identity';

/**
 * Something that accounts can share. Within a family traits are correlated (an address lies in a network), so a
 * family's evidence is damped to that of its strongest traits; no family convicts alone.
 */
export interface Trait {
  /** Number in the engine's rows; never reused. */
  id: number;
  name: string;
  family: Family;
  /** SQL over `exchanges`, or `accounts` for a trait of accounts, that gives the value's 64-bit hash; 0 is none. */
  sql: string;
  /** Whether most exchanges have values of their own. */
  many?: boolean;
  /** Share of all accounts above which a value tells nothing: then it is the language, say, not a template. */
  common?: number;
  /** What a person calls it, in the plural of accounts: "send prompts with the same …". */
  words: string;
}

/** SQL for the hash of columns, and for no value where a column is empty. */
export const hash = (...columns: string[]) => `xxh3(${columns.join(', ')})`;
export const unless = (column: string, sql: string) => `if(${column} = '', 0, ${sql})`;
