import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical } from '../canonical.ts';
import { checkpointText } from '../checkpoint.ts';
import { parseSigner } from '../key.ts';
import { TransparencyLog } from '../log.ts';
import { signNote } from '../note.ts';
import { entriesOf, entryOf } from '../testing/entries.ts';
import { packBundle, unpackAsFar } from '../tiles/bundle.ts';
import { edgeRoot, grow } from '../tiles/grow.ts';
import { verifyLog } from './verify.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-verify-log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const whole = join(root, 'whole');
let made = 0;

/** 0 the key, then 699 entries, a change of keys at 300; published at 200 and 650. */
beforeAll(async () => {
  const log = await TransparencyLog.open(whole);
  await log.append(entriesOf(1, 200));
  await log.publish();
  await log.append(entriesOf(200, 300));
  await log.rotate();
  await log.append(entriesOf(301, 650));
  await log.publish();
  await log.append(entriesOf(650, 700));
  await log.close();
});

/** A copy of the log, to be changed. */
function copy(): { data: string; file: (path: string) => string } {
  const data = join(root, `copy-${made++}`);
  cpSync(whole, data, { recursive: true });
  return { data, file: path => join(data, 'log', path) };
}

const flip = (path: string, at: number) => {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
};

/** Where byte `entry` of a bundle begins. */
const offsetOf = (bundle: Buffer, entry: number) =>
  unpackAsFar(bundle)
    .entries.slice(0, entry)
    .reduce((sum, { length }) => sum + 2 + length, 0);

it('finds nothing in a log that is whole, and nothing where there is none', async () => {
  expect(await verifyLog(whole)).toEqual([]);
  expect(await verifyLog(join(root, 'none'))).toEqual([]);
});

it('names the first entry that was changed', async () => {
  for (const [index, bundle] of [
    [0, '000'],
    [5, '000'],
    [255, '000'],
    [256, '001'],
    [300, '001'],
    [699, '002.p/188'],
  ] as const) {
    const { data, file } = copy();
    const path = file(`tile/entries/${bundle}`);
    flip(path, offsetOf(readFileSync(path), index % 256) + 30);
    const [first] = await verifyLog(data);
    expect(first).toMatchObject({ where: 'entry', index });
  }
});

it('names the first that a lost, cut or longer bundle leaves out', async () => {
  const lost = copy();
  rmSync(lost.file('tile/entries/001'));
  expect(await verifyLog(lost.data)).toMatchObject([{ where: 'entry', index: 256 }]);
  const cut = copy();
  const path = cut.file('tile/entries/001');
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, offsetOf(bytes, 10) + 5));
  expect((await verifyLog(cut.data))[0]).toMatchObject({ where: 'entry', index: 266 });
  const longer = copy();
  writeFileSync(
    longer.file('tile/entries/000'),
    Buffer.concat([readFileSync(longer.file('tile/entries/000')), Buffer.of(0, 1, 2)]),
  );
  expect(await verifyLog(longer.data)).toMatchObject([{ where: 'entry', index: 256 }]);
  const length = copy();
  flip(length.file('tile/entries/000'), offsetOf(readFileSync(length.file('tile/entries/000')), 40) + 1);
  expect((await verifyLog(length.data))[0]).toMatchObject({ where: 'entry', index: 40 });
});

it('tells a wrong tile from a wrong entry', async () => {
  for (const [tile, at, index] of [
    ['tile/0/000', 32 * 7, 7],
    ['tile/0/002.p/188', 32 * 187, 699],
    ['tile/1/000.p/2', 32, 256],
  ] as const) {
    const changed = copy();
    flip(changed.file(tile), at);
    expect(await verifyLog(changed.data), tile).toMatchObject([{ where: 'tile', index }]);
    const cut = copy();
    writeFileSync(cut.file(tile), readFileSync(cut.file(tile)).subarray(0, -1));
    expect((await verifyLog(cut.data))[0], tile).toMatchObject({ where: 'tile' });
    const lost = copy();
    rmSync(lost.file(tile));
    expect((await verifyLog(lost.data))[0], tile).toMatchObject({ where: 'tile' });
  }
});

it('a changed checkpoint, of the log or published, is told of', async () => {
  for (const path of ['checkpoint', 'published/200', 'published/650']) {
    const where = path === 'checkpoint' ? 'checkpoint' : 'published';
    const note = readFileSync(join(whole, 'log', path));
    for (let at = 0; at < note.length; at += 13) {
      const { data, file } = copy();
      flip(file(path), at);
      expect((await verifyLog(data))[0], `${path} ${at}`).toMatchObject({ where });
      rmSync(data, { recursive: true });
    }
  }
  const { data, file } = copy();
  rmSync(file('checkpoint'));
  expect(await verifyLog(data)).toMatchObject([{ where: 'checkpoint' }]);
});

it('entries that are lost behind a checkpoint that left the house are told of', async () => {
  const { data, file } = copy();
  // The folder as it was at 200, with what was published since.
  const old = await TransparencyLog.open(join(root, 'old'));
  await old.append(entriesOf(1, 200));
  await old.close();
  for (const name of ['checkpoint', 'tile']) {
    rmSync(file(name), { recursive: true });
    cpSync(join(root, 'old', 'log', name), file(name), { recursive: true });
  }
  cpSync(join(root, 'old', 'log-key'), join(data, 'log-key'));
  const findings = await verifyLog(data);
  expect(findings).toContainEqual(
    expect.objectContaining({ where: 'published', message: expect.stringContaining('another log') }),
  );
});

