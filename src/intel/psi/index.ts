export { type Found, type Peer, query } from './client.ts';
export { Epoch } from './epoch.ts';
export { type Item, inputOf, type Kind, kindNames } from './item.ts';
export type { Mode } from './jobs.ts';
export type { Offer, Transcript } from './messages.ts';
export type { Progress } from './prepare.ts';
export { type Partner, PsiServer, type PsiServerOptions, type Request } from './server.ts';
export { type Budget, BudgetSpent } from './spent.ts';
export { Threads } from './threads.ts';
