import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** A request's body: whole, or (too large to look at) what came so far and the rest still to come. */
export type Body = { whole: Buffer } | { large: Readable };

/** Reads a body of up to `limit` bytes. Rejects when the client goes away before its end. */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const data = (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= limit) return;
      request.pause();
      off();
      resolve({ large: streamOf(request, chunks) });
    };
    const end = () => {
      off();
      resolve({ whole: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size) });
    };
    const gone = () => {
      off();
      reject(new Error('the client went away'));
    };
    const off = () => request.off('data', data).off('end', end).off('close', gone).off('error', gone);
    request.on('data', data).on('end', end).on('close', gone).on('error', gone);
  });
}

/** A body as it comes. When nobody wants the rest, the connection stays: an answer still has to go out on it. */
export const streamOf = (request: IncomingMessage, first: Buffer[] = []): Readable =>
  Readable.from(chained(first, request), { objectMode: false });

async function* chained(first: Buffer[], rest: IncomingMessage): AsyncGenerator<Buffer> {
  yield* first;
  yield* rest.iterator({ destroyOnReturn: false });
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
