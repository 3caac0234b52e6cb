import { whole } from '../../text/number.ts';

/** What several of a kind are called, where it is not an s more. */
const many: Record<string, string> = {
  client: 'clients',
  tls: 'TLS fingerprints',
  parameters: 'sets of parameters',
  tools: 'sets of tools',
  'email-domain': 'e-mail domains',
  'ipv4-addr': 'IPv4 networks',
  'ipv6-addr': 'IPv6 networks',
  'llm-exchange': 'patterns of exchanges',
  'observed-data': 'observed data',
  identity: 'identities',
  infrastructure: 'infrastructure',
  'course-of-action': 'courses of action',
};

/** 3 networks, 12 openings: how many of each kind, the most first. */
export const kindsOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, n]) => `${whole(n)} ${(Object.hasOwn(many, kind) && many[kind]) || plain(kind, n)}`)
    .join(', ');

const plain = (kind: string, n: number): string => `${kind.replaceAll('-', ' ')}${n === 1 ? '' : 's'}`;

export const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((a, b) => a + b, 0);
