import { StillwatchError } from '../../errors.ts';

/** What witnesses and timestamp authorities answer is short. */
const MOST_BYTES = 1 << 16;
const PATIENCE = 30_000;

interface Answer {
  status: number;
  body: Buffer;
}

/** Posts and reads the answer. @throws StillwatchError USAGE, SERVICE_UNREACHABLE */
export async function post(url: string, type: string, body: Buffer | string): Promise<Answer> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^https?:$/.test(address.protocol))
    throw new StillwatchError(
      'USAGE',
      `${url} is not an address`,
      'It begins with https:// (or http://, in a network of your own).',
    );
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, body: await bodyOf(response) };
  } catch (cause) {
    const { message, cause: below } = cause as Error;
    throw new StillwatchError(
      'SERVICE_UNREACHABLE',
      `${address.origin} does not answer: ${below instanceof Error ? below.message : message}`,
      'Check the address, and that the service runs and can be reached from here.',
      { cause },
    );
  }
}

async function bodyOf(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  if (!response.body) return Buffer.of();
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
