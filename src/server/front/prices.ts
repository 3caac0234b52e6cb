import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';

const price = z.number().min(0);
const pricesSchema = z.object({
  currency: z.string().min(1).max(16),
  models: z.record(z.string(), z.object({ input: price, output: price })),
});

export type Prices = z.output<typeof pricesSchema>;

/** List prices per million tokens, as the operator wrote them; null where there are none. */
export async function readPrices(data: string): Promise<Prices | null> {
  const file = join(data, 'prices.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw invalid('it cannot be read', error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid('it is not JSON', error);
  }
  const result = pricesSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`${issue!.path.join('.') || 'the whole'}: ${issue!.message}`, result.error);
}

const invalid = (why: string, cause: unknown) =>
  new StillwatchError(
    'PRICES_INVALID',
    `prices.json in the data folder is not valid: ${why}`.slice(0, 300),
    'It is {"currency":"USD","models":{"MODEL":{"input":5,"output":25}}}, per million tokens. Mend it, or remove it.',
    { cause },
  );
