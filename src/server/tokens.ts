import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { readText, replace } from '../files.ts';
import { isOurs, isSamePerson } from '../policy/index.ts';
import { type Allowed, isScope, isTaxiiScope, scopes } from './roles.ts';

const tokenSchema = z.object({
  name: z.string(),
  /** SHA-256 of the token, hex. The token has 256 random bits: there is nothing to guess, and no salt is needed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  scopes: z.array(z.custom<Allowed>(one => typeof one === 'string' && (isScope(one) || isTaxiiScope(one)))),
  created: z.iso.datetime(),
  expires: z.iso.datetime().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;
/** Since 2 `approve` is a scope of its own. */
const VERSION = 2;
const fileSchema = z.object({ version: z.literal(VERSION).optional(), tokens: z.array(tokenSchema) });

/** In files of before, whoever could act could approve as well: it goes on to. */
function asMeant({ version, tokens }: z.infer<typeof fileSchema>): Token[] {
  if (version === VERSION) return tokens;
  return tokens.map(token =>
    token.scopes.includes('act') ? { ...token, scopes: inOrder([...token.scopes, 'approve']) } : token,
  );
}

const inOrder = (allowed: readonly Allowed[]): Allowed[] => [
  ...scopes.filter(scope => allowed.includes(scope)),
  ...[...new Set(allowed.filter(isTaxiiScope))].sort(),
];

const pathOf = (data: string) => join(data, 'tokens.json');
const digestOf = (secret: string) => hash('sha256', secret, 'hex');

/** The tokens of a data folder. */
export function readTokens(data: string): Token[] {
  const text = readText(pathOf(data));
  if (text === undefined) return [];
  try {
    return asMeant(fileSchema.parse(JSON.parse(text)));
  } catch (cause) {
    throw new StillwatchError(
      'TOKENS_INVALID',
      `${pathOf(data)} is not a file of tokens`,
      'Restore it from a backup, or remove it and make new ones: stillwatch token add NAME --scope …',
      { cause },
    );
  }
}

function writeTokens(data: string, tokens: Token[]): void {
  replace(pathOf(data), `${JSON.stringify({ version: VERSION, tokens }, null, 2)}\n`);
}

/** A new token: `secret` is shown once and kept nowhere. */
export function newToken(
  name: string,
  allowed: readonly Allowed[],
  expires: Date | null = null,
): { token: Token; secret: string } {
  const secret = `sw_${randomBytes(32).toString('base64url')}`;
  const token: Token = {
    name,
    sha256: digestOf(secret),
    scopes: inOrder(allowed),
    created: new Date().toISOString(),
    expires: expires?.toISOString() ?? null,
  };
  return { token, secret };
}

/** Adds a token to a data folder and gives its secret. */
export function addToken(
  data: string,
  name: string,
  allowed: readonly Allowed[],
  expires: Date | null,
): string {
  const tokens = readTokens(data);
  if (isOurs(name))
    throw new StillwatchError(
      'USAGE',
      `${name} is the name under which Stillwatch itself writes`,
      'Choose another.',
    );
  // Its name stands in the audit trail: two that look alike would be two people.
  if (tokens.some(one => isSamePerson(one.name, name)))
    throw new StillwatchError(
      'TOKEN_EXISTS',
      `there is a token named ${name} already`,
      `Choose another name, or revoke it first: stillwatch token revoke ${name}`,
    );
  const { token, secret } = newToken(name, allowed, expires);
  writeTokens(data, [...tokens, token]);
  return secret;
}

export function revokeToken(data: string, name: string): void {
  const tokens = readTokens(data);
  const left = tokens.filter(one => one.name !== name);
  if (left.length === tokens.length)
    throw new StillwatchError(
      'TOKEN_UNKNOWN',
      `there is no token named ${name}`,
      'stillwatch token list shows those that there are.',
    );
  writeTokens(data, left);
}

/** The tokens that the service honours: those of the file, as it is now, and one of its own for this run. */
export class Tokens {
  readonly #data: string;
  readonly #own: Token[] = [];
  #byDigest = new Map<string, Token>();
  #version = '';
  #checked = 0;
  /** Why the file could not be read again; the tokens known before stay. */
  error: string | null = null;

  constructor(data: string) {
    this.#data = data;
    this.#read();
  }

  get size(): number {
    return this.#byDigest.size;
  }

  /** A token of this run. */
  addOwn(token: Token): void {
    this.#own.push(token);
    this.#byDigest.set(token.sha256, token);
  }

  /** The token of a secret, if it is one and has not run out. */
  of(secret: string): Token | undefined {
    this.#follow();
    const digest = digestOf(secret);
    const token = this.#byDigest.get(digest);
    // A lookup by digest tells nothing about secrets; that they are equal is compared in constant time all the same.
    if (!token || !timingSafeEqual(Buffer.from(token.sha256), Buffer.from(digest))) return undefined;
    return token.expires !== null && Date.parse(token.expires) <= Date.now() ? undefined : token;
  }

  /** Reads the file again where it has changed; looks once a second. */
  #follow(): void {
    const now = Date.now();
    if (now - this.#checked < 1000) return;
    this.#checked = now;
    if (versionOf(this.#data) === this.#version) return;
    try {
      this.#read();
      this.error = null;
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  #read(): void {
    this.#version = versionOf(this.#data);
    const tokens = [...readTokens(this.#data), ...this.#own];
    this.#byDigest = new Map(tokens.map(token => [token.sha256, token]));
  }
}

function versionOf(data: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(pathOf(data));
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return '';
  }
}
