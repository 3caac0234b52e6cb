import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, build, type Running, startProcess, until } from './testing/service.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-plays-'));
let service: Running;
let built: string;
beforeAll(async () => {
  built = build();
  service = await startProcess({ place: { data } });
});
afterAll(async () => {
  await service?.end('SIGTERM');
  for (const folder of [data, join(built, '..')]) rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => ask(service.address, `/v1/range/${path}`, { token: service.token });
const post = (body: unknown) => ask(service.address, '/v1/range/plays', { token: service.token, body });
const remove = (id: string) =>
  ask(service.address, `/v1/range/plays/${id}`, { token: service.token, method: 'DELETE' });

/** Made, read and replayed in a few seconds; too small for anything to be found in it. */
const tiny = { scenario: 'demo', accounts: 40, campaign_accounts: 5, exchanges_per_account: 8, days: 1 };

describe('plays of the range', () => {
  it('are chosen from scenarios and dials, in words', async () => {
    const { json } = await get('scenarios');
    expect(json.scenarios.map(({ name }: { name: string }) => name)).toContain('letter');
    const dial = json.dials.find(({ name }: { name: string }) => name === 'relayShare');
    expect(dial).toMatchObject({ none: 0, full: 0.01, on: { mild: 0.5, full: 0.01 }, whole: false });
    expect(dial.about).toMatch(/relay/);
  });

  it('run in a process of their own, are read as they grow, and are played once', async () => {
    const begun = await post(tiny);
    expect(begun.status).toBe(202);
    const { id } = begun.json;
    expect(begun.json).toMatchObject({
      state: 'running',
      settings: { ...tiny, seed: 1, every_hours: 12, dials: {} },
    });
    const other = await post({ ...tiny, seed: 2 });
    expect([other.status, other.json.code]).toEqual([409, 'PLAY_RUNNING']);

    const lines: { kind: string; truth?: { harvest: number; leaked: number } }[] = [];
    const end = await until(async () => {
      const { json } = await get(`plays/${id}?from=${lines.length}`);
      expect(json.from).toBe(lines.length);
      lines.push(...json.recorded);
      return json.state === 'finished' && json.lines === lines.length && json;
    }, 100);
    expect(lines.map(({ kind }) => kind)).toEqual(['begun', 'day', 'world', 'step', 'step', 'end']);
    const last = lines.at(-2)!.truth!;
    expect(last.harvest).toBeGreaterThan(20);
    expect(end.score).toMatchObject({ leaked: last.leaked / last.harvest, ever_harmed: 0 });
    expect(existsSync(join(data, 'plays', id, 'scratch'))).toBe(false);

    const again = await post(tiny);
    expect([again.status, again.json.state, again.json.begun]).toEqual([200, 'finished', begun.json.begun]);
    // Cut off in the middle of a line it is read up to there.
    appendFileSync(join(data, 'plays', id, 'play.jsonl'), '{"kind":"st');
    expect((await get(`plays/${id}`)).json.lines).toBe(lines.length);
    // Nothing of it came into the service's own store.
    expect((await ask(service.address, '/v1/campaigns', { token: service.token })).json.campaigns).toEqual(
      [],
    );
  }, 120_000);

  it('are stopped and removed', async () => {
    // At once they are two as well: one begins, and who asked for another is told so.
    const both = await Promise.all([post({ ...tiny, days: 20 }), post({ ...tiny, days: 20, seed: 3 })]);
    const [{ json }, other] = both.toSorted((a, b) => a.status - b.status) as [Answer, Answer];
    expect([json.state, other.json.code]).toEqual(['running', 'PLAY_RUNNING']);
    expect((await remove(json.id)).status).toBe(204);
    expect(existsSync(join(data, 'plays', json.id))).toBe(false);
    const { plays } = (await get('plays')).json;
    expect(plays).toHaveLength(1);
    expect((await remove(plays[0].id)).status).toBe(204);
    expect((await get('plays')).json.plays).toEqual([]);
    expect((await remove(plays[0].id)).json.code).toBe('PLAY_UNKNOWN');
  });

  it('have bounds, and names that are no paths', async () => {
    for (const [body, code] of [
      [{ scenario: 'nope' }, 'SCENARIO_UNKNOWN'],
      [{ scenario: 'letter', accounts: 1e6 }, 'USAGE'],
      [{ ...tiny, exchanges_per_account: 1000, dials: { camouflage: 0.99 } }, 'USAGE'],
      [{ ...tiny, dials: { nope: 1 } }, 'USAGE'],
      [{ ...tiny, every_hours: 0 }, 'BODY_INVALID'],
      [{ ...tiny, seed: '../..' }, 'BODY_INVALID'],
    ] as const) {
      const { status, json } = await post(body);
      expect([status, json.code]).toEqual([400, code]);
    }
    for (const id of ['..%2F..%2Ftokens', 'x', 'demo-00000000'])
      expect((await get(`plays/${id}`)).json.code).toBe('PLAY_UNKNOWN');
    expect((await get('plays/demo-00000000?from=-1')).json.code).toBe('BODY_INVALID');
  });
});
