import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinCommunity, newCommunity } from '../exchange/index.ts';
import { Desk } from '../policy/index.ts';
import { openStore } from '../store/index.ts';
import { plantWorld, traffic } from '../views/testing/world.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-intel-cli-'));
const [north, south, shared, key] = ['north', 'south', 'shared.json', 'key'].map(name => join(root, name));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function cli(data: string | undefined, ...argv: string[]) {
  const io = fakeIo();
  const status = await run(['intel', ...argv, '--data', data!], io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

beforeAll(async () => {
  const labs = newCommunity('labs');
  for (const data of [north!, south!]) {
    joinCommunity(data, labs);
    const store = await openStore({ data });
    await plantWorld({ store, desk: await Desk.open(store), data, wait: () => {} }, traffic());
    await store.close();
  }
});

it('exports with a signature, imports from whom it knows, matches, and keeps a record', async () => {
  const exported = await cli(
    north,
    'export',
    'SW-2026-0001',
    '--tlp',
    'amber',
    '--as',
    'North',
    '--out',
    shared!,
  );
  expect(exported.stdout).toContain(`${shared}.dsse, to be given with it`);
  writeFileSync(key!, /^\S+\+[0-9a-f]{8}\+\S+$/m.exec(exported.stdout)![0]);

  expect(await cli(south, 'partner', 'list')).toMatchObject({ status: 0, stdout: /Nobody’s indicators/ });
  const stranger = await cli(south, 'import', shared!);
  expect(stranger).toMatchObject({ status: 1, stderr: /INTEL_SIGNER/ });
  expect(stranger.stderr).toMatch(/stillwatch intel partner add NAME --key FILE/);
  expect((await cli(south, 'import', shared!, '--partner', 'nobody')).stderr).toContain('PARTNER_UNKNOWN');
  expect(await cli(south, 'partner', 'add', 'north', '--key', key!)).toMatchObject({
    stdout: 'north: 1 key.\n',
  });
  const imported = await cli(south, 'import', shared!);
  expect(imported).toMatchObject({
    status: 0,
    stdout: /from north \(signed by \S+\), \d+ indicators to look for/,
  });
  expect((await cli(south, 'import', shared!)).stdout).toContain('nothing was changed');
  expect((await cli(south, 'list')).stdout).toMatch(
    /north\n.*0 confirmed.*\n.*in force.*nothing\n.*shared.json/,
  );

  const matched = await cli(south, 'match', '--until', '2026-05-01');
  expect(matched.stdout).toMatch(/SW-2026-0001 of North {2}told by north/);
  expect(matched.stdout).toMatch(/no verdict: nothing is contained by it/);
  const document = JSON.parse((await cli(south, 'match', '--until', '2026-05-01', '--json')).stdout);
  const [{ id, partner }] = document.campaigns;
  const ruled = await cli(south, 'judge', id, 'false-alarm', '--partner', partner, '--reason', 'ours');
  expect(ruled).toMatchObject({ status: 0, stdout: `${id} of north: false-alarm.\n` });
  expect((await cli(south, 'partner', 'list')).stdout).toMatch(/1 false alarm: weight 0\.33/);
  expect(await cli(south, 'judge', id, 'guilty', '--partner', partner, '--reason', 'x')).toMatchObject({
    status: 2,
  });

  // A text from a stranger is harmless in a terminal.
  const text = readFileSync(shared!, 'utf8').replaceAll('SW-2026-0001 of North', '\\u001b[31mred\\u202e');
  writeFileSync(join(root, 'red.json'), text.replaceAll('"modified": "2026-', '"modified": "2027-'));
  await cli(south, 'partner', 'add', 'north', '--allow-unsigned');
  await cli(south, 'import', join(root, 'red.json'), '--partner', 'north', '--unsigned');
  const red = await cli(south, 'match', '--until', '2026-05-01');
  expect(red.stdout).toContain('red');
  expect(red.stdout).not.toMatch(/[\u001b\u202e]/);
  await cli(south, 'partner', 'remove', 'north');
  expect((await cli(south, 'match', '--until', '2026-05-01')).stdout).toContain(
    'Nobody here shows any of them',
  );
});

it('has a ledger of what was alleged, to set a campaign against, and to edit', async () => {
  const list = await cli(south, 'ledger', 'list');
  expect(list.stdout).toMatch(/2026-06 +over 28,800,000 +about 25,000 +Anthropic/);
  expect((await cli(south, 'ledger', 'show', '2026-06')).stdout).toMatch(/^2026-06, alleged by Anthropic\n/);
  expect((await cli(south, 'ledger', 'show', '2020-01')).stderr).toContain('LEDGER_UNKNOWN');
  const compared = await cli(south, 'ledger', 'compare', 'SW-2026-0001');
  expect(compared.stdout.replace(/\s+/g, ' ')).toContain('the largest is 2026-06, alleged by Anthropic');
  const file = join(root, 'change.json');
  writeFileSync(file, JSON.stringify({ disputed: ['It was said to be otherwise.'] }));
  expect((await cli(south, 'ledger', 'add', file)).stderr).toContain('LEDGER_INVALID');
  expect(await cli(south, 'ledger', 'edit', '2026-06', file)).toMatchObject({ status: 0 });
  expect((await cli(south, 'ledger', 'show', '2026-06')).stdout).toContain('It was said to be otherwise.');
  const out = join(root, 'ledger.json');
  await cli(south, 'ledger', 'export', '--out', out);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ version: '1+1', campaigns: { length: 6 } });
});
