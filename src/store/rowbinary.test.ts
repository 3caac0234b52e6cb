import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachRow, type Reader, rows } from './rowbinary.ts';

interface Row {
  name: string;
  tag: number;
  n: number;
  share: number;
  sum: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  // Lengths of one byte and of two; characters of several bytes.
  name: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 120, maxLength: 300 })),
  tag: fc.nat(255),
  n: fc.nat(0xffffffff),
  share: fc.float({ noNaN: true }),
  sum: fc.double(),
});

function encode({ name, tag, n, share, sum }: Row): Buffer {
  const text = Buffer.from(name);
  const length: number[] = [];
  let left = text.length;
  for (; left > 127; left >>>= 7) length.push((left & 127) | 128);
  length.push(left);
  const rest = Buffer.alloc(17);
  rest.writeUInt8(tag, 0);
  rest.writeUInt32LE(n, 1);
  rest.writeFloatLE(share, 5);
  rest.writeDoubleLE(sum, 9);
  return Buffer.concat([Buffer.from(length), text, rest]);
}

const decode = (reader: Reader): Row => ({
  name: reader.string(),
  tag: reader.u8(),
  n: reader.u32(),
  share: reader.f32(),
  sum: reader.f64(),
});

/** Cuts bytes at the given places, each chunk in memory of its own that is overwritten once the next is asked for. */
async function* chunked(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [0, ...[...cuts].map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < places.length; i++) {
    const chunk = new Uint8Array(bytes.subarray(places[i - 1], places[i]));
    yield chunk;
    chunk.fill(255);
  }
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

const cutsOf = fc.array(fc.nat(), { maxLength: 30 });

test('rows are the same wherever the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), cutsOf, async (wanted, cuts) => {
      const bytes = Buffer.concat(wanted.map(encode));
      expect(await all(rows(chunked(bytes, cuts), decode))).toEqual(wanted);
    }),
  );
});

test('rows are the same with a cut at each place, and at every place', async () => {
  const wanted: Row[] = ['', 'ä€𝄞', 'x'.repeat(200)].map((name, i) => ({
    name,
    tag: i,
    n: 4294967295 - i,
    share: 0.5 + i,
    sum: i === 1 ? Number.NaN : -1e300,
  }));
  const bytes = Buffer.concat(wanted.map(encode));
  for (let cut = 0; cut <= bytes.length; cut++)
    expect(await all(rows(chunked(bytes, [cut]), decode))).toEqual(wanted);
  const every = Array.from({ length: bytes.length }, (_, i) => i);
  expect(await all(rows(chunked(bytes, every), decode))).toEqual(wanted);
});

test('an answer that ends inside a row is refused, after its whole rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 4 }),
      cutsOf,
      fc.nat(),
      async (list, cuts, less) => {
        const whole = list.slice(0, -1).map(encode);
        const last = encode(list.at(-1)!);
        const bytes = Buffer.concat([...whole, last.subarray(0, 1 + (less % (last.length - 1)))]);
        const got: Row[] = [];
        await expect(
          (async () => {
            for await (const one of rows(chunked(bytes, cuts), decode)) got.push(one);
          })(),
        ).rejects.toThrow('ends inside a row');
        expect(got).toEqual(list.slice(0, -1));
      },
    ),
  );
});

test('rows of one width are the same wherever the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.uint8Array({ maxLength: 200 }),
      cutsOf,
      async (width, raw, cuts) => {
        const bytes = Buffer.from(raw.subarray(0, raw.length - (raw.length % width)));
        const got: Buffer[] = [];
        await eachRow(chunked(bytes, cuts), width, (from, at) =>
          got.push(Buffer.from(from.subarray(at, at + width))),
        );
        expect(got.every(one => one.length === width)).toBe(true);
        expect(Buffer.concat(got)).toEqual(bytes);
      },
    ),
  );
});

test('rows of one width are refused where the answer ends inside one', async () => {
  const bytes = Buffer.alloc(50, 7);
  for (let cut = 0; cut <= 50; cut++) {
    let seen = 0;
    await expect(eachRow(chunked(bytes, [cut]), 20, () => seen++)).rejects.toThrow(
      'ends inside a row (10 bytes are left)',
    );
    expect(seen).toBe(2);
  }
});
