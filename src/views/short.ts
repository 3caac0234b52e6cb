/** The first twelve hex digits of a 64-bit hash, given as a decimal: enough to tell, and to look it up by. */
export const shortHash = (decimal: string): string =>
  BigInt(decimal).toString(16).padStart(16, '0').slice(0, 12);
