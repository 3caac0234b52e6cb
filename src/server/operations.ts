import type { Operation } from '../policy/index.ts';

/** What can be asked of the desk over HTTP. Both processes of the service go by the same list. */
export const operations: readonly Operation[] = [];
