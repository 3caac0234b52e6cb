/** Names that people could not tell apart are one person's. */
const folded = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

export const isSamePerson = (a: string, b: string): boolean => folded(a) === folded(b);

/** The name under which Stillwatch itself writes. */
export const isOurs = (name: string): boolean => folded(name) === 'stillwatch';
