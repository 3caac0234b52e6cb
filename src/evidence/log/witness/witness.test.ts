import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { parseCheckpoint } from '../checkpoint.ts';
import { parseVerifier } from '../key.ts';
import { TransparencyLog } from '../log.ts';
import { openNote } from '../note.ts';
import { entriesOf, entryOf } from '../testing/entries.ts';
import { cosign } from './client.ts';
import { startWitness, type WitnessServer } from './server.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-witness-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const open: WitnessServer[] = [];
afterEach(() => Promise.all(open.splice(0).map(one => one.close())));
let made = 0;

async function logOf(entries: number, data = join(root, `log-${made++}`)) {
  const log = await TransparencyLog.open(data);
  if (entries > 1) await log.append(entriesOf(1, entries));
  return { log, data };
}

async function witnessOf(logs: string[], folder = join(root, `witness-${made++}`)) {
  const now = () => new Date('2026-06-12T00:00:00Z');
  const server = await startWitness({ folder, logs, name: 'witness.example.org/w1', now });
  open.push(server);
  return { server, folder, witness: { url: `${server.address}/`, key: server.key } };
}

const add = async ({ address }: WitnessServer, body: string) => {
  const answer = await fetch(`${address}/add-checkpoint`, { method: 'POST', body });
  return [answer.status, answer.headers.get('content-type'), await answer.text()] as const;
};

const base64 = (proof: Buffer[]) => proof.map(hash => `${hash.toString('base64')}\n`).join('');

it('cosigns what continues, and the log keeps it with the checkpoint', async () => {
  const { log } = await logOf(5);
  const { witness, server, folder } = await witnessOf([log.key]);
  const first = await cosign(log, witness);
  expect(first).toMatchObject({ size: 5, at: '2026-06-12T00:00:00Z' });
  const { verified } = openNote(first.note, [parseVerifier(server.key), parseVerifier(log.key)]);
  expect(verified.map(({ name, at }) => [name, at])).toEqual([
    [log.origin, undefined],
    ['witness.example.org/w1', 1781222400],
  ]);
  expect(await log.checkpoint(5)).toBe(first.note);
  await log.append(entriesOf(5, 400));
  expect(await cosign(log, witness)).toMatchObject({ size: 400 });
  // An earlier one isn't cosigned any more; one that is cosigned is given back without a question.
  await expect(cosign(log, witness, 100)).rejects.toMatchObject({ code: 'WITNESS_REFUSED' });
  await server.close();
  expect(await cosign(log, witness, 5)).toEqual(first);
  // It goes on where it was after a restart, whatever the log believes.
  rmSync(join(root, 'log-0', 'log', 'published'), { recursive: true });
  await log.append([entryOf(400)]);
  const again = await startWitness({ folder, logs: [log.key] });
  open.push(again);
  expect(again.key).toBe(server.key);
  expect(await cosign(log, { url: again.address, key: again.key })).toMatchObject({ size: 401 });
});

it('answers as the specification says', async () => {
  const { log, data } = await logOf(5);
  const other = await logOf(3);
  const { server } = await witnessOf([log.key]);
  const note = await log.checkpoint();
  const size = 'text/x.tlog.size';
  expect((await add(server, 'nonsense'))[0]).toBe(400);
  expect((await add(server, `old 05\n\n${note}`))[0]).toBe(400);
  expect((await add(server, `old 0\n\n${note.slice(0, -5)}`))[0]).toBe(400);
  expect((await add(server, `old 6\n\n${note}`))[0]).toBe(400);
  expect((await add(server, `old 0\n${base64(Array(64).fill(Buffer.alloc(32)))}\n${note}`))[0]).toBe(400);
  expect((await add(server, `old 0\n\n${await other.log.checkpoint()}`))[0]).toBe(404);
  expect((await add(server, `old 0\n\n${note.replace(/\n5\n/, '\n4\n')}`))[0]).toBe(403);
  expect(await add(server, `old 3\n\n${note}`)).toEqual([409, size, '0\n']);
  expect((await add(server, `old 0\n${base64([Buffer.alloc(32)])}\n${note}`))[0]).toBe(422);
  const [status, , line] = await add(server, `old 0\n\n${note}`);
  expect(status).toBe(200);
  expect(line).toMatch(/^— witness\.example\.org\/w1 \S+\n$/);
  expect(openNote(note + line, [parseVerifier(server.key)]).verified).toHaveLength(1);
  // Once more the same, and then on.
  expect((await add(server, `old 5\n\n${note}`))[0]).toBe(200);
  expect(await add(server, `old 0\n\n${note}`)).toEqual([409, size, '5\n']);
  const fork = `${data}-fork`;
  cpSync(data, fork, { recursive: true });
  await log.append(entriesOf(5, 9));
  const proof = await log.consistency(5, 9);
  expect((await add(server, `old 5\n${base64(proof.slice(1))}\n${await log.checkpoint()}`))[0]).toBe(422);
  expect((await add(server, `old 5\n${base64(proof)}\n${await log.checkpoint()}`))[0]).toBe(200);
  // Another history with the log's own key.
  const { log: forked } = await logOf(1, fork);
  await forked.append(entriesOf(5, 9).reverse());
  expect(await add(server, `old 9\n\n${await forked.checkpoint()}`)).toEqual([409, size, '9\n']);
  await forked.append([entryOf(9)]);
  const theirs = base64(await forked.consistency(9, 10));
  expect((await add(server, `old 9\n${theirs}\n${await forked.checkpoint()}`))[0]).toBe(422);
  expect((await fetch(`${server.address}/`)).status).toBe(404);
});

