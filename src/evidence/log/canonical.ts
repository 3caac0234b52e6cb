import canonicalize from 'canonicalize';

/**
 * A value's one spelling in JSON (RFC 8785), in UTF-8. What JSON has no word for (undefined) is left out.
 * @throws Error of numbers that are not finite, of text that is not Unicode, and of circles
 */
export function canonical(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('there is no JSON for it');
  return Buffer.from(text);
}
