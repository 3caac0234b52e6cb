import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Pseudonyms } from '../../exchange/index.ts';
import { openStore, quoted, type Store } from '../../store/index.ts';

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

let serial = 0;

/** A text compressed by the engine: Node 20 has no zstd of its own. */
export async function zstdOf(text: string, store: Store, scratch: string): Promise<Buffer> {
  const plain = join(scratch, `zstd-${serial++}.txt`);
  const packed = `${plain}.zst`;
  writeFileSync(plain, text);
  await store.command(
    `INSERT INTO FUNCTION file(${quoted(packed)}, RawBLOB, 'text String', 'zstd') SELECT * FROM file(${quoted(plain)}, RawBLOB, 'text String')`,
  );
  return readFileSync(packed);
}
