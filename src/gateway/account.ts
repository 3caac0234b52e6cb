import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Pseudonyms } from '../exchange/index.ts';
import { isRecord, own, text } from '../ingest/index.ts';
import type { Dialect } from './route.ts';

export interface Caller {
  /** Whom the request is attributed to. */
  account: string;
  /** The pseudonym of the key it came with. */
  key: string | undefined;
  /**
   * Headers with other keys. They are not passed on: else a client could have itself counted by one key and let in by
   * another.
   */
  unused: ReadonlySet<string>;
}

export interface CallerOptions {
  pseudonyms: Pseudonyms;
  /** A header in which a gateway before this one says who it is. */
  accountHeader?: string | undefined;
  /** Where keys are, in this order; by default where the API that is spoken has them. */
  keyHeaders?: readonly string[] | undefined;
}

const usual: Record<Dialect, readonly string[]> = {
  openai: ['authorization', 'api-key', 'x-api-key'],
  anthropic: ['x-api-key', 'authorization', 'api-key'],
};

/** Where it may stand whose request it is, in lower case. */
export const credentialHeaders = ({ accountHeader, keyHeaders = [] }: CallerOptions): ReadonlySet<string> =>
  new Set(
    [...usual.openai, ...keyHeaders, ...(accountHeader ? [accountHeader] : [])].map(name =>
      name.toLowerCase(),
    ),
  );

export function callerOf(headers: IncomingHttpHeaders, dialect: Dialect, options: CallerOptions): Caller {
  const { pseudonyms, accountHeader, keyHeaders } = options;
  const given = (keyHeaders ?? usual[dialect]).filter(name => headers[name] !== undefined);
  const [first, ...unused] = given;
  const secret = first && bare(first, String(headers[first]));
  const key = secret ? `key_${pseudonyms.of('key', identityIn(secret))}` : undefined;
  const named = accountHeader && text(headers[accountHeader.toLowerCase()])?.trim().slice(0, 512);
  // A gateway that passes on a key in the clear for a name passes on a secret.
  const said =
    named && /^(sk|pk)-|^(bearer|basic)\s/i.test(named) ? `key_${pseudonyms.of('key', named)}` : named;
  return said
    ? { account: said, key, unused: new Set() }
    : { account: key ?? 'anonymous', key, unused: new Set(unused) };
}

/**
 * The key alone: in `authorization` the second word, whatever the scheme before it and whatever follows, for servers look no
 * closer; elsewhere the first, but for a scheme that some clients write there too.
 */
function bare(header: string, value: string): string {
  const [first = '', second] = value.split(/[\s\x85,]+/).filter(word => word !== '');
  const isScheme = header === 'authorization' || /^(bearer|basic|token)$/i.test(first);
  return (isScheme && second) || first;
}

/**
 * What stays the same of a credential: a key itself; of a JSON Web Token, which is another one every hour, who it is for.
 * Its signature is the upstream's business: a token that is not genuine is let in nowhere.
 */
function identityIn(secret: string): string {
  const [head, claims, signature] = secret.split('.');
  if (!head?.startsWith('eyJ') || !claims || signature === undefined) return secret;
  try {
    const read: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
    const subject = text(own(read, 'sub')) ?? text(own(read, 'oid'));
    return isRecord(read) && subject ? `${text(own(read, 'iss')) ?? ''}\0${subject}` : secret;
  } catch {
    return secret;
  }
}

/** The client's address: of the connection or, `hops` trusted proxies before us, what the outermost of them saw. */
export function addressOf(request: IncomingMessage, hops: number): string | undefined {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  // What stands further left was written by the client itself.
  const seen = hops > 0 ? forwarded.at(-Math.min(hops, forwarded.length)) : undefined;
  return (seen ?? request.socket.remoteAddress)?.replace(/^::ffff:(?=\d+\.)/, '').slice(0, 64);
}
