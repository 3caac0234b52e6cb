// Bundles of entries, each behind its length in two bytes, big-endian.

export function packBundle(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap(entry => [Buffer.of(Math.floor(entry.length / 256), entry.length % 256), entry]),
  );
}

/** The entries of a bundle up to where it breaks off, and how many bytes are behind them. */
export function unpackAsFar(bytes: Buffer): { entries: Buffer[]; rest: number } {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { entries, rest: bytes.length - at };
}

export const packHashes = (hashes: readonly Buffer[]): Buffer => Buffer.concat(hashes);

export const unpackHashes = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / 32) }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
