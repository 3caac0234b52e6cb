/**
 * What a token or a session may allow: to send exchanges, to ask for decisions, to read what was found, to act on accounts, to be
 * the second person who approves a plan or decides an appeal, to say who may.
 */
export const scopes = ['ingest', 'decide', 'read', 'act', 'approve', 'admin'] as const;
export type Scope = (typeof scopes)[number];
/** What a partner’s program may: read or write one collection over TAXII, by its name. Nobody else’s scopes hold it. */
export type TaxiiScope = `taxii:${'read' | 'write'}:${string}`;
export type Allowed = Scope | TaxiiScope;

export const isScope = (one: string): one is Scope => (scopes as readonly string[]).includes(one);
export const isTaxiiScope = (one: string): one is TaxiiScope =>
  /^taxii:(read|write):[a-z0-9][a-z0-9-]{0,62}$/.test(one);

/** Names for what people do, each a set of scopes; from the least to the most. */
export const roles = {
  viewer: ['read'],
  analyst: ['read', 'act'],
  approver: ['read', 'act', 'approve'],
  admin: scopes,
} as const satisfies Record<string, readonly Scope[]>;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as readonly Role[];

/** The role that allows exactly this, where there is one. */
export const roleOf = (allowed: readonly Allowed[]): Role | undefined =>
  roleNames.find(
    role => roles[role].length === allowed.length && roles[role].every(scope => allowed.includes(scope)),
  );
