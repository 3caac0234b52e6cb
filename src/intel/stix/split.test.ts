import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits, Refused, splitObjects } from './index.ts';

async function* cut(text: string, sizes: readonly number[]) {
  const bytes = Buffer.from(text);
  for (let i = 0, n = 0; i < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield bytes.subarray(i, i + size);
    i += size;
  }
}
async function split(text: string, sizes: readonly number[] = [64 * 1024]) {
  const found: unknown[] = [];
  for await (const line of splitObjects(cut(text, sizes))) found.push(JSON.parse(line));
  return found;
}
const nested = (depth: number) =>
  `{"type":"bundle","objects":[${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}]}`;

test('gives the objects of a bundle as JSON.parse does, wherever it is cut', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, 1),
      async (objects, sizes, indent) => {
        const text = JSON.stringify({ type: 'bundle', id: 'bundle--"[{\\', objects }, null, indent);
        expect(await split(text, sizes)).toEqual(JSON.parse(JSON.stringify(objects)));
      },
    ),
  ));

test('a million objects need the memory of one', async () => {
  async function* many() {
    yield Buffer.from('{"type":"bundle","objects":[');
    const chunk = Buffer.from(
      Array.from({ length: 1000 }, (_, i) => `{"id":"${i}","x":"${'y'.repeat(100)}"}`).join(','),
    );
    for (let i = 0; i < 300; i++) yield i ? Buffer.concat([Buffer.from(','), chunk]) : chunk;
    yield Buffer.from(']}');
  }
  const before = process.memoryUsage().rss;
  let count = 0;
  for await (const _ of splitObjects(many())) count++;
  expect(count).toBe(300_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
});

test.each([
  ['too deep', nested(1000)],
  ['a hundred thousand brackets', '['.repeat(100_000)],
  ['too large', `{"type":"bundle","objects":[{"a":"${'x'.repeat(limits.object)}"}]}`],
  ['cut off', '{"type":"bundle","objects":[{"a":1}'],
  ['within a string', '{"type":"bundle","objects":[{"a":"1}]}'],
  ['closed too often', '{"type":"bundle","objects":[]}}'],
  ['no bundle', '{"type":"report","objects":[{"a":1}]}'],
  ['two bundles', '{"type":"bundle","objects":[{"a":1}]}{"type":"bundle","objects":[{"a":1}]}'],
  ['not parted by commas', '{"type":"bundle","objects":[{"a":1} {"b":1}]}'],
  ['objects elsewhere', '{"type":"bundle","other":[{"a":1}],"objects":[{"b":1}]}'],
  ['lists in its list', '{"type":"bundle","objects":[[1]]}'],
  ['long outside its objects', `{"type":"bundle","objects":[${' '.repeat(100_000)}{"a":1}]}`],
])('refuses what is %s', async (_, text) => {
  await expect(split(text, [1000])).rejects.toThrow(Refused);
});
