import { type Role, roleNames } from '../roles.ts';
import type { OidcConfig } from './config.ts';
import type { Claims } from './provider.ts';

/** The most that any value of the claim gives; undefined where none gives a role. */
export function roleIn(
  claims: Claims,
  { claim, roles }: Pick<OidcConfig, 'claim' | 'roles'>,
): Role | undefined {
  const said = [valueAt(claims, claim)].flat();
  const given = said.flatMap(value =>
    typeof value === 'string' && Object.hasOwn(roles, value) ? [roles[value]!] : [],
  );
  return roleNames.findLast(role => given.includes(role));
}

/** What somebody would be called; undefined where the provider has not made sure of it, or says nothing that is a name. */
export function nameIn(claims: Claims, { nameClaim }: Pick<OidcConfig, 'nameClaim'>): string | undefined {
  // An address that nobody has checked may be anybody's.
  if (nameClaim === 'email' && claims['email_verified'] !== true) return undefined;
  const value = valueAt(claims, nameClaim);
  return typeof value === 'string' ? cleanName(value) || undefined : undefined;
}

/** Without what is not seen, at most 128 characters: it stands in the audit trail. */
export const cleanName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 128)
    .replace(/\p{Cs}$/u, '');

/** By name; or where there is none of it, by the names that dots divide. */
function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
