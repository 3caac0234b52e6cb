/** Headers as they were written: name, value, name, value … */
export type RawHeaders = string[];

// RFC 9110, 7.6.1: they speak of one connection. `expect` was answered by this server already.
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** What may go on to the next hop, in its order and spelling; `drop` are lower-case names that may not either. */
export function passedOn(raw: RawHeaders, drop: ReadonlySet<string>): RawHeaders {
  const named = namedInConnection(raw);
  const kept: RawHeaders = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (!hopByHop.has(name) && !named.has(name) && !drop.has(name)) kept.push(raw[i]!, raw[i + 1]!);
  }
  return kept;
}

/** Headers that a client says are for this hop alone, in lower case. */
export function namedInConnection(raw: RawHeaders): Set<string> {
  const named = new Set<string>();
  for (let i = 0; i < raw.length; i += 2)
    if (raw[i]!.toLowerCase() === 'connection')
      for (const name of raw[i + 1]!.split(',')) named.add(name.trim().toLowerCase());
  return named;
}

/** The first value of a header. */
export function headerIn(raw: RawHeaders, name: string): string | undefined {
  for (let i = 0; i < raw.length; i += 2) if (raw[i]!.toLowerCase() === name) return raw[i + 1];
  return undefined;
}

/** Headers as undici hands them over: bytes or text. */
export const textual = (raw: unknown): RawHeaders =>
  Array.isArray(raw)
    ? raw.map(part => (typeof part === 'string' ? part : Buffer.from(part).toString('latin1')))
    : Object.entries((raw ?? {}) as Record<string, string | string[]>).flatMap(([name, value]) =>
        [value].flat().flatMap(one => [name, one]),
      );