it('refuses a rewritten history, keeps the proof of it, and the log says so', async () => {
  const { log, data } = await logOf(20);
  const { witness, folder } = await witnessOf([log.key]);
  const before = join(root, 'before');
  cpSync(data, before, { recursive: true });
  await log.append(entriesOf(20, 30));
  await cosign(log, witness);
  // The folder as it was, with other entries from there on.
  const { log: rewritten } = await logOf(1, before);
  await expect(cosign(rewritten, witness)).rejects.toThrow(/the later ones are lost/);
  await rewritten.append(entriesOf(20, 30).reverse());
  await expect(cosign(rewritten, witness)).rejects.toThrow(/another root/);
  await rewritten.append([entryOf(30)]);
  await expect(cosign(rewritten, witness)).rejects.toThrow(/does not continue/);
  const state = JSON.parse(readFileSync(join(folder, 'witness.json'), 'utf8'))[log.origin];
  const { size, root: other } = parseCheckpoint(openNote(state.conflict, [parseVerifier(log.key)]).text);
  expect([size, state.size]).toEqual([30, 30]);
  expect(other.toString('base64')).not.toBe(state.root);
  expect(await cosign(log, witness)).toMatchObject({ size: 30 });
});

it('many at once: of two checkpoints that part only one is cosigned', async () => {
  const { log, data } = await logOf(4);
  const forks = await Promise.all(
    Array.from({ length: 6 }, async (_, n) => {
      const fork = `${data}-${n}`;
      cpSync(data, fork, { recursive: true });
      const { log: forked } = await logOf(1, fork);
      await forked.append([entryOf(100 + n)]);
      return forked.checkpoint();
    }),
  );
  const { server } = await witnessOf([log.key]);
  const said = await Promise.all(forks.map(note => add(server, `old 0\n\n${note}`)));
  expect(said.map(([status]) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
});

it('says what is wrong with a witness that nobody knows, or that is not the one', async () => {
  const { log } = await logOf(2);
  const { log: other } = await logOf(2);
  const { witness } = await witnessOf([other.key]);
  await expect(cosign(log, witness)).rejects.toThrow(/does not know this log/);
  const { witness: right, server } = await witnessOf([log.key]);
  const { witness: third } = await witnessOf([log.key]);
  await expect(cosign(log, { url: right.url, key: third.key })).rejects.toMatchObject({
    code: 'NOTE_INVALID',
  });
  await expect(cosign(log, { url: 'ftp://x', key: third.key })).rejects.toMatchObject({ code: 'USAGE' });
  await server.close();
  await expect(cosign(log, right)).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
  await expect(startWitness({ folder: join(root, 'x'), logs: [], name: 'a b' })).rejects.toMatchObject({
    code: 'LOG_ORIGIN',
  });
});

it('follows a log that changes its key, once it is told', async () => {
  const { log } = await logOf(2);
  const old = log.key;
  const { witness, server, folder } = await witnessOf([old]);
  await cosign(log, witness);
  await log.rotate();
  await cosign(log, witness); // signed by both
  await log.append([entryOf(3)]);
  await expect(cosign(log, witness)).rejects.toThrow(/does not know the key/);
  await server.close();
  const told = await startWitness({ folder, logs: [old, log.key] });
  open.push(told);
  expect(await cosign(log, { url: told.address, key: told.key })).toMatchObject({ size: 4 });
});
