import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { type Role, roleNames } from '../roles.ts';

const text = z.string().min(1).max(1000);
const schema = z.strictObject({
  /** As the provider names itself: its discovery document is under it. */
  issuer: z.url(),
  /** What the button says. */
  name: text.max(60).optional(),
  client_id: text,
  /** A file with the secret alone, by its path from the data folder; or the name of an environment variable. Neither: a public client. */
  client_secret_file: text.optional(),
  client_secret_env: text.optional(),
  client_auth: z.enum(['basic', 'post']).optional(),
  scope: text.default('openid email profile'),
  /** Which claim says what somebody may: a name, or a path with dots. */
  claim: text,
  /** Its values, and the role of each. Who has none of them does not come in. */
  roles: z.record(z.string(), z.enum(roleNames as [Role, ...Role[]])),
  /** The claim of which a person's name is made at the first sign-in. */
  name_claim: text.default('email'),
});

export interface OidcConfig {
  issuer: URL;
  name: string;
  clientId: string;
  /** Never logged, never told. */
  clientSecret: string | undefined;
  clientAuth: 'basic' | 'post' | undefined;
  scope: string;
  claim: string;
  roles: Readonly<Record<string, Role>>;
  nameClaim: string;
}

/**
 * The settings of sign-in: DATA/oidc.json, or another file. Undefined where there are none.
 * @throws StillwatchError OIDC_INVALID
 */
export function readOidcConfig(
  data: string,
  file: string | undefined,
  env: NodeJS.ProcessEnv,
): OidcConfig | undefined {
  const path = file ? resolve(file) : join(data, 'oidc.json');
  if (!file && !existsSync(path)) return undefined;
  const said = parsed(path);
  const issuer = new URL(said.issuer);
  if (issuer.protocol !== 'https:' && !isThisMachine(issuer))
    throw invalid(
      path,
      `issuer: ${said.issuer} is not https`,
      'Only a provider on this machine may be plain http.',
    );
  if (Object.keys(said.roles).length === 0)
    throw invalid(
      path,
      'roles: nobody would have one',
      `Name values of the claim ${said.claim} and the role of each.`,
    );
  return {
    issuer,
    name: said.name ?? issuer.host,
    clientId: said.client_id,
    clientSecret: secretOf(path, data, said, env),
    clientAuth: said.client_auth,
    scope: said.scope.split(/\s+/).includes('openid') ? said.scope : `openid ${said.scope}`,
    claim: said.claim,
    roles: said.roles,
    nameClaim: said.name_claim,
  };
}

function parsed(path: string): z.infer<typeof schema> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw invalid(path, 'it cannot be read as JSON', 'docs/service.md shows what stands in it.', cause);
  }
  const { data, error } = schema.safeParse(json);
  if (data) return data;
  const [{ path: where, message }] = error.issues as [z.core.$ZodIssue];
  throw invalid(
    path,
    `${where.join('.') || 'the file'}: ${message}`,
    'docs/service.md shows what stands in it.',
  );
}

function secretOf(
  path: string,
  data: string,
  { client_secret_file: file, client_secret_env: name }: z.infer<typeof schema>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (name !== undefined) {
    const secret = env[name]?.trim();
    if (secret) return secret;
    throw invalid(path, `the environment has no ${name}`, 'Set it to the client’s secret, and start again.');
  }
  if (file === undefined) return undefined;
  try {
    const secret = readFileSync(resolve(data, file), 'utf8').trim();
    if (secret) return secret;
  } catch {
    // The same is to be done about a file that is not there.
  }
  throw invalid(
    path,
    `there is no secret in ${file}`,
    'Write the client’s secret into it, and nothing else.',
  );
}

/**
 * What sessions rest on: whose word counts, and what it gives. A change of it ends them: whoever takes a role away in oidc.json
 * does not wait for it until the evening.
 */
export const groundOf = ({ issuer, clientId, claim, roles }: OidcConfig): string =>
  hash('sha256', JSON.stringify([issuer.href, clientId, claim, Object.entries(roles).sort()]), 'hex');

export const isThisMachine = ({ hostname }: URL): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

const invalid = (path: string, what: string, mend: string, cause?: unknown) =>
  new StillwatchError('OIDC_INVALID', `${path}: ${what}`, mend, { cause });
