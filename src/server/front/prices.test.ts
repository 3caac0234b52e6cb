import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPrices } from './prices.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-prices-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));
const write = (text: string) => writeFileSync(join(data, 'prices.json'), text);

test('prices are as the operator wrote them, or there are none', async () => {
  expect(await readPrices(data)).toBeNull();
  const prices = { currency: 'USD', models: { 'opus-4.6': { input: 5, output: 25 } } };
  write(JSON.stringify(prices));
  expect(await readPrices(data)).toEqual(prices);
});

test.each([
  ['{', /is not valid: it is not JSON/],
  ['{"currency":"USD"}', /models/],
  ['{"currency":"USD","models":{"opus":{"input":-1,"output":2}}}', /models\.opus\.input/],
  ['{"currency":"USD","models":{"opus":{"input":"5","output":2}}}', /models\.opus\.input/],
])('what is wrong with %s is said', async (text, words) => {
  write(text);
  await expect(readPrices(data)).rejects.toMatchObject({
    code: 'PRICES_INVALID',
    message: expect.stringMatching(words),
    mend: expect.stringContaining('"currency"'),
  });
});
