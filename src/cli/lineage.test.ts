import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { savedTest, savedTests } from '../lineage/index.ts';
import { lines, madeWorld, studentOf, writeReferences } from '../lineage/testing/family.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-lineage-'));
const suspect = join(scratch, 'suspect.jsonl');
const references = join(scratch, 'references');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeAll(() => {
  writeReferences(references, madeWorld(30));
  writeFileSync(suspect, lines(studentOf(4, 0.9, 30, 7000, 'x').answers));
});

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run(['lineage', 'test', ...argv], io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

it('prints the document of the contract', async () => {
  const { status, stdout, stderr } = await cli('--suspect', suspect, '--references', references, '--json');
  expect([status, stderr]).toEqual([0, '']);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({
    verdict: expect.stringMatching(/^(distilled|shared-style-or-contamination|not-determined)$/),
    prompts_used: 30,
  });
  for (const teacher of document.teachers)
    expect(teacher).toMatchObject({
      family: expect.any(String),
      vendor: expect.any(String),
      rank: expect.any(Number),
      score: expect.any(Number),
      p_value: expect.any(Number),
      dose: { estimate: expect.any(Number), low: expect.any(Number), high: expect.any(Number) },
    });
});

it('says it in words', async () => {
  const { status, stdout } = await cli(
    '--suspect',
    suspect,
    '--references',
    references,
    '--teacher',
    'f4',
    '--asof',
    '2021',
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Distilled\n/);
  expect(stdout).toContain('What would explain it innocently');
  expect(stdout).toContain('30 prompts; chance is known from');
});

it('keeps a test to be looked at, and nothing under another name', async () => {
  const data = join(scratch, 'data');
  const argv = ['--suspect', suspect, '--references', references, '--data', data];
  expect((await cli(...argv, '--save', '../out')).status).toBe(2);
  const { stdout } = await cli(...argv, '--save', 's-1', '--json');
  expect(await savedTest(data, 's-1')).toMatchObject({
    name: 's-1',
    suspect: 'suspect.jsonl',
    test: JSON.parse(stdout),
  });
  const [first] = (await savedTest(data, 's-1')).test.teachers;
  expect(first!.curve!.curve.map(({ share }) => share)).toEqual([0, 0.1, 0.2, 0.3, 0.5, 0.75, 1]);
  // What is no test is passed over, and said where it is asked for.
  writeFileSync(join(data, 'lineage', 'torn.json'), stdout.slice(0, 100));
  expect(await savedTests(data)).toMatchObject([{ name: 's-1', candidates: 6, first: { family: 'f4' } }]);
  for (const name of ['torn', 'none', '../lineage/s-1', '.'])
    await expect(savedTest(data, name)).rejects.toMatchObject({ code: 'LINEAGE_UNKNOWN' });
  expect(await savedTests(scratch)).toEqual([]);
});

it('refuses what it can’t use', async () => {
  expect(await cli('--suspect', suspect, '--references', scratch)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('(LINEAGE_MANIFEST)'),
  });
  expect((await cli('--suspect', suspect, '--references', references, '--asof', 'June')).status).toBe(2);
  expect((await cli('--suspect', suspect)).status).toBe(2);
  expect(await cli('--suspect', suspect, '--canary', 'all', '--save', 'x')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--save has no use with --canary'),
  });
});

it('chooses prompts, and none that names a maker', async () => {
  const folder = join(scratch, 'prompts');
  writeReferences(folder, madeWorld(30));
  const path = join(folder, 'prompts.jsonl');
  const made = readFileSync(path, 'utf8');
  writeFileSync(path, made.replace('"What of rivers?"', '"Are you Claude?"'));
  const io = fakeIo();
  expect(await run(['lineage', 'prompts', '--references', folder, '--n', '10'], io)).toBe(0);
  const chosen = io.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(new Set(chosen.map(({ prompt_id }) => prompt_id)).size).toBe(10);
  expect(chosen.at(-1).bits).toBeGreaterThan(chosen[0].bits);
  expect(io.stdout).not.toContain('Claude');
  writeFileSync(path, made.split('\n').slice(3).join('\n'));
  expect(await run(['lineage', 'prompts', '--references', folder], io)).toBe(1);
  expect(io.stderr).toContain('the text of 3 prompts');
  // Where each family has one model, nothing shows which prompts tell them apart; nor how far another would lie.
  const single = join(scratch, 'single');
  writeReferences(
    single,
    madeWorld(30).filter(({ model }) => /^f\d-0$/.test(model)),
  );
  const alone = fakeIo();
  expect(await run(['lineage', 'prompts', '--references', single], alone)).toBe(1);
  expect(alone.stderr).toContain('two snapshots');
  const argv = ['lineage', 'mixture', '--suspect', suspect, '--references', single, '--json'];
  expect(await run(argv, alone)).toBe(0);
  for (const { share } of JSON.parse(alone.stdout).teachers) expect(share).toMatchObject({ low: 0, high: 1 });
});

it('says of whom an answer is made, in proportions', async () => {
  const io = fakeIo();
  expect(
    await run(['lineage', 'mixture', '--suspect', suspect, '--references', references, '--json'], io),
  ).toBe(0);
  const { teachers, none } = JSON.parse(io.stdout);
  expect(teachers[0]).toMatchObject({ family: 'f4', vendor: 'v4', snapshots: 2 });
  expect(teachers[0].share.low).toBeGreaterThan(0.3);
  expect(none.high).toBeGreaterThanOrEqual(none.estimate);
  const words = fakeIo();
  await run(['lineage', 'mixture', '--suspect', suspect, '--references', references], words);
  expect(words.stdout).toMatch(/^The suspect's answers are fitted best with \d+% of f4/);
  expect(words.stdout).toContain('none of them');
});

it('asks an endpoint with the key of the environment, and never says it', async () => {
  const server = createServer((request, response) => {
    response.end(
      JSON.stringify({ choices: [{ message: { content: String(request.headers.authorization) } }] }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const [prompts, out] = [join(references, 'prompts.jsonl'), join(scratch, 'asked.jsonl')];
  const argv = [
    'lineage',
    'collect',
    '--endpoint',
    endpoint,
    '--model',
    'm',
    '--prompts',
    prompts,
    '--out',
    out,
  ];
  const io = { ...fakeIo(), env: { STILLWATCH_LINEAGE_KEY: 'sekrit' } };
  let stdout = '';
  io.out = text => void (stdout += text);
  expect(await run([...argv, '--rate', '60000'], io)).toBe(0);
  server.close().closeAllConnections();
  expect(stdout).toMatch(/^30 of 30 answers in .*asked\.jsonl/);
  expect(readFileSync(out, 'utf8').match(/Bearer sekrit/g)).toHaveLength(30);
  expect(await run([...argv, '--budget', 'much'], io)).toBe(2);
});
