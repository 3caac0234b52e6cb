/** What sumMap gives, as a record, the most first. */
export const countsOf = ([names, counts]: [names: string[], counts: number[]]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, counts[i]!] as const).sort((a, b) => b[1] - a[1]));
