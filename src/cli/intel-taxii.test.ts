import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-taxii-cli-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo({ env: { STILLWATCH_DATA: data } });
  return { status: await run(argv, io), stdout: io.stdout, stderr: io.stderr };
}
const why = ['--reason', 'agreed', '--by', 'ana'];

it('makes collections, and releases to them what there is', async () => {
  const create = (name: string, tlp: string) =>
    cli('intel', 'collection', 'create', name, '--tlp', tlp, ...why);
  expect(await create('labs', 'green')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^labs is collection [0-9a-f-]{36}\.\n.*taxii:read:labs/),
  });
  expect(await create('labs', 'clear')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('COLLECTION_EXISTS'),
  });
  expect((await create('red', 'red')).stderr).toContain('nothing leaves at TLP:RED');
  expect((await cli('intel', 'collection', 'list')).stdout).toMatch(
    /^labs {2}TLP:GREEN, stillwatch-\w+ speaks.*\n {2}id .*\n {2}no campaign\n$/,
  );
  const publish = ['intel', 'publish', 'SW-2026-0001', '--collection'];
  expect((await cli(...publish, 'labs', ...why)).stderr).toContain('CAMPAIGN_UNKNOWN');
  expect((await cli(...publish, 'other', ...why)).stderr).toContain('COLLECTION_UNKNOWN');
  expect((await cli(...publish, 'labs')).status).toBe(2);
  const withdraw = await cli('intel', 'withdraw', 'SW-2026-0001', '--collection', 'labs', ...why);
  expect(withdraw.stderr).toContain('RECORD_STATE');
  expect((await cli('intel', 'collection', 'remove', 'labs', ...why)).stdout).toBe('labs is removed.\n');
  expect((await cli('audit')).stdout).toMatch(/ana +collection [\s\S]*ana +removal/);
});

it('gives a partner’s program a token for a collection, and follows no feed that is none', async () => {
  expect((await cli('token', 'add', 'north', '--scope', 'taxii:read:labs,taxii:write:labs')).status).toBe(0);
  expect((await cli('token', 'list')).stdout).toContain('north  taxii:read:labs,taxii:write:labs  made');
  expect((await cli('token', 'add', 'south', '--scope', 'taxii:read:A B')).status).toBe(2);
  const subscribe = (url: string, partner = 'west') =>
    cli('intel', 'subscribe', url, '--collection', 'c', '--partner', partner);
  expect((await subscribe('http://taxii.example.com/taxii2/')).stderr).toMatch(
    /not asked over TLS.*FEED_ADDRESS/,
  );
  expect((await subscribe('https://x/', '../key')).stderr).toContain('not valid');
  expect((await cli('intel', 'pull')).stderr).toContain('FEED_UNKNOWN');
  expect((await cli('intel', 'feeds')).stdout).toContain('Nothing is subscribed to');
});
