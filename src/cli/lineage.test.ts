import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('refuses what it can’t use', async () => {
  expect(await cli('--suspect', suspect, '--references', scratch)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('(LINEAGE_MANIFEST)'),
  });
  expect((await cli('--suspect', suspect, '--references', references, '--asof', 'June')).status).toBe(2);
  expect((await cli('--suspect', suspect)).status).toBe(2);
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
});
