import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Of cyber observables (STIX 2.1, section 2.9): everybody gives the same one the same id. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Of what Stillwatch says. */
const OURS = '9f2f54c4-3a0e-4c2b-8a75-0d7c6a2c5f11';

/** A name-based UUID (RFC 9562, version 5). */
export function uuid5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of an object of ours: the same thing said again has the same id, so that it replaces what was said before. */
export const idOf = (type: string, ...parts: readonly string[]): string =>
  `${type}--${uuid5(OURS, JSON.stringify([type, ...parts]))}`;

/** The id of an observable, by the properties that its specification names for it. */
export const observableId = (type: string, contributing: Record<string, unknown>): string =>
  `${type}--${uuid5(OBSERVABLES, canonicalize(contributing)!)}`;
