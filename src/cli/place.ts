import { readFile } from 'node:fs/promises';
import { StillwatchError } from '../errors.ts';
import type { Store } from '../store/index.ts';
import type { Io } from './io.ts';
import { placeOf } from './options.ts';

/** Opens the store where the command line and the environment say, and closes it whatever happens. */
export async function withStore<T>(
  io: Io,
  data: string | undefined,
  work: (store: Store, data: string) => Promise<T>,
): Promise<T> {
  const place = placeOf(data, io);
  const { openStore } = await import('../store/index.ts');
  const store = await openStore(place);
  try {
    return await work(store, place.data);
  } finally {
    await store.close();
  }
}

/** What makes its own data never writes to a real store. */
export const withoutServer = (io: Io): Io => ({ ...io, env: { ...io.env, STILLWATCH_STORE: undefined } });

export const printJson = (io: Io, document: unknown): void =>
  io.out(`${JSON.stringify(document, null, 2)}\n`);

/** A small file that the command line names. */
export async function textIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new StillwatchError(
      'INPUT_NOT_FOUND',
      `cannot read ${path}`,
      'Check the path and its permissions.',
      {
        cause,
      },
    );
  }
}
