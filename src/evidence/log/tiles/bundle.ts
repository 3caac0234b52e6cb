// Bundles of entries, each behind its length in two bytes, big-endian.

export function packBundle(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap(entry => [Buffer.of(Math.floor(entry.length / 256), entry.length % 256), entry]),
  );
}

/** The entries of a bundle; undefined where lengths and bytes do not come out even. */
export function unpackBundle(bytes: Buffer): Buffer[] | undefined {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at);
    if (at + 2 + length > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

export const packHashes = (hashes: readonly Buffer[]): Buffer => Buffer.concat(hashes);

export const unpackHashes = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / 32) }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
