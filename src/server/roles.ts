/**
 * What a token or a session may allow: to send exchanges, to ask for decisions, to read what was found, to act on accounts, to be
 * the second person who approves a plan or decides an appeal, to say who may.
 */
export const scopes = ['ingest', 'decide', 'read', 'act', 'approve', 'admin'] as const;
export type Scope = (typeof scopes)[number];

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
export const roleOf = (allowed: readonly Scope[]): Role | undefined =>
  roleNames.find(
    role => roles[role].length === allowed.length && roles[role].every(scope => allowed.includes(scope)),
  );
