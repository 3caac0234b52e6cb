import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { playLineSchema } from '../play/index.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-range-play-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run(['range', 'play', ...argv], io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

// Too small for anything to be found in it: what counts is what is written.
const small = '--accounts 40 --campaign-accounts 8 --exchanges-per-account 12 --days 1 --every 12h'.split(
  ' ',
);

it('records a play as lines that can be read whatever happens, once', async () => {
  const first = await cli(...small, '--data', data);
  expect(first.status).toBe(0);
  const [id] = readdirSync(join(data, 'plays'));
  expect(id).toMatch(/^demo-[0-9a-f]{8}$/);
  const folder = join(data, 'plays', id!);
  expect(readdirSync(folder)).toEqual(['play.jsonl']);
  const path = join(folder, 'play.jsonl');
  const text = readFileSync(path, 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => playLineSchema.parse(JSON.parse(line)));
  const steps = lines.filter(line => line.kind === 'step');
  const world = lines.find(line => line.kind === 'world')!;
  const end = lines.at(-1)!;
  if (end.kind !== 'end') throw new Error('it has no end');
  expect(world.groups['campaign']).toMatchObject({ kind: 'campaign', accounts: 8 });
  expect(world.traffic.reduce((a, b) => a + b, 0)).toBe(world.exchanges);
  // By hour it is what the steps count, and at the end what the score of the replay says.
  const { truth } = steps.at(-1)!;
  const hours = steps.flatMap(step => [...step.hours.leaked, ...step.hours.stopped]);
  expect(hours.reduce((a, b) => a + b, 0)).toBe(truth.harvest);
  expect(truth.harvest).toBe(world.harvest.reduce((a, b) => a + b, 0));
  expect(end.score.leaked).toBe(truth.leaked / truth.harvest);
  expect(truth.found).toBe(steps.flatMap(({ found }) => found).length - truth.harmed);
  expect(first.stdout).toMatch(/planted: 8 accounts that harvest/);

  const again = await cli(...small, '--data', data, '--json');
  expect(again.stderr).toMatch(/holds this play of .*: finished, 2 steps\.\n/);
  expect(JSON.parse(again.stdout)).toMatchObject({ id, state: 'finished', score: end.score });
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect((await cli('--scenario', 'letter', '--out', folder)).stderr).toContain('holds another play');

  // As it lies there after a kill: what was written is told of, and it is played anew.
  writeFileSync(path, text.slice(0, text.lastIndexOf('{"kind":"step"') + 40));
  const anew = await cli(...small, '--data', data);
  expect(anew.stderr).toMatch(/broken off, 1 step\. It is played anew\./);
  expect(anew.stdout).toBe(first.stdout);
}, 90_000);

it('refuses what the range does not know', async () => {
  for (const [argv, message] of [
    [['--scenario', 'nope'], /no scenario nope/],
    [['--dial', 'nope=1'], /no dial nope/],
    [['--every', 'often'], /minutes, hours or days/],
  ] as const) {
    const { status, stderr } = await cli(...argv, '--data', data);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  }
});
