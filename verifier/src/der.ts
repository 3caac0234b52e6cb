import { type Bytes, equal, hex } from './bytes.ts';

// Just enough of DER (ITU-T X.690) to read a timestamp and a certificate: definite lengths in their shortest form, tags of
// one byte. What is not so, or ends too early, throws NotDer.

export class NotDer extends Error {}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
/** A context-specific, constructed element, such as [0]. */
export const tagged = (number: number): number => 0xa0 + number;

export interface Element {
  tag: number;
  body: Bytes;
  /** With tag and length. */
  whole: Bytes;
}

/** The elements that stand one after another. */
export function elements(bytes: Bytes): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!;
    let length = bytes[at + 1] ?? fail();
    let start = at + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count < 1 || count > 3 || start + count > bytes.length) fail();
      length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
      start += count;
      if (length < (count === 1 ? 0x80 : 256 ** (count - 1))) fail();
    }
    if ((tag & 0x1f) === 0x1f || start + length > bytes.length) fail();
    found.push({
      tag,
      body: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length),
    });
    at = start + length;
  }
  return found;
}

/** The one element that the bytes are. */
export function only(bytes: Bytes, tag: number): Element {
  const [first, second] = elements(bytes);
  return second ? fail() : is(first, tag);
}

/** The elements within, where the element is of that kind. */
export const within = (element: Element | undefined, tag: number = SEQUENCE): Element[] =>
  elements(is(element, tag).body);

export function is(element: Element | undefined, tag: number): Element {
  return element?.tag === tag ? element : fail();
}

/** An object identifier as the hex digits of its bytes. */
export const identifier = (element: Element | undefined): string => hex(is(element, OBJECT_IDENTIFIER).body);

/** The algorithm in an AlgorithmIdentifier. */
export const algorithm = (element: Element | undefined): string => identifier(within(element)[0]);

/** A time, in UTC: GeneralizedTime, or UTCTime of 1950 to 2049. */
export function time(element: Element | undefined): Date {
  if (element?.tag !== GENERALIZED_TIME && element?.tag !== UTC_TIME) fail();
  const digits = String.fromCharCode(...element!.body);
  const full = element!.tag === UTC_TIME ? `${digits < '5' ? '20' : '19'}${digits}` : digits;
  const [, year, month, day, hour, minute, second, part = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/.exec(full) ?? fail();
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${part.slice(0, 3).padEnd(3, '0')}Z`,
  );
  return Number.isNaN(date.getTime()) ? fail() : date;
}

export const sameBytes = (element: Element | undefined, bytes: Uint8Array): boolean =>
  equal(is(element, OCTET_STRING).body, bytes);

function fail(): never {
  throw new NotDer('not DER');
}
