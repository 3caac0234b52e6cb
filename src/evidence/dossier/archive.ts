import { crc32 } from 'node:zlib';

// The canonical ZIP of docs/evidence-format.md ("The dossier"): each archive of the same files is the same bytes.

const VERSION = 10;
const UTF8 = 0x0800;
/** 1 January 1980, the first day that the format knows. */
const DATE = 0x0021;

/**
 * The files, ordered by name, stored as they are. Throws a RangeError for what the format has no room for: more than
 * 65,535 files, a name of more than 65,535 bytes, or 4 GiB in all (ZIP64 is not part of the canonical form).
 */
export function archive(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, data] of inOrder(files)) {
    const fields = common(name, data);
    const local = Buffer.concat([u32(0x04034b50), fields, name, data]);
    // Made by 10 on system 0; behind the common fields no comment, disk 0, no attributes, and where the file begins.
    directory.push(u32(0x02014b50), u16(VERSION), fields, Buffer.alloc(2 + 2 + 2 + 4), u32(at), name);
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0),
    u16(0),
    u16(files.size),
    u16(files.size),
    u32(central.length),
    u32(at),
    u16(0),
  ]);
  return Buffer.concat([...parts, central, end]);
}

/** By the bytes of their names, which is not how JavaScript orders strings. */
export const inOrder = (files: ReadonlyMap<string, Buffer>): [Buffer, Buffer][] =>
  [...files]
    .map(([name, data]): [Buffer, Buffer] => [Buffer.from(name), data])
    .sort(([a], [b]) => Buffer.compare(a, b));

/** What a local header and the directory both say of a file. */
function common(name: Buffer, data: Buffer): Buffer {
  const size = u32(data.length);
  const head = [u16(VERSION), u16(UTF8), u16(0), u16(0), u16(DATE)];
  return Buffer.concat([...head, u32(crc32(data)), size, size, u16(name.length), u16(0)]);
}

function u16(n: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(n);
  return bytes;
}

function u32(n: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(n);
  return bytes;
}
