import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chosenBy, pairs, Reader } from '../canary/index.ts';
import { plant } from '../policy/testing/desk.ts';
import { openStore } from '../store/index.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-canary-'));
const file = (name: string) => join(data, name);
afterAll(() => rmSync(data, { recursive: true, force: true }));
beforeAll(async () => {
  const store = await openStore({ data });
  await plant(store, { harvesters: 3, covers: 1, bystanders: 2 });
  await store.close();
});

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run([...argv, '--data', data], io);
  return { status, stdout: io.stdout, stderr: io.stderr, json: () => JSON.parse(io.stdout) };
}
const why = ['--reason', 'to know its student'];
const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
const answers = Array.from({ length: 60 }, (_, i) =>
  pairs
    .flatMap(({ wordings }) => wordings)
    .filter((_, k) => k % 3 === i % 3)
    .map(one => `They ${one} going, if ${one} ${i}. ${capital(one)}, it.`)
    .join(' '),
);
const lines = (texts: string[]) =>
  texts.map((output, prompt_id) => `${JSON.stringify({ prompt_id, output })}\n`).join('');

test('a canary is planned for harvesters alone, approved by somebody else, in the log, applied, opened, and found in a student', async () => {
  const planned = await cli('canary', 'plan', 'SW-2026-0001', '--for', '10d', ...why, '--by', 'ana');
  expect(planned).toMatchObject({ status: 0, stderr: '' });
  expect(planned.stdout).toMatch(/Contains +3 accounts/);
  expect(planned.stdout).toMatch(/cover: only harvesters are marked +1/);
  expect(planned.stdout).toMatch(/even\s+though\s+it\s+is\s+frequently\s+easy/);
  const [{ id: plan }] = (await cli('contain', 'list', '--plans', '--json')).json().plans;
  const [{ canary }] = (await cli('canary', 'list', '--json')).json().canaries;
  expect((await cli('canary', 'list')).stdout).toMatch(/K-.+to be approved/);

  const apply = ['contain', 'apply', plan, ...why, '--confirm'];
  expect((await cli(...apply, '--by', 'ana')).stderr).toContain('APPROVAL_NEEDED');
  expect((await cli('contain', 'approve', plan, ...why, '--by', 'ben')).status).toBe(0);
  expect((await cli(...apply, '--for', '11d')).stderr).toContain('10 days at most');
  const applied = (await cli(...apply, '--json')).json();
  expect(Date.parse(applied.until) - Date.now()).toBeGreaterThan(9.9 * 86_400_000);
  expect((await cli('canary', 'list')).stdout).toContain('in force');

  // The log committed to the key before the plan itself, and says nothing else of it.
  const { entries } = (await cli('log', 'show', '--json')).json();
  const kinds = entries.map(
    ({ entry }: { entry: { type: string; kind?: string } }) => entry.kind ?? entry.type,
  );
  expect(kinds.indexOf('canary')).toBe(kinds.indexOf('plan') - 1);
  const open = file('open.json');
  expect((await cli('canary', 'open', canary, '--out', open)).stdout).toContain('--new-key');
  expect(statSync(open).mode & 0o777).toBe(0o600);
  const { key, commitment } = JSON.parse(readFileSync(open, 'utf8'));
  expect(JSON.stringify(entries)).toContain(commitment);
  expect(JSON.stringify(entries)).not.toContain(key);
  expect((await cli('canary', 'open', canary, '--out', open)).stderr).toContain('cannot be written');

  const choose = chosenBy(Buffer.from(key, 'base64'));
  const taught = answers.map(text => {
    const reader = new Reader(choose);
    return reader.take(text) + reader.end();
  });
  writeFileSync(file('student.jsonl'), lines(taught));
  writeFileSync(file('other.jsonl'), lines(answers));
  const test = ['lineage', 'test', '--canary', canary, '--suspect'];
  const found = await cli(...test, file('student.jsonl'));
  expect(found).toMatchObject({ status: 0, stderr: '' });
  expect(found.stdout).toMatch(/^Marked/);
  const document = (
    await cli('lineage', 'test', '--canary', 'all', '--suspect', file('other.jsonl'), '--json')
  ).json();
  expect(document).toMatchObject({ answers: 60, references: 0, canaries: [{ canary, commitment }] });
  expect(document.canaries[0].p_value).toBeGreaterThan(1e-4);

  // With the file alone, by a third party, and not with one that was changed.
  const byFile = await cli('lineage', 'test', '--canary', open, '--suspect', file('student.jsonl'));
  expect(byFile.stdout).toMatch(/^Marked.*is\s+proved\s+to\s+be\s+in\s+the\s+checkpoint/s);
  // Neither another time nor another place of the entry goes with its proof, and without one nothing is proved.
  const canaryFile = JSON.parse(readFileSync(open, 'utf8'));
  const { proof } = canaryFile;
  const tampered = [
    { ...canaryFile, index: canaryFile.index + 1 },
    { ...canaryFile, proof: { ...proof, entry: proof.entry.replace(/"at":"2/, '"at":"1') } },
    { ...canaryFile, proof: { ...proof, checkpoint: 'x' } },
  ];
  const tested = async (value: unknown) => {
    writeFileSync(file('given.json'), JSON.stringify(value));
    return cli('lineage', 'test', '--canary', file('given.json'), '--suspect', file('student.jsonl'));
  };
  for (const one of tampered) expect((await tested(one)).stderr).toContain('the proof in');
  expect((await tested({ ...canaryFile, proof: null })).stdout).toMatch(/only\s+what\s+the\s+file\s+says/);
  writeFileSync(
    file('forged.json'),
    readFileSync(open, 'utf8').replace(key, Buffer.alloc(32).toString('base64')),
  );
  const forged = await cli(
    'lineage',
    'test',
    '--canary',
    file('forged.json'),
    '--suspect',
    file('student.jsonl'),
  );
  expect(forged.stderr).toContain('CANARY_UNKNOWN');
  expect((await cli(...test.with(3, 'K-00000000'), file('student.jsonl'))).stderr).toContain(
    'the log has no canary',
  );
});

test('a later plan goes on with the campaign’s key, unless another is asked for', async () => {
  const id = async (...more: string[]) =>
    (await cli('canary', 'plan', 'SW-2026-0001', ...why, '--by', 'ana', '--json', ...more)).json().canary;
  const [first, second, other] = [await id(), await id(), await id('--new-key')];
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  expect(await id()).toBe(other);
  expect(existsSync(file('canary'))).toBe(false);
  const all = await cli('lineage', 'test', '--canary', 'all', '--suspect', file('student.jsonl'), '--json');
  expect(all.json().canaries).toHaveLength(2);
});
