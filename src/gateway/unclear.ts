import { type CallerOptions, credentialHeaders } from './account.ts';
import { namedInConnection, type RawHeaders } from './headers.ts';

/**
 * Why it cannot be told, in a clause, whose request this is or where it goes: what servers read in several ways would let a
 * client be counted by one reading and let in by another.
 */
export function unclear(url: string, raw: RawHeaders, options: CallerOptions): string | undefined {
  if (!url.startsWith('/')) return 'its address is no path';
  const credentials = credentialHeaders(options);
  const seen = new Set<string>();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (!credentials.has(name)) continue;
    if (seen.has(name)) return `it has the header ${name} more than once`;
    seen.add(name);
  }
  const dropped = [...namedInConnection(raw)].find(name => credentials.has(name));
  return dropped && `its header connection names ${dropped}`;
}
