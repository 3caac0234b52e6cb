/** A 64-bit hash, given as a decimal, in 16 hex digits. */
export const longHash = (decimal: string): string => BigInt(decimal).toString(16).padStart(16, '0');

/** The first twelve of them: enough to tell, and to look it up by. */
export const shortHash = (decimal: string): string => longHash(decimal).slice(0, 12);
