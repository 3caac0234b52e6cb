import type { Kind } from '../kinds.ts';
import { networkOf } from '../network.ts';
import { properties } from './extension.ts';

/** What an indicator's pattern says, where it says one thing of one observable: what most tools write. */
export interface Said {
  kind: Kind;
  value: string;
  /** Of sketches: the key that they are under. */
  key?: string;
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
const USER_AGENT = "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'";

/** A STIX pattern (STIX 2.1, section 9) for a value. */
export function patternOf({ kind, value, key }: Said): string {
  const is = (path: string) => `[${path} = ${quoted(value)}]`;
  switch (kind) {
    case 'network':
      return `[${value.includes(':') ? 'ipv6-addr' : 'ipv4-addr'}:value ISSUBSET ${quoted(value)}]`;
    case 'email-domain':
      return `[email-addr:value LIKE ${quoted(`%@${value}`)}]`;
    case 'client':
      return is(USER_AGENT);
    case 'tls':
      return is(`llm-exchange:${properties.tls}`);
    default: {
      const list = kind === 'phrase' ? '[*]' : '';
      return `[llm-exchange:${properties[kind]}${list} = ${quoted(value)} AND llm-exchange:sketch_key = ${quoted(key ?? '')}]`;
    }
  }
}

const byProperty = new Map(Object.entries(properties).map(([kind, name]) => [name as string, kind as Kind]));
const STRING = String.raw`'((?:[^'\\]|\\.)*)'`;
const one = new RegExp(String.raw`^\s*\[\s*([\w-]+):([^\s=]+)\s*(=|ISSUBSET|LIKE)\s*${STRING}\s*\]\s*$`);
const two = new RegExp(
  String.raw`^\s*\[\s*llm-exchange:(\w+)(?:\[\*\])?\s*=\s*${STRING}\s+AND\s+llm-exchange:sketch_key\s*=\s*${STRING}\s*\]\s*$`,
);
const unquoted = (text: string) => text.replace(/\\(.)/g, '$1');
const LONGEST = 1024;

/**
 * What a pattern says, if it is one comparison that we can look for: others are kept and not looked for. Read by hand, and no longer than
 * 1 KiB: a pattern is a stranger's program.
 */
export function readPattern(pattern: string): Said | undefined {
  if (pattern.length > LONGEST) return undefined;
  const sketch = two.exec(pattern);
  if (sketch) {
    const kind = byProperty.get(sketch[1]!);
    const [value, key] = [unquoted(sketch[2]!).toLowerCase(), unquoted(sketch[3]!).toLowerCase()];
    const isHash = /^[0-9a-f]{16}$/;
    return kind && kind !== 'tls' && isHash.test(value) && isHash.test(key)
      ? { kind, value, key }
      : undefined;
  }
  const [, type, path, operator, string] = one.exec(pattern) ?? [];
  if (!type) return undefined;
  const value = unquoted(string!);
  if ((type === 'ipv4-addr' || type === 'ipv6-addr') && path === 'value' && operator !== 'LIKE') {
    const network = networkOf(value);
    return network ? { kind: 'network', value: network } : undefined;
  }
  if (type === 'email-addr' && path === 'value' && operator === 'LIKE')
    return /^%@[^%_@\s]+$/.test(value)
      ? { kind: 'email-domain', value: value.slice(2).toLowerCase() }
      : undefined;
  if (operator !== '=' || value === '') return undefined;
  if (`${type}:${path}` === USER_AGENT) return { kind: 'client', value };
  if (type === 'llm-exchange' && path === properties.tls) return { kind: 'tls', value };
  return undefined;
}
