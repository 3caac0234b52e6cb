import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { StillwatchError } from '../errors.ts';
import { buildRooms } from '../store/testing/build.ts';
import { installationKey, Pseudonyms } from './index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-key-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7));

describe('pseudonyms', () => {
  test('are the same for the same value, and tell values, kinds and keys apart', () => {
    const other = new Pseudonyms(Buffer.alloc(32, 8));
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('email', 'phone'), (a, b, kind) => {
        const made = pseudonyms.of(kind, a);
        expect(made).toMatch(/^[0-9a-f]{32}$/);
        expect(new Pseudonyms(Buffer.alloc(32, 7)).of(kind, a)).toBe(made);
        expect(pseudonyms.of(kind, b) === made).toBe(a === b);
        expect(pseudonyms.of(`${kind}s`, a)).not.toBe(made);
        expect(other.of(kind, a)).not.toBe(made);
      }),
    );
  });

  test.each([
    ['Bob@Example.com', 'email', 'bob@example.com'],
    ['  bob@example.com ', 'email', 'bob@example.com'],
    ['Bob B. <BOB@example.com>', 'email', 'bob@example.com'],
    ['müller@exämple.de', 'email', 'müller@exämple.de'],
    ['+1 (555) 123-4567', 'phone', '15551234567'],
    ['+15551234567', 'phone', '15551234567'],
    [' +49 30 / 1234-567', 'phone', '49301234567'],
  ])('stand for the account %j', (id, kind, normal) => {
    expect(pseudonyms.account(id)).toBe(`${kind}:${pseudonyms.of(kind, normal)}`);
  });

  test.each([
    'acct_9f2',
    '@handle',
    'a@b@c',
    'x y@z',
    '+1',
    '+new',
    '15551234567',
    '{"a":1}',
    'team@',
    '<b>',
  ])("leave an account alone that is no person's: %j", id => {
    expect(pseudonyms.account(id)).toBe(id);
  });

  test('are their own: one made of one is not remade', () => {
    for (const id of ['bob@example.com', '+15551234567']) {
      const once = pseudonyms.account(id);
      expect(pseudonyms.account(once)).toBe(once);
    }
  });

  test('never let the sketch key tell the key', () => {
    const [a, b] = pseudonyms.sketchKey();
    expect([a, b]).toEqual(new Pseudonyms(Buffer.alloc(32, 7)).sketchKey());
    for (const part of [a, b]) {
      expect(part).toBeLessThan(2n ** 64n);
      expect(part).not.toBe(0x0707070707070707n);
    }
    expect(new Pseudonyms(Buffer.alloc(32, 8)).sketchKey()).not.toEqual([a, b]);
  });
});

describe('the installation key', () => {
  test("is made once, for its owner's eyes", () => {
    const folder = join(scratch, 'new', 'deeper');
    const first = installationKey(folder);
    const path = join(folder, 'key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(readdirSync(folder)).toEqual(['key']);
    expect(installationKey(folder).of('x', 'y')).toBe(first.of('x', 'y'));
    expect(installationKey(join(scratch, 'other')).of('x', 'y')).not.toBe(first.of('x', 'y'));
  });

  test('that is gone is not made anew where the log was written with it', () => {
    const folder = mkdtempSync(join(scratch, 'gone-'));
    const logHas = (size: number) =>
      writeFileSync(join(folder, 'log', 'checkpoint'), `origin\n${size}\nroot\n`);
    mkdirSync(join(folder, 'log'));
    writeFileSync(join(folder, 'log-key.1'), '');
    logHas(3); // its first key, the second one, and something else
    expect(() => installationKey(folder)).toThrow(expect.objectContaining({ code: 'KEY_UNREADABLE' }));
    expect(readdirSync(folder)).not.toContain('key');
    logHas(2);
    installationKey(folder);
    logHas(3);
    installationKey(folder);
  });

  test.each(['', 'not hex', 'ab'.repeat(31), 'ab'.repeat(33)])(
    'that is damaged (%j) is never replaced',
    text => {
      const folder = mkdtempSync(join(scratch, 'damaged-'));
      writeFileSync(join(folder, 'key'), text);
      let caught: StillwatchError | undefined;
      try {
        installationKey(folder);
      } catch (error) {
        caught = error as StillwatchError;
      }
      expect(caught?.code).toBe('KEY_UNREADABLE');
      expect(caught?.mend).toMatch(/backup/);
      if (text) expect(caught?.message).not.toContain(text);
      expect(readFileSync(join(folder, 'key'), 'utf8')).toBe(text);
      chmodSync(join(folder, 'key'), 0o600);
    },
  );

  test('is one, when several processes make it at once', async () => {
    const build = buildRooms();
    try {
      const script = fileURLToPath(new URL('./testing/key.mjs', import.meta.url));
      const folder = join(scratch, 'raced');
      const said = await Promise.all(
        Array.from({ length: 5 }, () => promisify(execFile)(process.execPath, [script, build, folder])),
      );
      expect(new Set(said.map(({ stdout }) => stdout)).size).toBe(1);
      expect(said[0]!.stdout.trim()).toBe(installationKey(folder).of('kind', 'value'));
      expect(readdirSync(folder)).toEqual(['key']);
    } finally {
      rmSync(build, { recursive: true, force: true });
    }
  });
});
