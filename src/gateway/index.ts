export type { Decide } from './decide.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export type { Log } from './log.ts';
