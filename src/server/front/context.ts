import type { Logger } from 'pino';
import type { Pseudonyms } from '../../exchange/index.ts';
import type { FormatOptions } from '../../ingest/index.ts';
import type { Operation } from '../../policy/index.ts';
import type { Journal } from '../journal.ts';
import type { Scope } from '../roles.ts';
import type { Sessions } from '../sessions.ts';
import type { Tokens } from '../tokens.ts';
import type { Asker } from './access.ts';
import type { Cookies } from './cookies.ts';
import type { Decider } from './decide.ts';
import type { Known } from './known.ts';
import type { EngineLink } from './link.ts';
import type { Metrics } from './metrics.ts';
import type { Plays } from './plays.ts';
import type { PoliciesInForce } from './policies.ts';
import type { SignIn } from './sign-in.ts';

/** How the campaigns look in a browser; the command line knows. */
export interface Page {
  contentSecurityPolicy: string;
  /** `document`: as /campaigns.json answers. */
  render(document: unknown): string;
}

/** What routes work with. */
export interface Context {
  data: string;
  version: string;
  started: Date;
  log: Logger;
  tokens: Tokens;
  sessions: Sessions;
  cookies: Cookies;
  /** How people sign in other than by tokens, if they can. */
  signIn: SignIn | undefined;
  known: Known;
  journal: Journal;
  link: EngineLink;
  decider: Decider;
  metrics: Metrics;
  pseudonyms: Pseudonyms;
  /** Of a hook: a header in which the gateway says whose request it is. */
  accountHeader: string | undefined;
  formatOptions: FormatOptions;
  operations: readonly Operation[];
  policies: PoliciesInForce;
  plays: Plays;
  page: Page | undefined;
  /** The folder of the built console. */
  console: string | undefined;
  stopping(): boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody needs to say. */
    token: Asker | null;
  }
  interface FastifyContextConfig {
    /** What the token must allow; `read` where nothing is said, `none` where no token is needed. */
    scope?: Scope | 'none';
    /** Counted by itself, and logged only where it fails. */
    quiet?: boolean;
  }
}
