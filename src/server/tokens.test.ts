import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { roleOf, roles, scopes } from './roles.ts';
import { addToken, newToken, readTokens, revokeToken, Tokens } from './tokens.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-tokens-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let serial = 0;
const fresh = () => join(scratch, String(serial++));

it('a token is kept as its hash, for the owner alone', () => {
  const data = fresh();
  const secret = addToken(data, 'gateway', ['decide', 'ingest'], null);
  expect(secret).toMatch(/^sw_[\w-]{43}$/);
  const path = join(data, 'tokens.json');
  expect(readFileSync(path, 'utf8')).not.toContain(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(new Tokens(data).of(secret)).toMatchObject({ name: 'gateway', scopes: ['ingest', 'decide'] });
});

it('nothing else is one', () => {
  const data = fresh();
  const secret = addToken(data, 'one', ['read'], null);
  const tokens = new Tokens(data);
  for (const other of [
    '',
    'sw_',
    secret.slice(0, -1),
    `${secret}a`,
    secret.toUpperCase(),
    newToken('x', []).secret,
  ])
    expect(tokens.of(other)).toBeUndefined();
});

it('names are unique, what is revoked is gone, what ran out is none', () => {
  const data = fresh();
  const secret = addToken(data, 'one', ['read'], new Date(Date.now() - 1000));
  expect(new Tokens(data).of(secret)).toBeUndefined();
  expect(() => addToken(data, 'one', ['read'], null)).toThrow(/already/);
  revokeToken(data, 'one');
  expect(readTokens(data)).toEqual([]);
  expect(() => revokeToken(data, 'one')).toThrow(/no token named one/);
});

it('of a file of before, who could act approves as before; also once it is written anew', () => {
  const data = fresh();
  const [analyst, admin] = [
    addToken(data, 'old', ['read', 'act'], null),
    addToken(data, 'x', ['admin'], null),
  ];
  const path = join(data, 'tokens.json');
  const { version, ...before } = JSON.parse(readFileSync(path, 'utf8'));
  expect(version).toBe(2);
  expect(new Tokens(data).of(analyst)?.scopes).toEqual(['read', 'act']);
  writeFileSync(path, JSON.stringify(before));
  const allowed = (secret: string) => new Tokens(data).of(secret)?.scopes;
  expect([allowed(analyst), allowed(admin)]).toEqual([['read', 'act', 'approve'], ['admin']]);
  const later = addToken(data, 'new', roles.analyst, null);
  expect([allowed(analyst), allowed(later)]).toEqual([
    ['read', 'act', 'approve'],
    ['read', 'act'],
  ]);
});

it('roles are names for scopes', () => {
  expect(roleOf(['act', 'read'])).toBe('analyst');
  expect(roleOf([...scopes])).toBe('admin');
  expect([roleOf([]), roleOf(['read', 'decide'])]).toEqual([undefined, undefined]);
});

it('a running service heeds changes, and keeps what it knows where the file breaks', async () => {
  const data = fresh();
  const first = addToken(data, 'first', ['read'], null);
  const tokens = new Tokens(data);
  const own = newToken('session', ['read']);
  tokens.addOwn(own.token);
  const second = addToken(data, 'second', ['read'], null);
  revokeToken(data, 'first');
  await new Promise(done => setTimeout(done, 1100));
  expect([tokens.of(first), tokens.of(second)?.name]).toEqual([undefined, 'second']);
  writeFileSync(join(data, 'tokens.json'), '{"tokens":[{');
  await new Promise(done => setTimeout(done, 1100));
  expect(tokens.of(second)).toBeDefined();
  expect(tokens.of(own.secret)).toBeDefined();
  expect(tokens.error).toContain('not a file of tokens');
  expect(() => new Tokens(data)).toThrow(/not a file of tokens/);
});
