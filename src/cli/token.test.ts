import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from './program.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-token-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  let [stdout, stderr] = ['', ''];
  const io = {
    out: (text: string) => void (stdout += text),
    err: (text: string) => void (stderr += text),
    env: { STILLWATCH_DATA: data },
    width: 80,
    colour: false,
    errWidth: 0,
  };
  return { status: await run(argv, io), stdout, stderr };
}

it('makes a token, shows it once, lists it and takes it back', async () => {
  expect((await cli('token', 'list')).stdout).toContain('no tokens');
  const made = await cli('token', 'add', 'gateway', '--scope', 'ingest,decide', '--expires', '90d');
  expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^sw_[\w-]{43}\n$/) });
  expect(made.stderr).toContain('not shown again');
  expect(readFileSync(join(data, 'tokens.json'), 'utf8')).not.toContain(made.stdout.trim());
  const listed = await cli('token', 'list');
  expect(listed.stdout).toMatch(/^gateway {2}ingest,decide {2}made 20\d\d-.*runs out 20/);
  const { tokens } = JSON.parse((await cli('token', 'list', '--json')).stdout);
  expect(tokens).toMatchObject([{ name: 'gateway', scopes: ['ingest', 'decide'] }]);
  expect(tokens[0].sha256).toBeUndefined();
  const neither = await cli('token', 'add', 'ana');
  expect([neither.status, neither.stderr]).toEqual([2, expect.stringContaining('--role analyst')]);
  expect((await cli('token', 'add', 'ana', '--role', 'boss')).status).toBe(2);
  expect((await cli('token', 'add', 'ana', '--role', 'analyst')).status).toBe(0);
  expect((await cli('token', 'list')).stdout).toContain('ana  read,act (analyst)');
  await cli('token', 'revoke', 'ana');
  expect(await cli('token', 'add', 'gateway', '--scope', 'read')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('TOKEN_EXISTS'),
  });
  expect((await cli('token', 'revoke', 'gateway')).stdout).toContain('revoked');
  expect(await cli('token', 'revoke', 'gateway')).toMatchObject({ status: 1 });
});

it('beyond this machine the service does not start without one', async () => {
  const { status, stderr } = await cli('serve', '--host', '0.0.0.0', '--port', '0');
  expect(status).toBe(1);
  expect(stderr).toMatch(/TOKENS_NEEDED[\s\S]*stillwatch token add/);
});
