import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { archive } from './index.ts';

/** Reads nothing but the canonical form, byte for byte as docs/evidence-format.md has it. */
function parse(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const [count, size, from] = [
    zip.readUInt16LE(end + 10),
    zip.readUInt32LE(end + 12),
    zip.readUInt32LE(end + 16),
  ];
  expect(zip.subarray(end + 4, end + 8)).toEqual(Buffer.alloc(4)); // disks
  expect(zip.readUInt16LE(end + 8)).toBe(count);
  expect(from + size).toBe(end);
  expect(zip.readUInt16LE(end + 20)).toBe(0); // comment
  let [at, data] = [from, 0];
  for (let i = 0; i < count; i++) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    expect([zip.readUInt16LE(at + 4), zip.readUInt16LE(at + 6)]).toEqual([10, 10]);
    expect([zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)]).toEqual([0x0800, 0]);
    expect([zip.readUInt16LE(at + 12), zip.readUInt16LE(at + 14)]).toEqual([0, 0x0021]);
    const [bytes, name] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
    expect(zip.readUInt32LE(at + 20)).toBe(bytes);
    expect(zip.subarray(at + 30, at + 42)).toEqual(Buffer.alloc(12)); // extra, comment, disk, attributes
    expect(zip.readUInt32LE(at + 42)).toBe(data);
    expect(zip.readUInt32LE(data)).toBe(0x04034b50);
    expect(zip.subarray(data + 4, data + 30)).toEqual(zip.subarray(at + 6, at + 32));
    expect(zip.readUInt16LE(at + 30)).toBe(0); // extra fields
    expect(zip.subarray(data + 30, data + 30 + name)).toEqual(zip.subarray(at + 46, at + 46 + name));
    const content = zip.subarray(data + 30 + name, data + 30 + name + bytes);
    expect(zip.readUInt32LE(at + 16)).toBe(crc32(content));
    files.set(zip.subarray(at + 46, at + 46 + name).toString(), content);
    data += 30 + name + bytes;
    at += 46 + name;
  }
  expect([at, data]).toEqual([end, from]);
  return files;
}

const some = new Map([
  ['statement.json', Buffer.from('{}')],
  ['README.txt', Buffer.from('Read me.\n')],
  ['dossier.pdf', Buffer.alloc(100_000, 7)],
  ['größe.txt', Buffer.alloc(0)],
]);

it('gives back what was put in, ordered by the bytes of names, whatever order it was given in', () => {
  const files = fc.uniqueArray(
    fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.uint8Array({ maxLength: 300 })),
    { selector: ([name]) => name, maxLength: 8 },
  );
  fc.assert(
    fc.property(files, list => {
      const entries = list.map(([name, data]) => [name, Buffer.from(data)] as const);
      const zip = archive(new Map(entries));
      expect(archive(new Map([...entries].reverse()))).toEqual(zip);
      const parsed = parse(zip);
      expect([...parsed].map(([name]) => Buffer.from(name))).toEqual(
        entries.map(([name]) => Buffer.from(name)).sort(Buffer.compare),
      );
      for (const [name, data] of entries) expect(parsed.get(name)).toEqual(data);
    }),
  );
});

const readers = [
  { name: 'unzip', command: 'unzip', args: ['-t'] },
  {
    name: "Python's zipfile",
    command: 'python3',
    args: [
      '-c',
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.namelist())',
    ],
  },
];
it.each(readers)('is read by $name where that is installed', ({ command, args }) => {
  if (spawnSync(command, ['-h']).error) return;
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-archive-'));
  try {
    const file = join(folder, 'dossier.zip');
    writeFileSync(file, archive(some));
    expect(execFileSync(command, [...args, file], { encoding: 'utf8' })).toMatch(
      /README\.txt[\s\S]*dossier\.pdf/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
