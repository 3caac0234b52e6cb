import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { StillwatchError } from '../../errors.ts';
import type { Item } from './item.ts';

/**
 * Values in a file, a line each: {"kind":"phone","value":"+15550100199"}. What is no such line is handed on as a value of no
 * kind, and refused where values are.
 * @throws StillwatchError INPUT_NOT_FOUND
 */
export async function* valuesIn(path: string): AsyncGenerator<Item> {
  const input = createReadStream(path);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      try {
        const { kind, value } = JSON.parse(line);
        yield { kind, value };
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
        yield { kind: '', value: '' } as unknown as Item;
      }
    }
  } catch (cause) {
    if (typeof (cause as NodeJS.ErrnoException).syscall !== 'string') throw cause;
    throw new StillwatchError(
      'INPUT_NOT_FOUND',
      `${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`,
      'Check the path and its permissions.',
      { cause },
    );
  } finally {
    input.destroy();
  }
}
