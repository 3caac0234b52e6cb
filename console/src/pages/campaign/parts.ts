/** Into what a campaign's page is divided: each has its address. `isWide`: it scrolls by itself, to the edges. */
export const parts = [
  { path: '', name: 'Summary', isWide: false },
  { path: 'activity', name: 'Activity', isWide: false },
  { path: 'traits', name: 'Traits', isWide: true },
  { path: 'infrastructure', name: 'Infrastructure', isWide: true },
  { path: 'templates', name: 'Templates', isWide: false },
  { path: 'harvest', name: 'Harvest', isWide: false },
  { path: 'life', name: 'Life', isWide: false },
  { path: 'accounts', name: 'Accounts', isWide: true },
] as const;

export type Part = (typeof parts)[number]['path'];
