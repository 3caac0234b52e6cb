import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

/** Of a broken gzip, what a bite of this many bytes would have given is what may be lost. */
const BITE = 256;

/**
 * What a broken compressed file holds from byte `from` of its contents on, up to the broken place. A stream that fails
 * drops what it had unpacked and nobody had asked for yet, which of a small file is all; so the file is unpacked once
 * more, in bites, and what each gives is handed on before the next is tried. Slow, and for broken files only.
 */
export async function* salvage(
  path: string,
  compression: 'gz' | 'zst',
  from: number,
): AsyncIterable<Uint8Array> {
  const unpacked: Uint8Array[] = [];
  const unpack = compression === 'gz' ? gunzip(unpacked) : unzstd(unpacked);
  let passed = 0;
  for await (const bite of bites(path)) {
    const isWhole = await unpack(bite);
    for (const piece of unpacked.splice(0)) {
      const known = Math.min(piece.length, Math.max(0, from - passed));
      passed += piece.length;
      if (known < piece.length) yield piece.subarray(known);
    }
    if (!isWhole) return;
  }
}

/** A file in small pieces; where it can't be read, the fault was found before. */
async function* bites(path: string): AsyncIterable<Buffer> {
  try {
    for await (const piece of createReadStream(path))
      for (let at = 0; at < piece.length; at += BITE) yield (piece as Buffer).subarray(at, at + BITE);
  } catch {}
}

/** Unpacks a bite into a list; false where that came to an end, good or bad. */
type Unpack = (bite: Buffer) => boolean | Promise<boolean>;

function gunzip(unpacked: Uint8Array[]): Unpack {
  let settle: (isWhole: boolean) => void = () => {};
  const decoder = createGunzip()
    .on('data', piece => unpacked.push(piece))
    .on('error', () => settle(false))
    .on('end', () => settle(false));
  return bite =>
    new Promise(resolve => {
      settle = resolve;
      decoder.write(bite, error => resolve(!error));
    });
}

function unzstd(unpacked: Uint8Array[]): Unpack {
  const decoder = new Decompress(piece => unpacked.push(Uint8Array.from(piece)));
  return bite => {
    try {
      decoder.push(bite);
      return true;
    } catch {
      return false;
    }
  };
}
