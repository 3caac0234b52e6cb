import type { AccountRecord } from './record.ts';
import type { Rng } from './rng.ts';
import { name } from './text/grammar.ts';
import { DAY, type Place, type World } from './world.ts';

/** What a population may prescribe about an account; the rest is drawn as for anyone. */
export interface Prescribed {
  created?: number;
  org?: string | null;
  emailDomain?: string;
  payment?: string | null;
  plan?: string;
  program?: string | null;
  verification?: string;
}

const free = [
  ['gmail.com', 46],
  ['outlook.com', 14],
  ['yahoo.com', 7],
  ['icloud.com', 8],
  ['proton.me', 4],
  ['gmx.net', 3],
  ['mail.ru', 2],
  ['qq.com', 3],
  ['163.com', 3],
] as const;

/** An id that says nothing of what the account is. */
export const accountId = (rng: Rng): string => `acct_${rng.child('account').hex(16)}`;
export const hash = (rng: Rng): string => rng.hex(32);

export function accountRecord(
  world: World,
  rng: Rng,
  place: Place,
  prescribed: Prescribed = {},
): AccountRecord {
  const r = rng.child('record');
  // Always drawn in this order, prescribed or not: one field prescribed changes no other.
  const drawn = {
    created: signUp(world, r),
    domain: r.chance(0.86)
      ? r.weighted(free)
      : `${name(r).toLowerCase()}.${r.pick(['com', 'net', 'io', 'org', 'dev'])}`,
    email: hash(r),
    phone: r.chance(0.55) ? hash(r) : null,
    payment: r.chance(0.8) ? hash(r) : null,
    org: r.chance(0.22) ? orgId(r) : null,
    plan: r.weighted([
      ['free', 12],
      ['pro', 36],
      ['max', 8],
      ['tier-1', 22],
      ['tier-2', 14],
      ['tier-3', 8],
    ] as const),
    program: r.chance(0.03) ? r.pick(['startup', 'education', 'open-source']) : null,
    verification: r.weighted([
      ['email', 50],
      ['phone', 34],
      ['identity', 8],
      ['business', 8],
    ] as const),
  };
  const given = <K extends keyof Prescribed, T>(key: K, value: T) =>
    (prescribed[key] === undefined ? value : prescribed[key]) as T;
  return {
    account: accountId(rng),
    created: new Date(given('created', drawn.created)).toISOString(),
    country: place.country,
    plan: given('plan', drawn.plan),
    program: given('program', drawn.program),
    verification: given('verification', drawn.verification),
    org: given('org', drawn.org),
    email_domain: given('emailDomain', drawn.domain),
    email_hash: drawn.email,
    phone_hash: drawn.phone,
    payment_hash: given('payment', drawn.payment),
  };
}

export const orgId = (rng: Rng): string => `org_${rng.hex(12)}`;

/** A growing service: half of all accounts are younger than half a year, a fifth sign up within the world. */
function signUp(world: World, rng: Rng): number {
  const at = world.start + world.days * 0.8 * DAY - rng.exponential(160) * DAY;
  return Math.max(at, Date.UTC(2023, 6, 1) + rng.float() * 60 * DAY);
}
