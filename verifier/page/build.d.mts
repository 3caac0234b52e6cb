/** Gives the path where it is. */
export function buildPage(to?: string): string;
