import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A good exchange, the same for the same number. */
export const exchange = (n: number, more: object = {}) => ({
  id: `ex_${n}`,
  time: new Date(Date.UTC(2026, 3, 1) + n * 1000).toISOString(),
  account: `acct_${n % 97}`,
  model: 'opus-4.6',
  client: { ip: `203.0.${n % 113}.${n % 200}`, asn: 64500 },
  request: {
    messages: [{ role: 'user', content: `Question ${n}: why is the sky of planet ${n % 1009} blue?` }],
    max_tokens: 100 + n,
  },
  response: { stop_reason: 'end_turn', input_tokens: n % 5000, output_tokens: n % 300 },
  ...more,
});

export const exchangeLine = (n: number, more?: object) => JSON.stringify(exchange(n, more));
export const exchangeLines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${exchangeLine(from + i)}\n`).join('');

/** Writes pieces one after the other, holding none. */
export async function writePieces(path: string, pieces: Iterable<Buffer | string>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

/** Whole numbers below `limit`, the same row of them for the same seed. */
export function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
