export type { Decide } from './decide.ts';
export { createGateway, type Gateway } from './gateway.ts';
export type { Log } from './log.ts';
export type { GatewayOptions } from './options.ts';
