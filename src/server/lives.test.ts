import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange, exchangeLine } from '../ingest/testing/lines.ts';
import { ask, build, type Running, startProcess, storedIds, until } from './testing/service.ts';

// What the two processes of the service survive. Each test has a service in processes of its own, and kills some of it.
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-lives-'));
/** Of the first test. LIVES=10000 sends so many. */
const REQUESTS = Number(process.env['LIVES'] ?? 1200);
let built: string;
beforeAll(() => {
  built = build();
});
afterAll(() => {
  for (const folder of [scratch, built]) rmSync(folder, { recursive: true, force: true });
});

const engineIsUp = ({ address, token }: Running) =>
  until(async () => (await ask(address, '/v1/status', { token })).json.engine.up);

describe('the engine is killed while requests come', () => {
  it('loses nothing that was acknowledged, stores nothing twice, and decides all the while', async () => {
    const data = join(scratch, 'engine-killed');
    const service = await startProcess({ place: { data } });
    const { address, token } = service;
    await engineIsUp(service);
    const acknowledged = new Set<string>();
    const decided: number[] = [];
    let next = 0;
    const sendOne = async (n: number) => {
      if (n % 2) {
        const { status } = await ask(address, '/v1/decisions', {
          token,
          body: { account: `a${n}`, model: 'm' },
        });
        decided.push(status);
        return;
      }
      // Some ids come twice.
      const ids = [n, n + 1_000_000, n - (n % 20)];
      const { status, json } = await ask(address, '/v1/exchanges', {
        token,
        type: 'application/x-ndjson',
        body: ids.map(id => exchangeLine(id)).join('\n'),
      });
      expect([status, json]).toEqual([200, { accepted: 3, rejected: [] }]);
      for (const id of ids) acknowledged.add(`ex_${id}`);
    };
    const sender = async () => {
      while (next < REQUESTS) {
        await sendOne(next++);
        // Spread over some seconds, so that kills fall between and into everything.
        await new Promise(done => setTimeout(done, 20));
      }
    };
    let [killed, over] = [0, false];
    const killer = async () => {
      while (!over) {
        await new Promise(done => setTimeout(done, 700));
        if (over) return;
        const pid = await service.enginePid();
        if (pid) {
          try {
            process.kill(pid, 'SIGKILL');
            killed++;
          } catch (error) {
            // It was just gone by itself, and another one is coming.
            if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
          }
        }
      }
    };
    const killing = killer();
    await Promise.all(Array.from({ length: 16 }, sender));
    over = true;
    await killing;
    expect(killed).toBeGreaterThan(1);
    expect(decided.length).toBe(REQUESTS / 2);
    expect(decided.every(status => status === 200)).toBe(true);
    await service.end('SIGTERM');
    // What the engine had no time for lies in the journal; the next run takes it.
    const again = await startProcess({ place: { data } });
    await engineIsUp(again);
    await again.end('SIGTERM');
    expect(readdirSync(join(data, 'journal'))).toEqual([]);
    const stored = await storedIds(data);
    expect([...stored.values()].every(n => n === 1)).toBe(true);
    expect(new Set(stored.keys())).toEqual(acknowledged);
  }, 300_000);

  it('says that reads have to wait, and how to mend it', async () => {
    const data = join(scratch, 'engine-stays-down');
    // Nobody listens there: the engine cannot start.
    const service = await startProcess({ place: { data, server: 'http://127.0.0.1:9/none' } });
    const { address, token } = service;
    const { status, json } = await ask(address, '/v1/campaigns', { token });
    expect([status, json.code]).toEqual([503, 'ENGINE_DOWN']);
    expect(json.message).toContain('STORE_UNREACHABLE');
    const decision = await ask(address, '/v1/decisions', { token, body: { account: 'a', model: 'm' } });
    expect(decision.json).toMatchObject({ decision: 'allow', fallback: 'open' });
    expect((await ask(address, '/readyz')).status).toBe(503);
    expect((await ask(address, '/healthz')).status).toBe(200);
    const taken = await ask(address, '/v1/exchanges', { token, body: [exchange(1)] });
    expect(taken.json).toEqual({ accepted: 1, rejected: [] });
    await service.end('SIGTERM');
    expect(readdirSync(join(data, 'journal'))).toEqual(['00000001.jsonl']);
  });
});

describe('the front is killed', () => {
  it('its journal is drained at the next start, also where its last line is torn', async () => {
    const data = join(scratch, 'front-killed');
    const service = await startProcess({ place: { data }, journal: { segmentAge: 3_600_000 } });
    const { address, token } = service;
    const enginePid = await service.enginePid();
    await engineIsUp(service);
    for (let n = 0; n < 20; n++)
      expect(
        (await ask(address, '/v1/exchanges', { token, body: { exchanges: [exchange(n)] } })).status,
      ).toBe(200);
    await service.end('SIGKILL');
    const [open] = readdirSync(join(data, 'journal')).filter(file => file.endsWith('.open'));
    appendFileSync(join(data, 'journal', open!), exchangeLine(99).slice(0, 70));
    // The engine goes when the front does, and leaves the folder.
    await until(async () => !isAlive(enginePid));
    const again = await startProcess({ place: { data } });
    await engineIsUp(again);
    await until(
      async () =>
        (await ask(again.address, '/v1/status', { token: again.token })).json.drained?.exchanges === 20,
    );
    await again.end('SIGTERM');
    const stored = await storedIds(data);
    expect([...stored.keys()].sort()).toEqual(Array.from({ length: 20 }, (_, n) => `ex_${n}`).sort());
  });

  it('a front that starts without its store decides from what was last known', async () => {
    const data = join(scratch, 'cache');
    const service = await startProcess({ place: { data } });
    await engineIsUp(service);
    const contained = await ask(service.address, '/v1/test/contain', {
      token: service.token,
      body: { account: 'bad', grade: 'thin', reason: 'a test' },
    });
    expect(contained.json).toEqual({ action: 'act-bad' });
    // At once, with no time to tidy up.
    const enginePid = await service.enginePid();
    process.kill(enginePid, 'SIGKILL');
    await service.end('SIGKILL');
    expect(statSync(join(data, 'decisions-cache.jsonl')).mode & 0o777).toBe(0o600);
    appendFileSync(join(data, 'decisions-cache.jsonl'), '{"kind":"records","reco');
    const without = await startProcess({ place: { data, server: 'http://127.0.0.1:9/none' } });
    const { address, token } = without;
    const decision = await ask(address, '/v1/decisions', { token, body: { account: 'bad', model: 'm' } });
    expect(decision.json).toMatchObject({ decision: 'thin', reference: 'ref-bad', campaign: 'SW-2026-0001' });
    expect(decision.json.fallback).toBeUndefined();
    expect((await ask(address, '/v1/status', { token })).json.snapshot.source).toBe('cache');
    expect((await ask(address, '/readyz')).status).toBe(200);
    await without.end('SIGTERM');
  });
});

it('one front a folder', async () => {
  const data = join(scratch, 'two');
  const service = await startProcess({ place: { data } });
  const said = execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { startService } = await import('${built}/server/index.js');
       try { await startService({ place: { data: ${JSON.stringify(data)} }, host: '127.0.0.1', port: 0, detectEvery: 0, alpha: 0.01 }); }
       catch ({ code, message }) { console.log(code, message); process.exit(0); }`,
    ],
    { encoding: 'utf8' },
  );
  expect(said).toMatch(/^SERVICE_RUNNING .*process \d+/);
  await service.end('SIGTERM');
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
