import { whole } from '../../text/number.ts';

/** What one and what several of a kind are called, where the name and an s more do not say it. */
const names: Record<string, readonly [one: string, many: string]> = {
  tls: ['TLS fingerprint', 'TLS fingerprints'],
  parameters: ['set of parameters', 'sets of parameters'],
  tools: ['set of tools', 'sets of tools'],
  'email-domain': ['e-mail domain', 'e-mail domains'],
  'ipv4-addr': ['IPv4 network', 'IPv4 networks'],
  'ipv6-addr': ['IPv6 network', 'IPv6 networks'],
  'llm-exchange': ['pattern of exchanges', 'patterns of exchanges'],
  'observed-data': ['observed data', 'observed data'],
  identity: ['identity', 'identities'],
  infrastructure: ['infrastructure', 'infrastructure'],
  'course-of-action': ['course of action', 'courses of action'],
};

/** 3 networks, 12 openings: how many of each kind, the most first. */
export const kindsOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(
      ([kind, n]) =>
        `${whole(n)} ${Object.hasOwn(names, kind) ? names[kind]![n === 1 ? 0 : 1] : plain(kind, n)}`,
    )
    .join(', ');

const plain = (kind: string, n: number): string => `${kind.replaceAll('-', ' ')}${n === 1 ? '' : 's'}`;

export const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((a, b) => a + b, 0);
