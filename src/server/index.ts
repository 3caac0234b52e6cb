export type { Page } from './front/context.ts';
export { type Role, roleOf, roles } from './roles.ts';
export { type Service, type ServiceOptions, startService } from './service.ts';
export { addToken, readTokens, revokeToken, type Token } from './tokens.ts';
