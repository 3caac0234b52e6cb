/** The bytes of base64 in its one padded spelling (RFC 4648 section 4), or undefined of anything else. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
