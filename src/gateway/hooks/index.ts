import { envoy } from './envoy.ts';
import type { Hook, HookOptions } from './hook.ts';
import { litellm } from './litellm.ts';
import { portkey } from './portkey.ts';

export type { Hook, HookAnswer, HookDecide, HookOptions, HookRequest } from './hook.ts';
export { hookServer } from './server.ts';

/** The adapters for other gateways. */
export const hooks = (options: HookOptions): Hook[] => [litellm(options), envoy(options), portkey(options)];