/** Writes another history with the log's own key: all tiles, all hashes, the checkpoint. */
function rewrite(data: string, change: (entries: Buffer[]) => void): void {
  const log = join(data, 'log');
  const entries: Buffer[] = [];
  for (const bundle of ['000', '001', '002.p/188'])
    entries.push(...unpackAsFar(readFileSync(join(log, 'tile/entries', bundle))).entries);
  change(entries);
  const { edge, files } = grow({ size: 0, tiles: [], bundle: [] }, entries);
  for (const { path, bytes } of files) writeFileSync(join(log, path), bytes);
  const signer = parseSigner(readFileSync(join(data, 'log-key'), 'utf8'))!;
  const text = checkpointText({ origin: signer.verifier.name, size: edge.size, root: edgeRoot(edge) });
  writeFileSync(join(log, 'checkpoint'), signNote(text, [signer]));
}

it('a history that was rewritten whole, and signed, is caught by what was published', async () => {
  const { data } = copy();
  rewrite(data, entries => (entries[400] = canonical(entryOf(400, ' changed'))));
  expect(await verifyLog(data)).toMatchObject([
    { where: 'published', index: 200, message: expect.stringMatching(/650: of the entries 200 to 649 some/) },
  ]);
  const unseen = copy();
  rewrite(unseen.data, entries => (entries[660] = canonical(entryOf(660, ' changed'))));
  // Nobody outside has seen it yet: this is what witnesses are for.
  expect(await verifyLog(unseen.data)).toEqual([]);
  await expect(TransparencyLog.open(data).then(log => log.checkpoint(650))).rejects.toMatchObject({
    code: 'LOG_BROKEN',
  });
});

it('what is logged and is no entry is told of', async () => {
  for (const [bytes, message] of [
    [Buffer.from('not json'), 'not JSON'],
    [Buffer.from('{"v":1,"type":"record","at":"2026-06-12T00:00:00.000Z"}'), 'not canonical'],
    [Buffer.from('{"at":"2026-06-12T00:00:00.000Z","id":"\\ud800","type":"record","v":1}'), 'not canonical'],
    [canonical({ type: 'other', v: 1, at: '2026-06-12T00:00:00.000Z' }), 'type'],
    [canonical({ type: 'record', v: 2, at: '2026-06-12T00:00:00.000Z' }), 'version'],
    [canonical({ type: 'record', v: 1, at: '2026-06-12' }), 'time'],
    [canonical({ type: 'record', v: 1, at: '2026-06-12T00:00:00.000Z', n: 2 ** 53 }), 'number'],
  ] as const) {
    const { data } = copy();
    rewrite(data, entries => (entries[680] = bytes));
    expect(await verifyLog(data)).toMatchObject([
      { where: 'entry', index: 680, message: expect.stringContaining(message) },
    ]);
  }
});

it('a chain of keys that breaks is told of', async () => {
  const other = parseSigner(readFileSync(join(whole, 'log-key.300'), 'utf8'))!.verifier;
  const at = '2026-06-12T00:00:00.000Z';
  const entry = { type: 'key', v: 1, at, origin: other.name, key: other.text, previous: null };
  const { data } = copy();
  rewrite(data, entries => (entries[660] = canonical(entry)));
  expect((await verifyLog(data))[0]).toMatchObject({ where: 'entry', index: 660 });
  const without = copy();
  rewrite(without.data, entries => (entries[0] = canonical(entryOf(0))));
  expect((await verifyLog(without.data))[0]).toMatchObject({ where: 'entry', index: 0 });
  const swapped = copy();
  cpSync(join(whole, 'log-key.300'), join(swapped.data, 'log-key'));
  expect((await verifyLog(swapped.data))[0]).toMatchObject({ where: 'checkpoint' });
});

it('every file of the log counts: a bit of any of them', async () => {
  const files = (readdirSync(join(whole, 'log'), { recursive: true }) as string[]).filter(name =>
    statSync(join(whole, 'log', name)).isFile(),
  );
  // Of a bundle or tile that isn't full, the ones of earlier sizes are for who has an earlier checkpoint.
  const current = files.filter(name => !/\.p\/\d+$/.test(name) || /002\.p\/188$|1\/000\.p\/2$/.test(name));
  expect(current).toHaveLength(10);
  for (const name of current)
    for (const share of [0, 0.3, 0.999]) {
      const { data, file } = copy();
      flip(file(name), Math.floor(statSync(file(name)).size * share));
      expect(await verifyLog(data), name).not.toEqual([]);
      rmSync(data, { recursive: true });
    }
});

it('a log does not go on behind tiles that were changed', async () => {
  const { data, file } = copy();
  flip(file('tile/0/002.p/188'), 3);
  const log = await TransparencyLog.open(data);
  await expect(log.append([entryOf(1)])).rejects.toMatchObject({ code: 'LOG_BROKEN' });
  await expect(log.checkpoint(690)).rejects.toMatchObject({ code: 'LOG_BROKEN' });
});

it('packs bundles as it unpacks them', () => {
  const entries = [Buffer.alloc(0), Buffer.alloc(65_535, 7), Buffer.from('x')];
  expect(unpackAsFar(packBundle(entries))).toEqual({ entries, rest: 0 });
});
