import type { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import {
  type Attestation,
  attestationSchema,
  type Grant,
  grantSchema,
  type Hold,
  holdSchema,
} from './bodies.ts';
import { newId } from './containment/reference.ts';
import type { Desk } from './desk.ts';
import { attestationKey } from './state.ts';
import { usageOf } from './usage.ts';

// Model holds, grants and attestations: what is set, and taken back, each with a reason.

type Reasoned<T> = T & { reason: string };

export async function hold(desk: Desk, given: Reasoned<Hold>, by: string): Promise<{ hold: string }> {
  const { reason, ...rest } = given;
  const after = valid(holdSchema, rest);
  if (after.until !== null) inOrder(after.from, after.until, 'the hold');
  const id = newId('H');
  await desk.write({ actor: by, kind: 'hold', subject: id, reason, after });
  return { hold: id };
}

export async function lift(
  desk: Desk,
  { hold: id, reason }: { hold: string; reason: string },
  by: string,
): Promise<{ hold: string }> {
  const before = there(desk.state.holds.get(id), `hold ${id}`, 'stillwatch hold list');
  if (before.lifted) throw done(`${id} was lifted at ${before.lifted}`);
  await desk.write({ actor: by, kind: 'lift', subject: id, reason, before, after: null });
  return { hold: id };
}

export async function grant(desk: Desk, given: Reasoned<Grant>, by: string): Promise<{ grant: string }> {
  const { reason, ...rest } = given;
  const after = valid(grantSchema, { ...rest, accounts: [...new Set(rest.accounts)].sort() });
  inOrder(after.from, after.until, 'the grant');
  const id = newId('G');
  await desk.write({ actor: by, kind: 'grant', subject: id, reason, after });
  return { grant: id };
}

export async function revoke(
  desk: Desk,
  { grant: id, reason }: { grant: string; reason: string },
  by: string,
): Promise<{ grant: string }> {
  const before = there(desk.state.grants.get(id), `grant ${id}`, 'stillwatch grant list');
  if (before.revoked) throw done(`${id} was revoked at ${before.revoked}`);
  await desk.write({ actor: by, kind: 'revocation', subject: id, reason, before, after: null });
  return { grant: id };
}

export async function attest(
  desk: Desk,
  given: Reasoned<Attestation>,
  by: string,
): Promise<{ account: string; attribute: string }> {
  const { reason, ...rest } = given;
  const after = valid(attestationSchema, rest);
  const { account, attribute, until } = after;
  if (Date.parse(until) <= desk.now().getTime())
    throw new StillwatchError(
      'RECORD_INVALID',
      `the attestation ran out at ${until}`,
      'Give a later --until.',
    );
  const subject = attestationKey(account, attribute);
  const before = desk.state.attestations.get(subject) ?? null;
  await desk.write({ actor: by, kind: 'attestation', subject, reason, before, after });
  return { account, attribute };
}

export async function withdraw(
  desk: Desk,
  { account, attribute, reason }: { account: string; attribute: string; reason: string },
  by: string,
): Promise<{ account: string; attribute: string }> {
  const subject = attestationKey(account, attribute);
  const before = there(
    desk.state.attestations.get(subject),
    `attestation of ${attribute} for ${account}`,
    'stillwatch attest list',
  );
  await desk.write({ actor: by, kind: 'withdrawal', subject, reason, before, after: null });
  return { account, attribute };
}

export type GrantView = Grant & {
  id: string;
  by: string;
  at: string;
  revoked?: string;
  used: number;
  beyond: number;
};

/** Grants with what is used of each: the exchanges of its accounts with its models within its time. */
export async function listGrants(desk: Desk): Promise<GrantView[]> {
  return Promise.all(
    [...desk.state.grants.values()].map(async ({ reason: _, ...one }) => {
      const used = await usageOf(desk.store, one);
      return { ...one, used, beyond: Math.max(0, used - one.volume) };
    }),
  );
}

function valid<T>(schema: z.ZodType<T>, given: unknown): T {
  const { data, error } = schema.safeParse(given);
  if (!error) return data;
  const { path, message } = error.issues[0]!;
  throw new StillwatchError(
    'RECORD_INVALID',
    `${path.join('.') || 'it'}: ${message}`,
    'Mend it and try again; nothing was written.',
  );
}

function inOrder(from: string, until: string, what: string): void {
  if (Date.parse(until) <= Date.parse(from))
    throw new StillwatchError(
      'RECORD_INVALID',
      `${what} ends (${until}) before it begins (${from})`,
      'Give a later --until.',
    );
}

function there<T>(one: T | undefined, what: string, list: string): T {
  if (one === undefined)
    throw new StillwatchError('RECORD_UNKNOWN', `there is no ${what}`, `List them: ${list}.`);
  return one;
}

const done = (message: string) =>
  new StillwatchError('RECORD_STATE', message, 'There is nothing left to do.');
