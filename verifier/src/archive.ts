import { type Bytes, equal, fromUtf8, join, utf8 } from './bytes.ts';
import { refuse } from './refusal.ts';

// A dossier is a ZIP archive in one canonical form (docs/evidence-format.md, "The dossier"). So it is not read as other
// programs read archives, by following what its fields say. It is read once from the front to learn names and data; then
// the archive that has exactly these is built, and must be the same, byte for byte. Nothing is decompressed, no file is
// written, and no field of the archive is believed.

export const MOST_BYTES = 32 * 2 ** 20;

export const fileNames = [
  'README.txt',
  'accounts.json',
  'claims.json',
  'dossier.html',
  'dossier.pdf',
  'excerpts.json',
  'statement.json',
] as const;
export type FileName = (typeof fileNames)[number];
export type Files = ReadonlyMap<FileName, Bytes>;

const HEADER = 30;
const HEADER_SIGNATURE = 0x04034b50;

export function readArchive(archive: Bytes): Files {
  if (archive.length > MOST_BYTES)
    refuse('FILE_TOO_LARGE', `The file has ${archive.length} bytes; a dossier has at most ${MOST_BYTES}.`);
  const files = new Map<FileName, Bytes>();
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let at = 0;
  while (at + HEADER <= archive.length && view.getUint32(at, true) === HEADER_SIGNATURE) {
    const size = view.getUint32(at + 18, true);
    const name = fromUtf8(archive.subarray(at + HEADER, at + HEADER + view.getUint16(at + 26, true)));
    const known = fileNames.find(each => each === name);
    if (!known) refuse('FILES_WRONG', 'The archive holds a file that a dossier does not have.');
    if (files.has(known)) refuse('FILES_WRONG', `The archive holds ${known} twice.`);
    const start = at + HEADER + known.length;
    if (start + size > archive.length) refuse('ARCHIVE_INVALID', `The archive ends within ${known}.`);
    files.set(known, archive.subarray(start, start + size));
    at = start + size;
  }
  if (!consistsOf(archive, canonicalArchive(files)))
    refuse(
      'ARCHIVE_INVALID',
      files.size === 0
        ? 'The file is not a dossier: it does not begin as a ZIP archive of stored files.'
        : 'The archive is not in the one form that a dossier has: a header, the directory or the end differs.',
    );
  return files;
}

function consistsOf(archive: Bytes, parts: readonly Bytes[]): boolean {
  let at = 0;
  for (const part of parts) {
    const there = archive.subarray(at, at + part.length);
    // The files' data are parts of the archive itself.
    const itself = part.buffer === archive.buffer && part.byteOffset === there.byteOffset;
    if (!itself && !equal(there, part)) return false;
    at += part.length;
  }
  return at === archive.length;
}

/** The one archive of these files, in parts. */
function canonicalArchive(files: Files): Bytes[] {
  const parts: Bytes[] = [];
  const directory: Bytes[] = [];
  let offset = 0;
  for (const name of fileNames) {
    const data = files.get(name);
    if (!data) continue;
    const letters = utf8(name);
    // Version 10, UTF-8 names, stored, 1980-01-01 00:00, checksum, size twice, length of the name, nothing else.
    const common = fields(
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
    const header = join(fields([4, HEADER_SIGNATURE]), common, letters);
    parts.push(header, data);
    directory.push(
      join(
        fields([4, 0x02014b50], [2, 10]),
        common,
        fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        letters,
      ),
    );
    offset += header.length + data.length;
  }
  const central = join(...directory);
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.size],
    [2, files.size],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return [...parts, central, end];
}

/** Little-endian numbers, each of so many bytes. */
function fields(...numbers: [bytes: 2 | 4, value: number][]): Bytes {
  return Uint8Array.from(
    numbers.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff)),
  );
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** The checksum that a ZIP archive has of each file. It protects nobody: the signed statement does. */
function crc32(data: Bytes): number {
  let rest = 0xffffffff;
  for (const byte of data) rest = (rest >>> 8) ^ crcTable[(rest ^ byte) & 0xff]!;
  return ~rest >>> 0;
}
