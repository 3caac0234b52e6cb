import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Shelf } from './shelf.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-shelf-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const made = (text: string) => ({
  archive: Buffer.from(text),
  sha256: Buffer.from(text).toString('hex').padEnd(64, '0'),
  claim: 7,
  exchanges: 100,
  accounts: 3,
});
const asked = { campaign: 'SW-2026-0001', level: 'public' as const, version: '1' };

it('keeps dossiers for its owner alone, says what is known of them, gives them again and removes them', async () => {
  const shelf = new Shelf(data);
  expect(await shelf.list()).toEqual([]);
  const first = await shelf.put(asked, made('one'), 'ana');
  await new Promise(done => setTimeout(done, 5));
  const second = await shelf.put({ ...asked, level: 'partner', partner: 'lab.example' }, made('two'), 'ben');
  expect((await shelf.list()).map(({ name }) => name)).toEqual([second.name, first.name]);
  expect(first).toMatchObject({ by: 'ana', level: 'public', partner: null, bytes: 3, claim: 7 });
  expect((await shelf.archive(first.name)).toString()).toBe('one');
  expect(statSync(join(data, 'dossiers', first.name)).mode & 0o777).toBe(0o600);
  await shelf.remove(first.name);
  expect(await shelf.list()).toEqual([second]);
  await expect(shelf.archive(first.name)).rejects.toThrow('no dossier of that name');
});

it('a name from outside is no path, and a campaign of any name makes a plain file', async () => {
  const shelf = new Shelf(data);
  writeFileSync(join(data, 'secret.zip'), 'secret');
  for (const name of ['../secret.zip', '..', '', 'x.zip', '.json', '../dossiers/x.zip'])
    await expect(shelf.archive(name)).rejects.toThrow('no dossier of that name');
  const kept = await shelf.put({ ...asked, campaign: '../../<b>\u202e' }, made('three'), 'ana');
  expect(kept.name).toMatch(/^[\w-]+\.zip$/);
  expect((await shelf.archive(kept.name)).toString()).toBe('three');
});
