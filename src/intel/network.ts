import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network of an address, or of a part of one, as it is stored: IPv4 /24, IPv6 /48, written as RFC 5952 has it. Undefined for what is
 * wider, or none.
 */
export function networkOf(value: string): string | undefined {
  const [address = '', bits, ...more] = value.trim().split('/');
  if (more.length || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined;
  const isWithin = (least: number, most: number) =>
    bits === undefined || (Number(bits) >= least && Number(bits) <= most);
  if (isIPv4(address))
    return isWithin(24, 32) ? `${address.split('.').slice(0, 3).join('.')}.0/24` : undefined;
  if (!isIPv6(address) || address.includes('%') || !isWithin(48, 128)) return undefined;
  const [head = '', tail] = written(address).split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    groups.push(...Array(8 - groups.length - after.length).fill('0'), ...after);
  }
  return `${written(`${groups.slice(0, 3).join(':')}::`)}/48`;
}

/** A URL writes an address in the one way of RFC 5952. */
const written = (text: string) => new URL(`http://[${text}]`).hostname.slice(1, -1);
