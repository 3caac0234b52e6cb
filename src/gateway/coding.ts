import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate } from 'node:zlib';
import { Decompress } from 'fzstd';

const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = constants;
const coders: Record<string, (bytes: Buffer, maxOutputLength: number) => Promise<Buffer>> = {
  gzip: (bytes, maxOutputLength) =>
    promisify(gunzip)(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }) as Promise<Buffer>,
  deflate: (bytes, maxOutputLength) =>
    promisify(inflate)(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }) as Promise<Buffer>,
  br: (bytes, maxOutputLength) =>
    promisify(brotliDecompress)(bytes, { maxOutputLength, finishFlush: BROTLI_OPERATION_FLUSH }),
  zstd: unzstd,
};

/** A body without its content codings; one that was cut gives what came. Throws where that cannot be or is too much. */
export async function decoded(bytes: Buffer, codings: string | undefined, limit: number): Promise<Buffer> {
  let plain = bytes;
  for (const name of listed(codings).reverse()) {
    const coder = coders[name.replace(/^x-/, '')];
    if (!coder) throw new Error('a content coding that is not known');
    plain = await coder(plain, limit);
  }
  return plain;
}

export const isCoded = (codings: string | undefined): boolean => listed(codings).length > 0;

const listed = (codings = '') =>
  codings
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name !== 'identity');

async function unzstd(bytes: Buffer, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress(part => {
    size += part.length;
    if (size > limit) throw new Error('too much');
    parts.push(part.slice());
  });
  try {
    stream.push(bytes, true);
  } catch (error) {
    if (size === 0 || size > limit) throw error;
  }
  return Buffer.concat(parts);
}
