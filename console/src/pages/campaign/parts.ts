/** Into what a campaign's page is divided: each has its address. `fills`: its content scrolls by itself. */
export const parts = [
  { path: '', name: 'Summary', fills: false },
  { path: 'activity', name: 'Activity', fills: false },
  { path: 'traits', name: 'Traits', fills: true },
  { path: 'infrastructure', name: 'Infrastructure', fills: true },
  { path: 'templates', name: 'Templates', fills: false },
  { path: 'harvest', name: 'Harvest', fills: false },
  { path: 'life', name: 'Life', fills: false },
  { path: 'accounts', name: 'Accounts', fills: true },
] as const;

export type Part = (typeof parts)[number]['path'];
