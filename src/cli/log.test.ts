import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  checkConsistency,
  openNote,
  parseCheckpoint,
  parseVerifier,
  startWitness,
} from '../evidence/index.ts';
import { run } from './program.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-log-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  let [stdout, stderr] = ['', ''];
  const io = {
    out: (text: string) => void (stdout += text),
    err: (text: string) => void (stderr += text),
    env: { STILLWATCH_DATA: join(root, 'data'), STILLWATCH_ORIGIN: 'logs.example.com/stillwatch' },
    width: 80,
    colour: false,
    errWidth: 0,
  };
  return { status: await run(argv, io), stdout, stderr };
}

it('makes a log, shows it, gives checkpoints out and proves that it continues them', async () => {
  const none = await cli('log');
  expect(none).toMatchObject({ status: 1, stderr: expect.stringContaining('LOG_NONE') });
  expect((await cli('log', '--create')).stdout).toMatch(
    /^origin {3}logs\.example\.com\/stillwatch\nkey {6}logs\.example\.com\/stillwatch\+[0-9a-f]{8}\+A.*\nsize {5}1 {2}\(1 key,/,
  );
  const { key, ...log } = JSON.parse((await cli('log', '--json')).stdout);
  expect(log).toMatchObject({ size: 1, entries: { key: 1, hour: 0 }, published: [] });
  const earlier = (await cli('log', 'publish')).stdout;
  writeFileSync(join(root, 'earlier.txt'), earlier);
  expect((await cli('log', 'rotate')).stdout).toMatch(/^logs\.example\.com/);
  expect((await cli('log', 'checkpoint', '--size', '1')).stdout).toBe(earlier);
  const { status, stderr } = await cli(
    'log',
    'prove',
    '--from',
    join(root, 'earlier.txt'),
    '--out',
    join(root, 'p'),
  );
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('2 entries') });
  const { from, to, proof } = JSON.parse(readFileSync(join(root, 'p'), 'utf8'));
  const [one, two] = [from, to].map((note: string) =>
    parseCheckpoint(openNote(note, [parseVerifier(key)]).text),
  );
  expect(from).toBe(earlier);
  const hashes = proof.map((hash: string) => Buffer.from(hash, 'base64'));
  expect(checkConsistency(one!.size, two!.size, one!.root, two!.root, hashes)).toBe(true);
  expect((await cli('log', 'show')).stdout).toMatch(
    / 0 {2}.* key {3}the log begins[\s\S]* 1 {2}.* a new key/,
  );
  const { entries } = JSON.parse((await cli('log', 'show', '1', '--json')).stdout);
  expect(entries).toMatchObject([{ index: 1, entry: { type: 'key', previous: key } }]);
  expect(JSON.parse((await cli('log', 'show', '0')).stdout)).toMatchObject({ type: 'key', key });
  expect((await cli('log', 'show', '--type', 'hour')).stdout).toContain('no such entry');
  expect(await cli('log', 'show', '--type', 'x')).toMatchObject({ status: 2 });
  expect(await cli('log', 'show', '7')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('ENTRY_UNKNOWN'),
  });
});

it('has a witness cosign, and says why one refuses', async () => {
  const { key } = JSON.parse((await cli('log', '--json')).stdout);
  const witness = await startWitness({
    folder: join(root, 'w'),
    logs: [key],
    name: 'witness.example.org/w1',
  });
  const done = await cli('log', 'witness', witness.address, '--key', witness.key);
  expect(done).toMatchObject({ status: 0, stdout: expect.stringMatching(/^witness\.example\.org\/w1 saw/) });
  expect((await cli('log')).stdout).toMatch(/\n {5}2 {13}1 {2}none\n/);
  await witness.close();
  expect(await cli('log', 'witness', witness.address, '--key', witness.key)).toMatchObject({ status: 0 });
  const nobody = await cli('log', 'witness', witness.address, '--key', witness.key, '--size', '1');
  expect(nobody).toMatchObject({ status: 1, stderr: expect.stringContaining('SERVICE_UNREACHABLE') });
  expect(await cli('witness', '--log', 'not-a-key')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('NOTE_INVALID'),
  });
});
