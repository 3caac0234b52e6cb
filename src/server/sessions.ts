import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { readText, replace } from '../files.ts';
import { type Role, roleNames, roles, type Scope } from './roles.ts';

/** Milliseconds that a session lasts from the sign-in on, whatever is done in it. */
export const LASTS = 8 * 3_600_000;
/** How secrets of sessions begin. They count in the cookie alone, so they are not taken for tokens. */
export const PREFIX = 'ss_';

const sessionSchema = z.object({
  /** What an admin ends it by; it opens nothing. */
  id: z.string(),
  /** SHA-256 of the secret, hex: 256 random bits. */
  sha256: z.string(),
  name: z.string(),
  role: z.enum(roleNames as [Role, ...Role[]]),
  issuer: z.string(),
  subject: z.string(),
  /** Of the settings by which it was begun (groundOf). */
  ground: z.string().optional(),
  begun: z.iso.datetime(),
  expires: z.iso.datetime(),
});
export type Session = z.infer<typeof sessionSchema>;
/** Of one person: with one more the oldest ends. */
const MOST = 20;
const fileSchema = z.object({ sessions: z.array(sessionSchema) });

interface Who {
  name: string;
  role: Role;
  issuer: string;
  subject: string;
}

/**
 * Who has signed in by a provider, in `sessions.json` in the data folder: as hashes, and kept over a restart of the service, so that
 * an update does not send everyone to the sign-in in the middle of an attack.
 */
export class Sessions {
  readonly #path: string;
  readonly #ground: string | undefined;
  readonly #byDigest = new Map<string, Session>();

  /** @param ground of the settings now: what was begun by others does not count any more; undefined where there are none */
  constructor(data: string, ground: string | undefined) {
    this.#path = join(data, 'sessions.json');
    this.#ground = ground;
    for (const session of read(this.#path))
      if (ground !== undefined && session.ground === ground) this.#byDigest.set(session.sha256, session);
  }

  /** Begins one and gives its secret. What the provider says now counts for this person's other sessions too. */
  begin(who: Who): string {
    const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const now = Date.now();
    const others = this.#of(who);
    for (const one of others) one.role = who.role;
    for (const { sha256 } of others.slice(0, Math.max(0, others.length - MOST + 1)))
      this.#byDigest.delete(sha256);
    const session: Session = {
      ...who,
      ground: this.#ground,
      id: `S-${randomBytes(5).toString('hex').toUpperCase()}`,
      sha256: hash('sha256', secret, 'hex'),
      begun: new Date(now).toISOString(),
      expires: new Date(now + LASTS).toISOString(),
    };
    this.#byDigest.set(session.sha256, session);
    this.#write();
    return secret;
  }

  /** The session of a secret, while it lasts. */
  of(secret: string): (Session & { scopes: readonly Scope[] }) | undefined {
    const digest = hash('sha256', secret, 'hex');
    const session = this.#byDigest.get(digest);
    if (!session || !timingSafeEqual(Buffer.from(session.sha256), Buffer.from(digest))) return undefined;
    return isOver(session) ? undefined : { ...session, scopes: roles[session.role] };
  }

  /** Those that last, the newest first. */
  get all(): Session[] {
    return [...this.#byDigest.values()].filter(one => !isOver(one)).reverse();
  }

  end(id: string): void {
    const session = this.all.find(one => one.id === id);
    if (!session)
      throw new StillwatchError(
        'SESSION_UNKNOWN',
        'there is no session of that id',
        'GET /v1/sessions lists them; it may be over already.',
      );
    this.#byDigest.delete(session.sha256);
    this.#write();
  }

  /** Ends all sessions of somebody who may not come in any more. */
  endOf(who: Pick<Who, 'issuer' | 'subject'>): void {
    for (const { sha256 } of this.#of(who)) this.#byDigest.delete(sha256);
    this.#write();
  }

  #of({ issuer, subject }: Pick<Who, 'issuer' | 'subject'>): Session[] {
    return [...this.#byDigest.values()].filter(one => one.issuer === issuer && one.subject === subject);
  }

  #write(): void {
    for (const session of this.#byDigest.values()) if (isOver(session)) this.#byDigest.delete(session.sha256);
    replace(this.#path, `${JSON.stringify({ sessions: [...this.#byDigest.values()] }, null, 2)}\n`);
  }
}

const isOver = ({ expires }: Session): boolean => Date.parse(expires) <= Date.now();

/** A file that cannot be used is as none: everyone signs in again. */
function read(path: string): Session[] {
  try {
    return fileSchema.parse(JSON.parse(readText(path) ?? '{"sessions":[]}')).sessions;
  } catch {
    return [];
  }
}
