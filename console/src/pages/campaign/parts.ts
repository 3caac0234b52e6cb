/** Into what a campaign's page is divided: each has its address. `fills`: its content scrolls by itself. */
export const parts = [
  { path: '', name: 'Summary', about: 'what it is, and why one operator', fills: false },
  { path: 'activity', name: 'Activity', about: 'when it sends', fills: false },
  { path: 'traits', name: 'Traits', about: 'which account shows what', fills: true },
  { path: 'infrastructure', name: 'Infrastructure', about: 'what accounts share beside words', fills: true },
  { path: 'templates', name: 'Templates', about: 'what prompts are made with', fills: false },
  { path: 'harvest', name: 'Harvest', about: 'what was taken, and at what price', fills: false },
  { path: 'life', name: 'Life', about: 'who came and went, moves to models', fills: false },
  { path: 'accounts', name: 'Accounts', about: 'all of its accounts', fills: true },
] as const;

export type Part = (typeof parts)[number]['path'];
