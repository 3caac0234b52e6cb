import { StillwatchError } from '../../errors.ts';
import { isSafe } from '../address.ts';
import type { Peer } from './client.ts';

/** An offer and a refusal are short. */
const SHORT = 64 << 10;
/** Milliseconds that nothing may come. */
const PATIENCE = 120_000;

interface At {
  url: string;
  token: string;
  name: string;
  /** Also without TLS to another machine. */
  insecure?: boolean | undefined;
  signal?: AbortSignal;
}

/**
 * A partner over HTTP. Reads no more than was offered.
 * @throws StillwatchError USAGE; SERVICE_UNREACHABLE, SERVICE_REFUSED; PSI_BUDGET and PSI_EPOCH as the partner says them
 */
export function peerAt({ url, token, name, insecure = false, signal }: At): Peer {
  const at = URL.canParse(url) ? new URL(url) : undefined;
  if (!at || !/^https?:$/.test(at.protocol))
    throw new StillwatchError(
      'USAGE',
      'that is no address of a partner',
      'It is as https://psi.example.com.',
    );
  if (!isSafe(at) && !insecure)
    throw new StillwatchError(
      'USAGE',
      `${at.origin} is not asked over TLS: whoever is in between could read the token, and ask in your name`,
      'Use https://. Where the way is safe by other means: --insecure.',
    );
  const ask = async (path: string, most: number, body?: Buffer): Promise<Buffer> => {
    const response = await fetch(new URL(path, url.endsWith('/') ? url : `${url}/`), {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/octet-stream' }),
      },
      ...(body && { body: new Uint8Array(body) }),
      // A token goes nowhere else.
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]),
    }).catch(cause => {
      signal?.throwIfAborted();
      throw new StillwatchError(
        'SERVICE_UNREACHABLE',
        `the partner does not answer at ${url}`,
        'Check the address, and whether it runs there.',
        { cause },
      );
    });
    const bytes = await readTo(response, response.ok ? most : SHORT);
    if (!response.ok) throw refusal(response.status, bytes);
    return bytes;
  };
  return {
    name,
    offer: async () => {
      const bytes = await ask('v1/psi/offer', SHORT);
      try {
        return JSON.parse(bytes.toString('utf8'));
      } catch {
        return undefined; // is none that is known
      }
    },
    table: offer => ask('v1/psi/table', offer.table.bytes),
    answer: ({ epoch, mode, body }) =>
      ask(`v1/psi/answer?epoch=${encodeURIComponent(epoch)}&mode=${mode}`, body.length + SHORT, body),
  };
}

async function readTo(response: Response, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > most)
      throw new StillwatchError(
        'PSI_MESSAGE',
        `the partner sends more than ${most} bytes`,
        'Nothing was taken of it. Ask who runs the other side.',
      );
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function refusal(status: number, bytes: Buffer): StillwatchError {
  let said: { code?: unknown; message?: unknown; mend?: unknown } = {};
  try {
    said = JSON.parse(bytes.toString('utf8')) ?? {};
  } catch {}
  const words = (text: unknown, instead: string) => (typeof text === 'string' ? text.slice(0, 300) : instead);
  const code = said.code === 'PSI_BUDGET' || said.code === 'PSI_EPOCH' ? said.code : 'SERVICE_REFUSED';
  return new StillwatchError(
    code,
    `the partner refused (${status}): ${words(said.message, 'it did not say why')}`,
    words(said.mend, 'Ask who runs the other side.'),
  );
}
