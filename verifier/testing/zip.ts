import { crc32 } from 'node:zlib';

const numbers = (...fields: [bytes: 2 | 4, value: number][]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );

/** The canonical archive of the files, in the order that they are given in. */
export function zip(files: readonly (readonly [string, Uint8Array])[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of files) {
    const letters = Buffer.from(name);
    const common = numbers(
      [2, 10],
      [2, 0x0800],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, crc32(data)],
      [4, data.length],
      [4, data.length],
      [2, letters.length],
      [2, 0],
    );
    const local = Buffer.concat([numbers([4, 0x04034b50]), common, letters, data]);
    directory.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, 10]),
        common,
        numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        letters,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...locals, central, end]);
}
