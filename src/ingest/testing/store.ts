import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Pseudonyms } from '../../exchange/index.ts';
import { openStore } from '../../store/index.ts';

/** A store of this test file's own, in a scratch folder that goes when its tests are done. */
export async function testStore(name: string) {
  const scratch = mkdtempSync(join(tmpdir(), `stillwatch-${name}-`));
  const data = join(scratch, 'data');
  const store = await openStore({ data });
  afterAll(async () => {
    await store.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  return { scratch, data, store, pseudonyms: new Pseudonyms(Buffer.alloc(32, 7)) };
}
