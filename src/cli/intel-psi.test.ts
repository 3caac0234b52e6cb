import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { TransparencyLog } from '../evidence/index.ts';
import { run } from './program.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-psi-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function cli(data: string, ...argv: string[]) {
  const said = { stdout: '', stderr: '' };
  const io = {
    out: (text: string) => void (said.stdout += text),
    err: (text: string) => void (said.stderr += text),
    env: { STILLWATCH_DATA: join(root, data) },
    width: 80,
    colour: false,
    errWidth: 0,
  };
  return { said, done: run(argv, io) };
}
const finished = async (data: string, ...argv: string[]) => {
  const { said, done } = cli(data, ...argv);
  return { status: await done, ...said };
};
const file = (name: string, lines: unknown[]) => {
  writeFileSync(
    join(root, name),
    lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return join(root, name);
};
const mail = (n: number) => ({ kind: 'email', value: `p${n}@example.com` });
const mails = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => mail(from + i));

it('serves a set, answers partners over HTTP within their budget, and logs it on both sides', async () => {
  const serve = [
    'intel',
    'psi',
    'serve',
    '--set',
    file('theirs', [...mails(0, 20), 'not a line']),
    '--epoch',
    'one',
    '--port',
    '0',
  ];
  expect(await finished('server', ...serve)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('TOKENS_NEEDED'),
  });
  const add = ['intel', 'psi', 'partner', 'add'];
  const north = (
    await finished('server', ...add, 'north', '--mode', 'match', '--per-day', '25')
  ).stdout.trim();
  const south = (await finished('server', ...add, 'south', '--mode', 'count', '--least', '5')).stdout.trim();
  const server = cli('server', ...serve);
  await expect.poll(() => server.said.stdout, { timeout: 60_000 }).toMatch(/http:/);
  expect(server.said.stderr).toMatch(/^match: 20 values, 20 evaluated now, 1 refused\n/);
  const [url] = /http:\S+\d/.exec(server.said.stdout)!;
  // A second one would count anew what partners ask for.
  expect((await finished('server', ...serve)).stderr).toMatch(/uses .*spent\.json \(FILE_BUSY\)/);

  const ask = (token: string, values: string, ...more: string[]) =>
    finished(
      'client',
      'intel',
      'psi',
      'query',
      url,
      '--partner',
      'west',
      '--token',
      token,
      '--values',
      values,
      ...more,
    );
  const ours = file('ours', mails(18, 30));
  const found = await ask(north, ours);
  expect(found).toMatchObject({
    status: 0,
    stdout: '2 of 12 values are among the 20 of west.\nemail  p18@example.com\nemail  p19@example.com\n',
  });
  const counted = await ask(south, ours, '--mode', 'count', '--json');
  expect(JSON.parse(counted.stdout)).toEqual({
    partner: 'west',
    mode: 'count',
    epoch: 'one',
    asked: 12,
    held: 20,
    refused: 0,
    count: 2,
  });
  expect((await ask(south, ours)).stderr).toContain('PSI_EPOCH');
  expect((await ask('psi_wrong', ours)).stderr).toContain('without a partner’s token');
  expect((await ask(north, file('many', mails(0, 14)))).stderr).toMatch(
    /13 that are left of 25 today \(PSI_BUDGET\)\nAsk again after/,
  );
  const elsewhere = [
    'intel',
    'psi',
    'query',
    'http://psi.example.com',
    '--partner',
    'west',
    '--token',
    north,
  ];
  expect((await finished('client', ...elsewhere, '--values', ours)).stderr).toContain('not asked over TLS');
  expect((await ask(north, join(root, 'none'))).stderr).toContain('INPUT_NOT_FOUND');

  process.emit('SIGINT');
  expect(await server.done).toBe(0);
  const logged = async (data: string) => {
    const log = await TransparencyLog.open(join(root, data));
    const all = [];
    for await (const { entry } of log.entries()) if (entry.type === 'psi') all.push(entry);
    await log.close();
    return all;
  };
  const [theirs, mine] = [await logged('server'), await logged('client')];
  expect(theirs.map(({ partner, mode, asked }) => [partner, mode, asked])).toEqual([
    ['north', 'match', 12],
    ['south', 'count', 12],
  ]);
  const said = (entries: typeof mine) =>
    entries.map(({ request, answer, table, key }) => [request, answer, table, key]);
  expect(said(mine)).toEqual(said(theirs));
  expect((await finished('client', 'log', 'show', '--type', 'psi')).stdout).toContain(
    'west was asked for 12 values among 20',
  );
}, 60_000);
