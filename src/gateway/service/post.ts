import type { Dispatcher, Pool } from 'undici';

interface Posting {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** One POST and its whole answer, by the shortest way: every request to a model waits for one. */
export const posted = (
  pool: Pool,
  posting: Posting,
  signal?: AbortSignal,
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let controller: Dispatcher.DispatchController | undefined;
    const stop = () => {
      const reason = new Error('nobody waits for it any more');
      controller?.abort(reason);
      reject(reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    pool.dispatch(
      { method: 'POST', ...posting, headersTimeout: 30_000, bodyTimeout: 30_000 },
      {
        onRequestStart(given) {
          controller = given;
          if (signal?.aborted) stop();
        },
        onResponseStart(_, code) {
          status = code;
        },
        onResponseData(_, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          signal?.removeEventListener('abort', stop);
          resolve({ status, body: Buffer.concat(chunks).toString('utf8') });
        },
        onResponseError(_, error) {
          signal?.removeEventListener('abort', stop);
          reject(error);
        },
      },
    );
  });
