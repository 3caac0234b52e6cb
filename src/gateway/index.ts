export { Counts } from './counts.ts';
export type { Decide } from './decide.ts';
export { createGateway, type Gateway } from './gateway.ts';
export {
  type Hook,
  type HookAnswer,
  type HookDecide,
  type HookOptions,
  type HookRequest,
  hookServer,
  hooks,
} from './hooks/index.ts';
export type { Log } from './log.ts';
export type { GatewayOptions } from './options.ts';
export { type Service, type ServiceOptions, serviceAt } from './service/service.ts';
