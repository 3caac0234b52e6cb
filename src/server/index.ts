export type { Page } from './front/page.ts';
export { type Service, type ServiceOptions, startService } from './service.ts';
export { addToken, readTokens, revokeToken, type Token } from './tokens.ts';
